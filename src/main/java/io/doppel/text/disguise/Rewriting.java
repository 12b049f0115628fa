package io.doppel.text.disguise;

import io.doppel.text.Span;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text after some edits that knows where each of its characters stood before. Immutable.
final class Rewriting {

  /// What stands from `from` to `to` becomes `by`, which may be empty.
  record Edit(int from, int to, String by) {}

  private final String text;

  /// Where each character began and ended in the original; null as long as nothing was changed.
  private final int @Nullable [] starts;

  private final int @Nullable [] ends;
  private final int originalLength;

  private Rewriting(String text, int @Nullable [] starts, int @Nullable [] ends, int originalLength) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
    this.originalLength = originalLength;
  }

  static Rewriting of(String original) {
    return new Rewriting(original, null, null, original.length());
  }

  String text() {
    return text;
  }

  /// Where `span` of this text stands in the original.
  Span original(Span span) {
    if (starts == null || ends == null) {
      return span;
    }
    int start = span.start() < starts.length ? starts[span.start()] : originalLength;
    return new Span(start, span.length() == 0 ? start : ends[span.end() - 1]);
  }

  /// What this text has for `span` of the original.
  String plain(Span span) {
    if (starts == null) {
      return span.of(text);
    }
    return text.substring(first(starts, span.start()), first(starts, span.end()));
  }

  private static int first(int[] starts, int offset) {
    int found = Arrays.binarySearch(starts, offset);
    if (found < 0) {
      return -found - 1;
    }
    while (found > 0 && starts[found - 1] == offset) {
      found--;
    }
    return found;
  }

  /// This text with edits, which are in order and do not overlap.
  Rewriting with(List<Edit> edits) {
    if (edits.isEmpty()) {
      return this;
    }
    int length = text.length() + edits.stream().mapToInt(edit -> edit.by().length() - edit.to() + edit.from()).sum();
    StringBuilder edited = new StringBuilder(length);
    int[] newStarts = new int[length];
    int[] newEnds = new int[length];
    int at = 0;
    for (Edit edit : edits) {
      keep(at, edit.from(), edited, newStarts, newEnds);
      Span where = original(new Span(edit.from(), edit.to()));
      for (int i = 0; i < edit.by().length(); i++) {
        newStarts[edited.length()] = where.start();
        newEnds[edited.length()] = where.end();
        edited.append(edit.by().charAt(i));
      }
      at = edit.to();
    }
    keep(at, text.length(), edited, newStarts, newEnds);
    return new Rewriting(edited.toString(), newStarts, newEnds, originalLength);
  }

  private void keep(int from, int to, StringBuilder edited, int[] newStarts, int[] newEnds) {
    for (int i = from; i < to; i++) {
      newStarts[edited.length()] = starts == null ? i : starts[i];
      newEnds[edited.length()] = ends == null ? i + 1 : ends[i];
      edited.append(text.charAt(i));
    }
  }
}
