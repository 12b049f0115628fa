package io.doppel.duplicates;

import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.judgement.Judgement;
import io.doppel.duplicates.guard.Template;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.duplicates.resemblance.Resemblance;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.text.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The templates that documents of a collection are made after: what says the same but for a few values.
///
/// @param judge the one of the collection
/// @param boilerplate what of documents does not count
public record Templates(PassageIndex index, Judge judge, Boilerplate boilerplate) {

  /// So many documents of a template are shown.
  public static final int MAX_SHOWN = 20;

  /// Documents of one template.
  ///
  /// @param size how many they are
  /// @param shown the first of them
  public record Made(int size, List<Member> shown) {

    public Made {
      shown = List.copyOf(shown);
    }
  }

  /// @param differs in which values from the first one; empty for itself, and for what differs from it in more
  public record Member(Document document, List<Template.Field> differs) {

    public Member {
      differs = List.copyOf(differs);
    }
  }

  /// Some of the templates, the one with most documents first; without documents that were deleted since.
  ///
  /// @param groups of [Mined#templates()]
  public List<Made> of(Mined mined, List<List<Integer>> groups) throws IOException {
    List<Made> made = new ArrayList<>();
    try (IndexView view = index.view()) {
      for (List<Integer> group : groups) {
        List<String> ids = group.stream().limit(MAX_SHOWN).map(mined.pairs()::id).toList();
        Map<String, EmbeddedDocument> found = view.embedded(ids);
        List<EmbeddedDocument> there = ids.stream().flatMap(id -> Optional.ofNullable(found.get(id)).stream()).toList();
        if (there.size() > 1) {
          EmbeddedDocument first = there.getFirst();
          made.add(
              new Made(
                  group.size() - (ids.size() - there.size()),
                  there.stream().map(each -> new Member(each.document(), differs(first, each))).toList()));
        }
      }
    }
    return made;
  }

  private List<Template.Field> differs(EmbeddedDocument first, EmbeddedDocument other) {
    if (first.document().id().equals(other.document().id())) {
      return List.of();
    }
    Judgement judged = Resemblance.of(first, other, boilerplate).judge(judge.alone());
    return judged.template().map(Template::fields).orElse(List.of());
  }
}
