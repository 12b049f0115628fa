package io.doppel.api.duplicates;

import io.doppel.duplicates.resemblance.Boilerplate.KnownStatement;

/// A line or a sentence that many documents of a collection say, as programs see it.
///
/// @param text up to 400 letters of it
/// @param documents how many say it
public record StatementJson(String text, int documents) {

  public static StatementJson of(KnownStatement statement) {
    return new StatementJson(statement.text(), statement.documents());
  }
}
