package io.doppel.examination.change;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Other letters in the place of some.
///
/// @param start of what is replaced, in UTF-16 units; no half of a letter
/// @param end behind it; not before `start`
/// @param letters what stands there instead
record Edit(int start, int end, String letters) {

  /// Makes a share of these edits, drawn at random, but at least one where there are any. Of two that overlap one is
  /// made.
  ///
  /// @param possible within `text`
  /// @param share above 0, at most 1
  static String some(String text, List<Edit> possible, double share, RandomGenerator random) {
    List<Edit> drawn = new ArrayList<>(possible);
    Collections.shuffle(drawn, Random.from(random));
    drawn.subList(Math.min(drawn.size(), (int) Math.max(1, Math.round(share * drawn.size()))), drawn.size()).clear();
    drawn.sort(Comparator.comparingInt(Edit::start));
    StringBuilder changed = new StringBuilder();
    int at = 0;
    for (Edit edit : drawn) {
      if (edit.start >= at) {
        changed.append(text, at, edit.start).append(edit.letters);
        at = edit.end;
      }
    }
    return changed.append(text, at, text.length()).toString();
  }
}
