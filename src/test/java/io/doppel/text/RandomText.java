package io.doppel.text;

import java.util.List;
import java.util.Random;

/// Texts of awkward pieces, the same for the same seed.
final class RandomText {

  private static final List<String> PIECES =
      List.of(
          "word", "a", "Dr.", "e.g.", "고양이가", "조수.", "中文句子", "。", "日本語", "ไทยภาษา", "😀", "👨‍👩‍👧‍👦", "🇰🇷",
          "é", "e\u0301\u0302",
          "supercalifragilisticexpialidocious", "1.", "- ", "# ", "\"", ")", "...", "?", "!", ".", ",",
          "\u0000", "\u00a0", "\u200b",
          "\u2028", "\ufffd", "https://example.org/a?b=c",
          " ", " ", " ", " ", "\n", "\r\n", "\n\n", "\t", "\u3000", "x".repeat(60),
          "한".repeat(40), "😀".repeat(20));

  private RandomText() {}

  static String of(Random random, int mostPieces) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(mostPieces + 1);
    boolean spaced = random.nextBoolean();
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size()))).append(spaced && random.nextInt(4) > 0 ? " " : "");
    }
    return text.toString();
  }
}
