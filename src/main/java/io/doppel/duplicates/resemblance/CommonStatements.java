package io.doppel.duplicates.resemblance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Statements that many documents say, in the order of their hashes, and by how many of them each is said among other
/// things. A document of which more than two thirds are such statements is one of the versions of a text, or a copy of
/// a form: that it says them tells nothing of those that say something else. So a notice in eight letters is
/// boilerplate, and what eight versions of one handbook share is not.
///
/// Takes the sum of the statements, whatever documents share, and depends on nothing but what they say.
final class CommonStatements {

  /// A version of a text says more than this part of it with many others.
  private static final double MOST_SHARED = 2.0 / 3;

  /// Hashes are sorted in so many parts, so that only one of them is in memory twice.
  private static final int PARTS = 16;

  private static final int PART_BITS = 60;

  private final long[] hashes;
  private final int[] documents;

  private CommonStatements(long[] hashes, int[] documents) {
    this.hashes = hashes;
    this.documents = documents;
  }

  /// @param many of how many documents at least
  static CommonStatements of(List<Statements> said, int many) {
    LongStream.Builder hashes = LongStream.builder();
    IntStream.Builder documents = IntStream.builder();
    List<Statements> something = said.stream().filter(statements -> statements.size() > 0).toList();
    if (something.size() >= many) {
      for (long part = -PARTS / 2; part < PARTS / 2; part++) {
        long first = part << PART_BITS;
        long last = first + (1L << PART_BITS) - 1;
        count(something.stream().flatMapToLong(statements -> statements.between(first, last)), many, hashes, documents);
      }
    }
    return new CommonStatements(hashes.build().toArray(), documents.build().toArray());
  }

  private static void count(LongStream some, int many, LongStream.Builder hashes, IntStream.Builder documents) {
    long[] sorted = some.sorted().toArray();
    int from = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[from]) {
        if (i - from >= many) {
          hashes.add(sorted[from]);
          documents.add(i - from);
        }
        from = i;
      }
    }
  }

  long hash(int place) {
    return hashes[place];
  }

  /// How many documents say it, versions of one text too.
  int documents(int place) {
    return documents[place];
  }

  /// The places of statements that many of the documents say that are no versions of one text.
  int[] amongOthers(List<Statements> said, int many) {
    int[] times = new int[hashes.length];
    if (times.length > 0) {
      for (Statements statements : said) {
        int[] places = statements.hashes().mapToInt(this::place).filter(place -> place >= 0).toArray();
        if (places.length <= MOST_SHARED * statements.size()) {
          for (int place : places) {
            times[place]++;
          }
        }
      }
    }
    return IntStream.range(0, times.length).filter(place -> times[place] >= many).toArray();
  }

  private int place(long hash) {
    return Arrays.binarySearch(hashes, hash);
  }
}
