package io.doppel.examination.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which keys lie beside each other.
final class Keyboard {

  static final Keyboard ENGLISH = new Keyboard("qwertyuiop", "asdfghjkl", "zxcvbnm");

  /// The usual one of two sets: consonants left, vowels right.
  static final Keyboard KOREAN = new Keyboard("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ");

  private final Map<Character, String> beside = new HashMap<>();

  private Keyboard(String... rows) {
    for (int row = 0; row < rows.length; row++) {
      for (int at = 0; at < rows[row].length(); at++) {
        List<Character> keys = new ArrayList<>();
        add(keys, rows, row, at - 1);
        add(keys, rows, row, at + 1);
        // Each row stands half a key to the right of the one above it.
        add(keys, rows, row - 1, at);
        add(keys, rows, row - 1, at + 1);
        add(keys, rows, row + 1, at - 1);
        add(keys, rows, row + 1, at);
        StringBuilder all = new StringBuilder();
        keys.forEach(all::append);
        beside.put(rows[row].charAt(at), all.toString());
      }
    }
  }

  private static void add(List<Character> keys, String[] rows, int row, int at) {
    if (row >= 0 && row < rows.length && at >= 0 && at < rows[row].length()) {
      keys.add(rows[row].charAt(at));
    }
  }

  /// The keys around one; none for a letter that has no key of its own.
  String beside(char key) {
    return beside.getOrDefault(key, "");
  }
}
