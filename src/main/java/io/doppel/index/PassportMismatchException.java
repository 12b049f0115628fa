package io.doppel.index;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An index was opened with another model, pooling or splitter than it was made with.
public final class PassportMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String collection;

  /// Something that belongs to an index was made with another passport.
  public PassportMismatchException(String message) {
    super(message);
    this.collection = null;
  }

  /// @param collection the name of the index
  /// @param difference what differs, as [Passport#difference] says it
  public PassportMismatchException(String collection, String difference) {
    super("collection \"%s\" was made differently: %s".formatted(collection, difference));
    this.collection = collection;
  }

  /// The name of the index, if it is one that does not match.
  public Optional<String> collection() {
    return Optional.ofNullable(collection);
  }
}
