package io.doppel.file;

import java.nio.file.AccessDeniedException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Files that may only be read: their file system takes no writing, as on Linux after a fault of the disk, or whoever
/// runs the program has no right to. What is there can be read all the same.
public final class ReadOnlyDisk {

  /// As systems say it; Java has a sign for the rights alone.
  private static final List<String> WORDS =
      List.of("Read-only file system", "The media is write protected", "읽기 전용 파일 시스템", "읽기전용 파일 시스템");

  private static final int DEEPEST = 20;

  private ReadOnlyDisk() {}

  /// What to say about a failure behind which are files that may only be read, without their paths; empty where there
  /// are none.
  public static Optional<String> sentence(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      Optional<String> reason = reason(cause);
      if (reason.isPresent()) {
        return Optional.of(
            "what is there can only be read (%s); nothing was changed, do it again when it can be written"
                .formatted(reason.get()));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static Optional<String> reason(Throwable failure) {
    if (failure instanceof AccessDeniedException) {
      return Optional.of("Permission denied");
    }
    if (failure instanceof ReadOnlyFileSystemException) {
      return Optional.of(WORDS.getFirst());
    }
    String message = String.valueOf(failure.getMessage());
    return WORDS.stream().filter(message::contains).findFirst();
  }
}
