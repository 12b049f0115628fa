package io.doppel.file;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// There is no room on a disk: whoever makes some can do the same again.
public final class DiskFullException extends IOException {

  private static final long serialVersionUID = 1L;

  /// As systems say it; Java has no other sign.
  private static final List<String> WORDS =
      List.of("No space left on device", "Disk quota exceeded", "not enough space on the disk", "남은 공간이 없");

  private static final int DEEPEST = 20;

  public DiskFullException(String message, Throwable cause) {
    super(message, cause);
  }

  /// What to say about a failure behind which is a full disk.
  public static String sentence(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DiskFullException) {
        return String.valueOf(cause.getMessage());
      }
    }
    return "there is no room on the disk (%s); make room and do it again".formatted(failure.getMessage());
  }

  /// Whether a full disk is behind a failure, however deep.
  public static boolean isBehind(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      String message = cause.getMessage();
      if (cause instanceof DiskFullException || (message != null && WORDS.stream().anyMatch(message::contains))) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
