package io.doppel.language;

/// The smallest part of a Korean word that means something.
///
/// @param form as the dictionary has it: 오 of 왔다
/// @param start where its surface begins in the text it was found in
/// @param end where its surface ends; several morphemes may share one surface, as in 왔
public record Morpheme(String form, Kind kind, int start, int end) {

  /// What part it plays in a word.
  public enum Kind {
    NOUN,
    NAME,
    /// In digits or in letters, 두 and 첫 before a noun among them.
    NUMBER,
    /// What is counted: 명, 개, 번.
    UNIT,
    /// The stem of a verb or an adjective.
    PREDICATE,
    /// A verb that helps another one: 않다, 싶다.
    AUXILIARY,
    /// 이다.
    COPULA,
    /// 아니다.
    DENIED_COPULA,
    ADVERB,
    PARTICLE,
    ENDING,
    /// 불, 비, 제.
    PREFIX,
    /// What makes a verb of a noun: 하, 되.
    VERBAL_SUFFIX,
    SUFFIX,
    OTHER
  }

  boolean isStem() {
    return switch (kind) {
      case NOUN, NAME, NUMBER, UNIT, PREDICATE, AUXILIARY, ADVERB, PREFIX, SUFFIX, DENIED_COPULA, OTHER -> true;
      case COPULA, PARTICLE, ENDING, VERBAL_SUFFIX -> false;
    };
  }
}
