package io.doppel.plagiarism.citation;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Words of titles and names, whatever their case and accents.
final class Words {

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern HANGUL = Pattern.compile("[가-힣]+");

  private Words() {}

  static Set<String> in(String text) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : BETWEEN.splitAsStream(text).toList()) {
      if (!word.isEmpty()) {
        words.add(folded(word));
      }
    }
    return words;
  }

  static String folded(String word) {
    String plain = Normalizer.normalize(word, Normalizer.Form.NFKD).replaceAll("\\p{Mn}", "");
    return Normalizer.normalize(plain, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  static boolean isHangul(String word) {
    return HANGUL.matcher(word).matches();
  }
}
