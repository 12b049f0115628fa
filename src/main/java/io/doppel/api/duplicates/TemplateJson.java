package io.doppel.api.duplicates;

import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.Templates;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.mining.NamedClusters;
import io.doppel.text.CodePoints;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Documents that are made after one template, as programs see them.
///
/// @param size how many they are
/// @param documents the first of them
public record TemplateJson(int size, List<MadeJson> documents) {

  /// A document, with the beginning of its text; without a text it shows its title.
  ///
  /// @param cluster the cluster of duplicates that it is in; null where it is in none
  /// @param differs in which values from the first document: of that `here`, of this `there`
  public record MadeJson(String id, String text, @Nullable String cluster, List<FieldJson> differs) {

    static MadeJson of(Templates.Member member, Map<String, String> clusters) {
      return new MadeJson(
          member.document().id(),
          CodePoints.beginning(member.document().shown(), Decisions.MAX_TEXT),
          clusters.get(member.document().id()),
          FieldJson.of(member.differs()));
    }
  }

  /// Some of the templates, see [Mined#templates()].
  ///
  /// @param named what was found
  public static List<TemplateJson> of(DocumentCollection collection, NamedClusters named, List<List<Integer>> groups)
      throws IOException {
    Map<String, String> clusters = named.names();
    return collection.templates().of(named.mined(), groups).stream()
        .map(made ->
            new TemplateJson(
                made.size(), made.shown().stream().map(one -> MadeJson.of(one, clusters)).toList()))
        .toList();
  }
}
