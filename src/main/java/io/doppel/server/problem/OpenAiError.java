package io.doppel.server.problem;

import io.doppel.server.problem.Problem.FieldError;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An error in the shape that OpenAI's clients read.
record OpenAiError(Body error) {

  /// Everything under the addresses that OpenAI's clients know, also what is not there.
  private static final Pattern WHERE_CLIENTS_LISTEN = Pattern.compile("/v1/(embeddings|models)(/.*)?");

  record Body(String message, String type, @Nullable String param, String code) {}

  /// Whether errors at this address have this shape.
  static boolean isWanted(String path) {
    return WHERE_CLIENTS_LISTEN.matcher(path).matches();
  }

  static OpenAiError of(int status, String code, String message, @Nullable List<FieldError> errors) {
    String param = errors == null || errors.isEmpty() ? null : errors.getFirst().pointer().replaceFirst("^/", "");
    return new OpenAiError(new Body(message, status < 500 ? "invalid_request_error" : "server_error", param, code));
  }
}
