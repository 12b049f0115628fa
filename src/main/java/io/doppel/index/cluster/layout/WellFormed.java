package io.doppel.index.cluster.layout;

import io.doppel.text.CodePoints;

/// Texts as UTF-8 can have them.
final class WellFormed {

  private static final char REPLACEMENT = '\ufffd';

  private WellFormed() {}

  /// The text, with another letter for each half of a pair that stands alone, so that all offsets stay.
  static String of(String text) {
    if (!CodePoints.hasLoneSurrogate(text)) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text);
    for (int i = 0; i < whole.length(); i++) {
      if (Character.isHighSurrogate(whole.charAt(i))
          && i + 1 < whole.length()
          && Character.isLowSurrogate(whole.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(whole.charAt(i))) {
        whole.setCharAt(i, REPLACEMENT);
      }
    }
    return whole.toString();
  }
}
