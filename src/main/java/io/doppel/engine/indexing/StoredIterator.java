package io.doppel.engine.indexing;

import io.doppel.index.IndexView;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// The documents of one state of an index, in the order of their ids, some at a time. One thread.
public final class StoredIterator implements Iterator<Document> {

  private static final int TOGETHER = 100;

  private final IndexView view;
  private final Deque<Document> read = new ArrayDeque<>();
  private String last = "";
  private boolean done;

  /// @param view left to its owner
  public StoredIterator(IndexView view) {
    this.view = view;
  }

  @Override
  public boolean hasNext() {
    while (read.isEmpty() && !done) {
      readOn();
    }
    return !read.isEmpty();
  }

  @Override
  public Document next() {
    return hasNext() ? read.remove() : read.element();
  }

  private void readOn() {
    try {
      List<String> ids = view.documentIds(last, TOGETHER);
      if (ids.isEmpty()) {
        done = true;
        return;
      }
      Map<String, Document> documents = view.documents(ids);
      ids.stream().map(documents::get).forEach(read::add);
      last = ids.getLast();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
