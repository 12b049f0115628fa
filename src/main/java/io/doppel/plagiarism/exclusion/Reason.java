package io.doppel.plagiarism.exclusion;

import io.doppel.plagiarism.assessment.Assessment;
import java.util.Optional;

/// Why a case is left out.
public enum Reason {
  /// It stands in quotation marks, with a reference behind.
  QUOTATION,
  /// It stands under a heading such as "References".
  BIBLIOGRAPHY,
  /// It stands in a base document too, such as a template.
  BASE,
  /// Many documents of the collection have it.
  COMMON,
  /// The source is by the same author.
  AUTHOR,
  /// Somebody said so.
  ASSESSMENT;

  /// Why a case of which this was said is left out; empty if it counts.
  public static Optional<Reason> of(Assessment said) {
    return said.ruling().counts() ? Optional.empty() : Optional.of(ASSESSMENT);
  }
}
