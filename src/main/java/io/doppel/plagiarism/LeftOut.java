package io.doppel.plagiarism;

import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.exclusion.Reason;

/// A case that does not count.
///
/// @param found the case
/// @param reason why it is left out
public record LeftOut(Case found, Reason reason) {}
