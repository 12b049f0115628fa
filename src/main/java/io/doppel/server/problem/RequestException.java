package io.doppel.server.problem;

import io.javalin.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/// A request that cannot be answered, for a reason that its sender can mend, or that goes by.
public final class RequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final @Nullable String pointer;
  private final int retrySeconds;

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
    this(status, code, message, pointer, 0);
  }

  private RequestException(HttpStatus status, String code, String message, @Nullable String pointer, int retrySeconds) {
    super(message);
    this.retrySeconds = retrySeconds;
    this.status = status;
    this.code = code;
    this.pointer = pointer;
  }

  /// The server cannot do it now; the sender may ask again after so many seconds.
  public static RequestException later(String code, String message, int retrySeconds) {
    return new RequestException(HttpStatus.SERVICE_UNAVAILABLE, code, message, null, retrySeconds);
  }

  /// The sender has asked for more than it may; it may ask again after so many seconds.
  public static RequestException tooMany(String code, String message, int retrySeconds) {
    return new RequestException(HttpStatus.TOO_MANY_REQUESTS, code, message, null, retrySeconds);
  }

  /// After how many seconds to ask again; 0 where that is of no use.
  int retrySeconds() {
    return retrySeconds;
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
