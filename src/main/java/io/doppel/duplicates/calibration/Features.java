package io.doppel.duplicates.calibration;

import io.doppel.duplicates.guard.Comparison;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// What a probability is made of.
///
/// @param cosine of the two embeddings, -1 to 1
/// @param overlap how many groups of three letters the words with meaning have in common, as Dice's coefficient, 0 to 1
/// @param lengthRatio characters of the shorter text for each of the longer one, 0 to 1; of long texts nearer to 1
/// @param unshared how many words with meaning only one of the texts has, in tens; of long texts for each [#LONG] words
record Features(double cosine, double overlap, double lengthRatio, double unshared, TextKind kind) {

  /// The end of longer texts is not looked at.
  private static final int MAX_LENGTH = 4_000;

  private static final int GROUP = 3;

  /// Two sentences seldom have more words with meaning, both together. What differs between longer texts is counted for
  /// each so many of their words: in two essays that say the same, dozens of words are in one only.
  static final int LONG = 40;

  private static final double TENS = 10;

  /// @param words of both texts
  static Features of(Comparison words, String text1, String text2, double cosine) {
    String one = plain(text1);
    String other = plain(text2);
    double longer = Math.max(Math.max(one.length(), other.length()), 1);
    double share = Math.min(1, (double) LONG / Math.max(words.contentWords(), 1));
    return new Features(
        cosine,
        dice(groups(words.contentHere()), groups(words.contentThere())),
        1 - share * (1 - Math.min(one.length(), other.length()) / longer),
        share * words.unshared() / TENS,
        TextKind.of(words, one, other));
  }

  private static String plain(String text) {
    String start = text.substring(0, Math.min(text.length(), MAX_LENGTH));
    return Normalizer.normalize(start, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
  }

  private static Set<String> groups(String text) {
    String padded = " " + text + " ";
    Set<String> groups = new HashSet<>();
    for (int i = 0; i + GROUP <= padded.length(); i++) {
      groups.add(padded.substring(i, i + GROUP));
    }
    return groups;
  }

  private static double dice(Set<String> one, Set<String> other) {
    long common = one.stream().filter(other::contains).count();
    return one.isEmpty() && other.isEmpty() ? 1 : 2.0 * common / (one.size() + other.size());
  }
}
