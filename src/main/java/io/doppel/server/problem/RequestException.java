package io.doppel.server.problem;

import io.javalin.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/// A request that cannot be answered, for a reason that its sender can mend.
public final class RequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final @Nullable String pointer;

  public RequestException(HttpStatus status, String code, String message) {
    this(status, code, message, (String) null);
  }

  /// @param cause what the sender did, as it was noticed
  public RequestException(HttpStatus status, String code, String message, Throwable cause) {
    this(status, code, message, (String) null);
    initCause(cause);
  }

  /// @param pointer the JSON pointer of the value in the body that is at fault, null if there is none
  public RequestException(HttpStatus status, String code, String message, @Nullable String pointer) {
    super(message);
    this.status = status;
    this.code = code;
    this.pointer = pointer;
  }

  @Nullable String pointer() {
    return pointer;
  }

  HttpStatus status() {
    return status;
  }

  String code() {
    return code;
  }
}
