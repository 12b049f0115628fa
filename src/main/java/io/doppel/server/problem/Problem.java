package io.doppel.server.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.api.duplicates.CandidateJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An error as RFC 9457 wants it, with a stable `code` for programs and a `detail` for people.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    @Nullable String requestId,
    @Nullable List<FieldError> errors,
    @Nullable List<Known> duplicates) {

  static final String CONTENT_TYPE = "application/problem+json";

  /// A document that was not stored, and the ones that ask the same.
  ///
  /// @param cluster the id of the one that it would join, where clusters are known and one of them is in one
  public record Known(String id, List<CandidateJson> candidates, @Nullable String cluster) {}

  /// What is wrong with one value of the body, by its JSON pointer.
  record FieldError(String pointer, String message) {}
}
