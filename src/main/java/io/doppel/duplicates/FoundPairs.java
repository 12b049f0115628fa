package io.doppel.duplicates;

import io.doppel.duplicates.PairAnswer.Pair;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.duplicates.resemblance.Resemblance;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// The pairs of what was found in a collection, with their documents.
///
/// @param boilerplate what of documents does not count
record FoundPairs(PassageIndex index, Optional<Judge> judge, Boilerplate boilerplate) {

  /// The most probable pairs of what was found in the collection.
  ///
  /// @param k the most pairs
  /// @param skip says of two ids whether their pair is left out
  PairAnswer of(Mined mined, int k, BiPredicate<String, String> skip) throws IOException {
    try (IndexView view = index.view()) {
      return new PairReading(mined.pairs(), judge, boilerplate).within(view::embedded, k, skip);
    }
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
              first.document(), second.document(), resemblance.similarity(), resemblance.judge(judge)));
    }
  }
}
