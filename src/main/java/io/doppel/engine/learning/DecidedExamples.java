package io.doppel.engine.learning;

import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.index.IndexView;
import io.doppel.index.hit.Hit;
import io.doppel.index.hit.Hits;
import io.doppel.index.query.Effort;
import io.doppel.text.Document;
import io.doppel.training.example.Examples;
import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Split;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What people decided about pairs of a collection, as examples: the same is alike, what is apart is not. What is near
/// in the index and yet not the same is found beside it, and is a harder lesson than what nobody would mistake
/// (Moreira and others, 2024, "NV-Retriever: Improving text embedding models with effective hard-negative mining").
///
/// @param decisions all of them, in their order
public record DecidedExamples(List<Decision> decisions) {

  /// How many passages near a text are looked at.
  private static final int NEAREST = 50;

  /// What is nearer than this part of the cosine of what was decided to be the same may be the same, too.
  private static final float RELATIVE = 0.95f;

  private static final int OF_A_TEXT = 2;
  private static final int AT_ONCE = 256;

  public DecidedExamples {
    decisions = List.copyOf(decisions);
  }

  /// The decisions themselves.
  ///
  /// @throws IllegalArgumentException if there are none that anything can be learned from
  public Examples examples() {
    List<Example> decided =
        decisions.stream()
            .filter(decision -> decision.decision() == Kind.MERGE || decision.decision() == Kind.APART)
            .map(DecidedExamples::example)
            .toList();
    if (decided.isEmpty()) {
      throw new IllegalArgumentException("nothing was decided about pairs of this collection");
    }
    return Examples.judged(decided);
  }

  private static Example example(Decision decision) {
    return new Example(List.of(decision.text1(), decision.text2()), decision.decision() == Kind.MERGE ? 1 : 0);
  }

  /// The same with texts of the index among what is learned from that are near one side of a pair, the same as it, and
  /// neither decided to be the same nor in its cluster. Nothing is added that is held out.
  ///
  /// @param encoder the one of the collection
  public Split withNear(Split split, IndexView view, Encoder encoder) throws IOException {
    Set<String> heldOut = new HashSet<>(split.dev().texts());
    heldOut.addAll(split.test().texts());
    Set<Example> learned = new HashSet<>(split.train().all());
    List<Decision> same =
        decisions.stream()
            .filter(decision -> decision.decision() == Kind.MERGE && learned.contains(example(decision)))
            .toList();
    Clusters clusters = Clusters.of(decisions);
    List<Example> near = new ArrayList<>();
    boolean all = true;
    for (int from = 0; from < same.size(); from += AT_ONCE) {
      Cancellation.check();
      List<Decision> some = same.subList(from, Math.min(same.size(), from + AT_ONCE));
      List<Embedding> first = encoder.encode(some.stream().map(Decision::text1).toList(), Prompt.DOCUMENT);
      List<Embedding> second = encoder.encode(some.stream().map(Decision::text2).toList(), Prompt.DOCUMENT);
      List<Hits> hits = view.nearest(first, NEAREST, Effort.APPROXIMATE);
      for (int i = 0; i < some.size(); i++) {
        float most = RELATIVE * first.get(i).cosine(second.get(i));
        List<Example> found = near(some.get(i), hits.get(i).list(), most, clusters, heldOut, view);
        all &= !found.isEmpty();
        near.addAll(found);
      }
    }
    return switch (split.train().kind()) {
      case PAIRS -> {
        List<Example> more = new ArrayList<>(split.train().all());
        near.forEach(one -> more.add(new Example(List.of(one.texts().get(0), one.texts().get(2)), 0)));
        yield new Split(split.train().with(more), split.dev(), split.test(), split.leftOut());
      }
      case ALIKE ->
          // Triplets say all that the pairs do, but only of pairs that have become some.
          near.isEmpty() || !all
              ? split
              : new Split(
                  new Examples(Examples.Kind.TRIPLETS, near), split.dev(), split.test(), split.leftOut());
      case TRIPLETS, CLASSES, PARALLEL, TEXTS -> split;
    };
  }

  /// As triplets.
  private static List<Example> near(
      Decision decision, List<Hit> hits, float most, Clusters clusters, Set<String> heldOut, IndexView view)
      throws IOException {
    Set<String> seen = new HashSet<>();
    List<String> ids = new ArrayList<>();
    for (Hit hit : hits) {
      String id = hit.passage().documentId();
      // A document is as near as its nearest passage, which comes first.
      if (seen.add(id) && hit.similarity() < most && !clusters.mayBeTheSame(decision, id)) {
        ids.add(id);
      }
    }
    List<Example> near = new ArrayList<>();
    for (Document document : view.documents(ids).values()) {
      if (near.size() < OF_A_TEXT && !heldOut.contains(document.text())) {
        near.add(new Example(List.of(decision.text1(), decision.text2(), document.text()), 0));
      }
    }
    return near;
  }

  /// Documents that were decided to be the same, also by way of others, and pairs that nobody could tell.
  private record Clusters(Map<String, String> heads, Map<String, Set<String>> unsure) {

    static Clusters of(List<Decision> decisions) {
      Clusters clusters = new Clusters(new HashMap<>(), new HashMap<>());
      for (Decision decision : decisions) {
        switch (decision.decision()) {
          case MERGE -> clusters.heads.put(clusters.head(decision.id1()), clusters.head(decision.id2()));
          case IGNORE -> {
            clusters.unsure.computeIfAbsent(decision.id1(), _ -> new HashSet<>()).add(decision.id2());
            clusters.unsure.computeIfAbsent(decision.id2(), _ -> new HashSet<>()).add(decision.id1());
          }
          case APART, UNDECIDED -> {}
        }
      }
      return clusters;
    }

    private String head(String id) {
      String head = id;
      for (String next = heads.get(head); next != null && !next.equals(head); next = heads.get(head)) {
        head = next;
      }
      return head;
    }

    boolean mayBeTheSame(Decision decision, String id) {
      return head(id).equals(head(decision.id1()))
          || unsure.getOrDefault(decision.id1(), Set.of()).contains(id)
          || unsure.getOrDefault(decision.id2(), Set.of()).contains(id);
    }
  }
}
