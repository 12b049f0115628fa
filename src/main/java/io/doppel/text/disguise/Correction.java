package io.doppel.text.disguise;

import io.doppel.text.Span;
import io.doppel.text.disguise.Disguise.Kind;
import io.doppel.text.disguise.Rewriting.Edit;
import java.util.List;

/// Letters of one word, or of words in a row, that are disguised, and the edits that undo it.
///
/// @param letters how many; 0 for edits that are no sign of a disguise
record Correction(Kind kind, Span where, int letters, List<Edit> edits) {}
