package io.doppel.language;

/// Small pictures among the letters. Faces count by their mood, of which there are two; anything else is what it shows.
final class Pictures {

  private static final String GLAD = "😀😃😄😁😆😅😂🤣😊😇🙂😉😌😍🥰😘😗😙😚😋😎🤩🥳😸😹😺😻👍👏🎉💖💕❤♥☺";
  private static final String UPSET = "😡😠🤬😤😞😔😟😕🙁☹😣😖😫😩😢😭😿😾🤮🤢👎💔";

  private Pictures() {}

  /// What a picture or an operator is known by.
  static String mood(String symbol) {
    if (GLAD.contains(symbol)) {
      return "😀";
    }
    return UPSET.contains(symbol) ? "😡" : symbol;
  }
}
