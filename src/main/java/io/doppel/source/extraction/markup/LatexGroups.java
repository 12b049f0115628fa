package io.doppel.source.extraction.markup;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// The braces that are open, and what ends with each of them.
final class LatexGroups {

  private static final int MAX_OPEN = 10_000;

  /// What a brace opened.
  enum What {
    PLAIN,
    BLOCK,
    NOTE
  }

  private static final class Group {
    final What what;
    boolean hidden;

    Group(What what) {
      this.what = what;
    }
  }

  private final Deque<Group> open = new ArrayDeque<>();
  private final DocumentText read;

  LatexGroups(DocumentText read) {
    this.read = read;
  }

  /// @throws ExtractionException if too many are open
  void open(What what) throws IOException {
    if (open.size() >= MAX_OPEN) {
      throw new ExtractionException("it is nested too deep");
    }
    open.push(new Group(what));
    if (what == What.NOTE) {
      read.startNote();
    }
  }

  /// Closes the last one, if there is one.
  void close() {
    if (open.isEmpty()) {
      return;
    }
    Group closed = open.pop();
    if (closed.hidden) {
      read.endHidden();
    }
    switch (closed.what) {
      case NOTE -> read.endNote();
      case BLOCK -> read.endParagraph();
      case PLAIN -> {}
    }
  }

  void closeAll() {
    while (!open.isEmpty()) {
      close();
    }
  }

  /// What is read up to the end of the last one cannot be seen.
  void hide() {
    Group group = open.peek();
    if (group != null && !group.hidden) {
      group.hidden = true;
      read.startHidden();
    }
  }
}
