package io.doppel.plagiarism.assessment;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// Somebody else has assessed the case, or changed what was said, since it was looked at. Nothing was changed.
public final class AssessmentChangedException extends IOException {

  private static final long serialVersionUID = 1L;

  /// @param expected version that was seen, 0 for none
  /// @param present what is said by now
  AssessmentChangedException(long expected, Optional<Assessment> present) {
    super(
        present
            .map(now ->
                "version must be that of the assessment, %d (%s by \"%s\"), got %d"
                    .formatted(now.version(), now.ruling().name().toLowerCase(Locale.ROOT), now.by(), expected))
            .orElse("version must be 0 where there is no assessment, got " + expected));
  }
}
