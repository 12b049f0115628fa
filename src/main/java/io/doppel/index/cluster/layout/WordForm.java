package io.doppel.index.cluster.layout;

import java.util.regex.Pattern;

/// A word as the engines' `whitespace` analyzer leaves it whole: it cuts at blanks, of which some letters have one in
/// their full form, and behind 255 letters.
public final class WordForm {

  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  /// Of any two longer ones, it is told by their hashes whether they are the same.
  private static final int MAX_LENGTH = 200;

  private WordForm() {}

  /// Of a form as [io.doppel.language.term.TermAnalyzer] has it.
  public static String of(String form) {
    String whole = BLANKS.matcher(WellFormed.of(form)).replaceAll("\2");
    return whole.length() <= MAX_LENGTH ? whole : FactTerms.hashed(whole);
  }
}
