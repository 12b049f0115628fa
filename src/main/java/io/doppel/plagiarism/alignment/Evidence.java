package io.doppel.plagiarism.alignment;

import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import io.doppel.language.hash.HashedWords;
import io.doppel.work.Cancellation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// What two passages have in common, word by word; it decides on the [Kind]. A Korean syllable counts as a word.
///
/// @param sharedWords the part of both passages' words that they have in common, each as often as both have it (Dice's
///     coefficient), from 0 to 1
/// @param inOrder the part of the shared words that stand in the same order in both, from 0 to 1; 0 without shared
///     words; of passages of more than 200,000 words, told by their beginnings
/// @param longestRun number of words of the longest run that both have
public record Evidence(double sharedWords, double inOrder, int longestRun) {

  private static final long BASE = 0x9e3779b97f4a7c15L;

  /// The order takes the square of the words.
  private static final int MAX_IN_ORDER = 200_000;

  /// After so many words it is asked whether anybody still waits.
  private static final int LOOK = 256;

  /// Compares a passage of one text with a passage of another.
  public static Evidence of(Reading here, Span a, Reading there, Span b) {
    HashedWords hereWords = here.words();
    HashedWords thereWords = there.words();
    int hereFrom = hereWords.firstFrom(a.start());
    int hereTo = hereWords.firstFrom(a.end());
    int thereFrom = thereWords.firstFrom(b.start());
    int thereTo = thereWords.firstFrom(b.end());
    int shared = shared(hereWords, hereFrom, hereTo, thereWords, thereFrom, thereTo);
    int all = hereTo - hereFrom + thereTo - thereFrom;
    return new Evidence(
        all == 0 ? 0 : 2.0 * shared / all,
        inOrder(
            hereWords,
            hereFrom,
            Math.min(hereTo, hereFrom + MAX_IN_ORDER),
            thereWords,
            thereFrom,
            Math.min(thereTo, thereFrom + MAX_IN_ORDER)),
        longestRun(hereWords, hereFrom, hereTo, thereWords, thereFrom, thereTo));
  }

  private static double inOrder(
      HashedWords here, int hereFrom, int hereTo, HashedWords there, int thereFrom, int thereTo) {
    int shared = shared(here, hereFrom, hereTo, there, thereFrom, thereTo);
    return shared == 0
        ? 0
        : (double) commonSubsequence(here, hereFrom, hereTo, there, thereFrom, thereTo) / shared;
  }

  private static int longestRun(
      HashedWords here, int hereFrom, int hereTo, HashedWords there, int thereFrom, int thereTo) {
    int known = 0;
    int tooLong = Math.min(hereTo - hereFrom, thereTo - thereFrom) + 1;
    while (known + 1 < tooLong) {
      Cancellation.check();
      int length = (known + tooLong) >>> 1;
      if (haveOneInCommon(runs(there, thereFrom, thereTo, length), runs(here, hereFrom, hereTo, length))) {
        known = length;
      } else {
        tooLong = length;
      }
    }
    return known;
  }

  private static boolean haveOneInCommon(long[] one, long[] other) {
    Arrays.sort(one);
    return Arrays.stream(other).anyMatch(each -> Arrays.binarySearch(one, each) >= 0);
  }

  /// Hashes of all runs of `length` words, rolled over them as Karp and Rabin do.
  private static long[] runs(HashedWords words, int from, int to, int length) {
    long[] runs = new long[to - from - length + 1];
    long power = 1;
    for (int i = 0; i < length; i++) {
      power *= BASE;
    }
    long hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * BASE + words.form(i);
      if (i - from >= length) {
        hash -= power * words.form(i - length);
      }
      if (i - from >= length - 1) {
        runs[i - from - length + 1] = hash;
      }
    }
    return runs;
  }

  /// Number of words that both have, each as often as both have it.
  private static int shared(HashedWords here, int hereFrom, int hereTo, HashedWords there, int thereFrom, int thereTo) {
    Map<Long, Integer> left = new HashMap<>();
    for (int i = hereFrom; i < hereTo; i++) {
      left.merge(here.form(i), 1, Integer::sum);
    }
    int shared = 0;
    for (int j = thereFrom; j < thereTo; j++) {
      int rest = left.getOrDefault(there.form(j), 0);
      if (rest > 0) {
        left.put(there.form(j), rest - 1);
        shared++;
      }
    }
    return shared;
  }

  /// Length of the longest common subsequence, 64 words of the source at a time (Hyyrö, 2004, "Bit-parallel
  /// LCS-length computation revisited"): a zero bit is a place where the subsequence grows.
  private static int commonSubsequence(
      HashedWords here, int hereFrom, int hereTo, HashedWords there, int thereFrom, int thereTo) {
    Places places = new Places(there, thereFrom, thereTo);
    int length = thereTo - thereFrom;
    long[] ones = new long[length / Long.SIZE + 1];
    Arrays.fill(ones, -1L);
    for (int i = hereFrom; i < hereTo; i++) {
      if (i % LOOK == 0) {
        Cancellation.check();
      }
      places.grow(ones, here.form(i));
    }
    int grown = 0;
    for (int j = 0; j < length; j++) {
      grown += (ones[j / Long.SIZE] >>> (j % Long.SIZE) & 1) == 0 ? 1 : 0;
    }
    return grown;
  }

  /// Adds `ones & places` to `ones` as one long number, and keeps the ones that are at no place.
  private static void grow(long[] ones, long[] places) {
    long carry = 0;
    for (int w = 0; w < ones.length; w++) {
      long at = ones[w] & places[w];
      long sum = ones[w] + at;
      long withCarry = sum + carry;
      long kept = ones[w] & ~places[w];
      carry = Long.compareUnsigned(sum, at) < 0 || Long.compareUnsigned(withCarry, sum) < 0 ? 1 : 0;
      ones[w] = withCarry | kept;
    }
  }

  /// Where each word stands, as the bits of a long number. Those of the few frequent words are kept, those of the many
  /// others made anew from a list: so neither memory nor time grows with the square of the words.
  private static final class Places {

    private final Map<Long, Integer> last = new HashMap<>();
    private final Map<Long, long[]> frequent = new HashMap<>();

    /// For each place the one before it of the same word, -1 where there is none.
    private final int[] before;

    private long[] bits;

    Places(HashedWords words, int from, int to) {
      this.before = new int[to - from];
      this.bits = new long[before.length / Long.SIZE + 1];
      for (int j = 0; j < before.length; j++) {
        Integer known = last.put(words.form(from + j), j);
        before[j] = known == null ? -1 : known;
      }
    }

    void grow(long[] ones, long form) {
      int end = last.getOrDefault(form, -1);
      long[] kept = frequent.get(form);
      if (kept != null) {
        Evidence.grow(ones, kept);
      } else if (end >= 0) {
        int count = 0;
        for (int j = end; j >= 0; j = before[j]) {
          bits[j / Long.SIZE] |= 1L << (j % Long.SIZE);
          count++;
        }
        Evidence.grow(ones, bits);
        if (count > bits.length) {
          frequent.put(form, bits);
          bits = new long[bits.length];
        } else {
          for (int j = end; j >= 0; j = before[j]) {
            bits[j / Long.SIZE] = 0;
          }
        }
      }
    }
  }
}
