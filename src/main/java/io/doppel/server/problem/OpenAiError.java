package io.doppel.server.problem;

import io.doppel.server.problem.Problem.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An error in the shape that OpenAI's clients read.
record OpenAiError(Body error) {

  record Body(String message, String type, @Nullable String param, String code) {}

  static OpenAiError of(int status, String code, String message, @Nullable List<FieldError> errors) {
    String param = errors == null || errors.isEmpty() ? null : errors.getFirst().pointer().replaceFirst("^/", "");
    return new OpenAiError(new Body(message, status < 500 ? "invalid_request_error" : "server_error", param, code));
  }
}
