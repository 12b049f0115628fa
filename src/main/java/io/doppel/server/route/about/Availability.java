package io.doppel.server.route.about;

import io.doppel.index.failure.IndexUnavailableException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Whether the place of the collections can be reached: found out every few seconds at most, however many want to know.
/// Thread-safe.
final class Availability {

  private static final long FRESH_NANOS = 3_000_000_000L;

  private final Question question;
  private @Nullable IndexUnavailableException failure;
  private boolean asked;
  private long when;

  /// Asks the place.
  @FunctionalInterface
  interface Question {
    /// @throws IndexUnavailableException if it cannot be reached
    void ask() throws IOException;
  }

  Availability(Question question) {
    this.question = question;
  }

  /// @param tellsWhy whether the caller may know where the place is, and so what is wrong with it
  /// @throws IndexUnavailableException if it could not be reached a few seconds ago
  synchronized void require(boolean tellsWhy) throws IOException {
    if (!asked || System.nanoTime() - when > FRESH_NANOS) {
      failure = failure();
      asked = true;
      when = System.nanoTime();
    }
    if (failure != null) {
      throw new IndexUnavailableException(
          tellsWhy ? sentence(failure) : "the place of the collections is not available; with a key, this tells why",
          failure);
    }
  }

  private static String sentence(IndexUnavailableException failure) {
    return String.valueOf(failure.getMessage());
  }

  private @Nullable IndexUnavailableException failure() throws IOException {
    try {
      question.ask();
      return null;
    } catch (IndexUnavailableException e) {
      return e;
    }
  }
}
