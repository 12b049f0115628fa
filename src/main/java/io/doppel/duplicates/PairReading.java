package io.doppel.duplicates;

import io.doppel.duplicates.PairAnswer.Pair;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.duplicates.resemblance.Resemblance;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.ReadingPace;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Reads the documents of pairs that were found, the most probable pairs first, until there are enough of them or their
/// texts are as much as an answer may hold.
///
/// @param boilerplate what of documents does not count
record PairReading(MinedPairs found, Optional<Judge> judge, Boilerplate boilerplate) {

  /// The most letters of an answer, in UTF-16 units; a first pair is told however long its texts are.
  static final long MAX_LETTERS = 1L << 25;

  /// Documents of one collection by their ids; those that are gone are missing.
  @FunctionalInterface
  interface Lookup {
    Map<String, EmbeddedDocument> get(Collection<String> ids) throws IOException;
  }

  /// Pairs of two collections, the first document of the first.
  ///
  /// @param k the most pairs
  PairAnswer between(Lookup first, Lookup second, int k) throws IOException {
    return read(k, (_, _) -> false, some -> {
      Map<String, EmbeddedDocument> ones = first.get(ids(some, true, false));
      Map<String, EmbeddedDocument> others = second.get(ids(some, false, true));
      return pair -> new Sides(ones.get(found.id(pair.first())), others.get(found.id(pair.second())));
    });
  }

  /// Pairs of one collection, the first document of lesser id.
  ///
  /// @param k the most pairs
  /// @param skip says of two ids whether their pair is left out
  PairAnswer within(Lookup documents, int k, BiPredicate<String, String> skip) throws IOException {
    return read(k, skip, some -> {
      Map<String, EmbeddedDocument> all = documents.get(ids(some, true, true));
      return pair -> new Sides(all.get(found.id(pair.first())), all.get(found.id(pair.second()))).ordered();
    });
  }

  /// Two documents, or null where one is gone.
  private record Sides(@Nullable EmbeddedDocument one, @Nullable EmbeddedDocument other) {

    Sides ordered() {
      return one == null || other == null || one.document().id().compareTo(other.document().id()) < 0
          ? this
          : new Sides(/* one= */ other, /* other= */ one);
    }
  }

  private interface Some {
    Sides of(MinedPairs.Pair pair);
  }

  private interface Reading {
    Some read(List<MinedPairs.Pair> some) throws IOException;
  }

  private Set<String> ids(List<MinedPairs.Pair> pairs, boolean first, boolean second) {
    Set<String> ids = new HashSet<>();
    for (MinedPairs.Pair pair : pairs) {
      if (first) {
        ids.add(found.id(pair.first()));
      }
      if (second) {
        ids.add(found.id(pair.second()));
      }
    }
    return ids;
  }

  private PairAnswer read(int k, BiPredicate<String, String> skip, Reading reading) throws IOException {
    List<Pair> pairs = new ArrayList<>();
    ReadingPace pace = new ReadingPace();
    long letters = 0;
    int next = 0;
    while (next < found.size()) {
      List<MinedPairs.Pair> some = new ArrayList<>();
      for (; next < found.size() && some.size() < pace.next(); next++) {
        MinedPairs.Pair pair = found.get(next);
        if (!skip.test(found.id(pair.first()), found.id(pair.second()))) {
          some.add(pair);
        }
      }
      Some read = reading.read(some);
      long before = letters;
      for (MinedPairs.Pair pair : some) {
        Cancellation.check();
        Sides sides = read.of(pair);
        EmbeddedDocument one = sides.one;
        EmbeddedDocument other = sides.other;
        if (one != null && other != null) {
          long more = letters(one) + letters(other);
          if (pairs.size() == k || (!pairs.isEmpty() && letters + more > MAX_LETTERS)) {
            return new PairAnswer(pairs, true);
          }
          letters += more;
          pairs.add(
              new Pair(
                  one.document(),
                  other.document(),
                  pair.similarity(),
                  Resemblance.of(one, other, boilerplate).judge(judge)));
        }
      }
      pace.had(letters - before);
    }
    return new PairAnswer(pairs, found.truncated());
  }

  private static long letters(EmbeddedDocument document) {
    return document.document().title().length() + (long) document.document().text().length();
  }
}
