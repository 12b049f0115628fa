package io.doppel.plagiarism.exclusion;

import io.doppel.text.Bounds;
import java.util.Set;

/// What is to be left out of a check; it is shown all the same, as left out.
///
/// @param quotations what stands in quotation marks with a reference behind, see [Quotations]
/// @param bibliography what stands under a heading such as "References", see [Bibliography]
/// @param common what many documents of the collection have
/// @param base ids of documents of the collection whose text everybody may use, such as templates; at most [#MAX_BASE]
/// @param author who wrote the suspicious text: documents whose field `author` names the same are the author's own; may
///     be empty
public record Exclusions(
    boolean quotations, boolean bibliography, boolean common, Set<String> base, String author) {

  /// The most base documents.
  public static final int MAX_BASE = 20;

  private static final int MAX_AUTHOR = 1_000;

  /// Nothing is left out.
  public static final Exclusions NONE = new Exclusions(false, false, false, Set.of(), "");

  public Exclusions {
    Bounds.check("base", base.size(), 0, MAX_BASE);
    Bounds.check("author", author.length(), 0, MAX_AUTHOR);
    base = Set.copyOf(base);
    author = author.strip();
  }
}
