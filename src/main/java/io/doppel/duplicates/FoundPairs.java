package io.doppel.duplicates;

import io.doppel.duplicates.PairAnswer.Pair;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.duplicates.resemblance.Resemblance;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// The pairs of what was found in a collection, with their documents.
///
/// @param boilerplate what of documents does not count
record FoundPairs(PassageIndex index, Optional<Calibration> calibration, Boilerplate boilerplate) {

  /// Documents that are in memory at once.
  private static final int READ_TOGETHER = 64;

  /// The most probable pairs of what was found in the collection.
  ///
  /// @param k the most pairs
  /// @param skip says of two ids whether their pair is left out
  PairAnswer of(Mined mined, int k, BiPredicate<String, String> skip) throws IOException {
    MinedPairs found = mined.pairs();
    List<Pair> pairs = new ArrayList<>();
    boolean more = false;
    int next = 0;
    try (IndexView view = index.view()) {
      while (next < found.size() && !more) {
        List<MinedPairs.Pair> some = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (; next < found.size() && some.size() < READ_TOGETHER; next++) {
          MinedPairs.Pair pair = found.get(next);
          if (!skip.test(found.id(pair.first()), found.id(pair.second()))) {
            some.add(pair);
            ids.add(found.id(pair.first()));
            ids.add(found.id(pair.second()));
          }
        }
        Map<String, EmbeddedDocument> documents = view.embedded(ids);
        for (MinedPairs.Pair pair : some) {
          Cancellation.check();
          EmbeddedDocument one = documents.get(found.id(pair.first()));
          EmbeddedDocument other = documents.get(found.id(pair.second()));
          if (one != null && other != null && !more) {
            more = pairs.size() == k;
            if (!more) {
              boolean ordered = one.document().id().compareTo(other.document().id()) < 0;
              pairs.add(pair(pair.similarity(), ordered ? one : other, ordered ? other : one));
            }
          }
        }
      }
    }
    return new PairAnswer(pairs, more || found.truncated());
  }

  /// Two documents, in this order; empty where one of them is not there, or where the product of the numbers of their
  /// passages is more than [Duplicates#MAX_PRODUCT].
  Optional<Pair> pair(String id1, String id2) throws IOException {
    try (IndexView view = index.view()) {
      Map<String, EmbeddedDocument> documents = view.embedded(Set.of(id1, id2));
      EmbeddedDocument first = documents.get(id1);
      EmbeddedDocument second = documents.get(id2);
      if (first == null
          || second == null
          || (long) first.passages().size() * second.passages().size() > Duplicates.MAX_PRODUCT) {
        return Optional.empty();
      }
      Resemblance resemblance = Resemblance.of(first, second, boilerplate);
      return Optional.of(
          new Pair(
              first.document(), second.document(), resemblance.similarity(), resemblance.judge(calibration)));
    }
  }

  private Pair pair(float similarity, EmbeddedDocument first, EmbeddedDocument second) {
    return new Pair(
        first.document(),
        second.document(),
        similarity,
        Resemblance.of(first, second, boilerplate).judge(calibration));
  }
}
