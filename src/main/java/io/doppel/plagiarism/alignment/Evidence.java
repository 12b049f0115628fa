package io.doppel.plagiarism.alignment;

import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import io.doppel.language.hash.HashedWords;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What two passages have in common, word by word; it decides on the [Kind]. A Korean syllable counts as a word.
///
/// @param sharedWords the part of both passages' words that they have in common, each as often as both have it (Dice's
///     coefficient), from 0 to 1
/// @param inOrder the part of the shared words that stand in the same order in both, from 0 to 1; 0 without shared
///     words
/// @param longestRun number of words of the longest run that both have
public record Evidence(double sharedWords, double inOrder, int longestRun) {

  private static final long BASE = 0x9e3779b97f4a7c15L;

  /// Compares a passage of one text with a passage of another.
  public static Evidence of(Reading here, Span a, Reading there, Span b) {
    HashedWords hereWords = here.words();
    HashedWords thereWords = there.words();
    int hereFrom = hereWords.firstFrom(a.start());
    int hereTo = hereWords.firstFrom(a.end());
    int thereFrom = thereWords.firstFrom(b.start());
    int thereTo = thereWords.firstFrom(b.end());
    int shared = shared(hereWords, hereFrom, hereTo, thereWords, thereFrom, thereTo);
    int inOrder = commonSubsequence(hereWords, hereFrom, hereTo, thereWords, thereFrom, thereTo);
    int all = hereTo - hereFrom + thereTo - thereFrom;
    return new Evidence(
        all == 0 ? 0 : 2.0 * shared / all,
        shared == 0 ? 0 : (double) inOrder / shared,
        longestRun(hereWords, hereFrom, hereTo, thereWords, thereFrom, thereTo));
  }

  private static int longestRun(
      HashedWords here, int hereFrom, int hereTo, HashedWords there, int thereFrom, int thereTo) {
    int known = 0;
    int tooLong = Math.min(hereTo - hereFrom, thereTo - thereFrom) + 1;
    while (known + 1 < tooLong) {
      int length = (known + tooLong) >>> 1;
      Set<Long> runs = runs(there, thereFrom, thereTo, length);
      runs.retainAll(runs(here, hereFrom, hereTo, length));
      if (runs.isEmpty()) {
        tooLong = length;
      } else {
        known = length;
      }
    }
    return known;
  }

  /// Hashes of all runs of `length` words, rolled over them as Karp and Rabin do.
  private static Set<Long> runs(HashedWords words, int from, int to, int length) {
    Set<Long> runs = new HashSet<>();
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
        runs.add(hash);
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
    int length = thereTo - thereFrom;
    Map<Long, BitSet> places = new HashMap<>();
    for (int j = 0; j < length; j++) {
      places.computeIfAbsent(there.form(thereFrom + j), form -> new BitSet()).set(j);
    }
    long[] ones = new long[length / Long.SIZE + 1];
    Arrays.fill(ones, -1L);
    for (int i = hereFrom; i < hereTo; i++) {
      BitSet of = places.get(here.form(i));
      if (of != null) {
        grow(ones, of.toLongArray());
      }
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
      long at = w < places.length ? ones[w] & places[w] : 0;
      long sum = ones[w] + at;
      long withCarry = sum + carry;
      long kept = w < places.length ? ones[w] & ~places[w] : ones[w];
      carry = Long.compareUnsigned(sum, at) < 0 || Long.compareUnsigned(withCarry, sum) < 0 ? 1 : 0;
      ones[w] = withCarry | kept;
    }
  }
}
