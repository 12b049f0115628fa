package io.doppel.plagiarism.alignment;

import java.util.List;

/// What a text has of another one.
///
/// @param cases in the order of the suspicious text; no two of them overlap in it
/// @param truncated whether so many units are alike that not all of them were looked at
public record Alignment(List<Case> cases, boolean truncated) {

  public Alignment {
    cases = List.copyOf(cases);
  }
}
