package io.doppel.language;

import java.util.List;
import java.util.Set;

/// A word of a text.
///
/// @param written the word as it stands in the text, in small letters
/// @param forms what equal words have in common: the stem; of a Korean word also the whole
/// @param kind whether it is more than a plain word
/// @param korean whether it is written in Hangul, or has a Korean particle behind it
/// @param content whether it carries meaning of its own, as articles and question words do not
/// @param morphemes of a Korean word, in their order; empty for others
public record Word(
    String written,
    Set<String> forms,
    Kind kind,
    boolean korean,
    boolean content,
    List<Morpheme> morphemes) {

  /// What a word is to be taken for.
  public enum Kind {
    PLAIN,
    /// A proper name: in English one with a capital where no sentence begins.
    NAME,
    /// Meant letter by letter: KE905, C#, ./build, USA, the A of hepatitis A.
    CODE,
    /// An operator, or a small picture.
    SYMBOL
  }

  public Word {
    morphemes = List.copyOf(morphemes);
  }

  /// Whether both are forms of one word.
  public boolean same(Word other) {
    for (String form : forms) {
      if (other.forms.contains(form)) {
        return true;
      }
    }
    return false;
  }

  /// One of the forms, for an English word the only one.
  public String form() {
    return forms.iterator().next();
  }

  /// Whether it stands for itself and not for a thing: a name, a code or a symbol.
  public boolean isLiteral() {
    return kind != Kind.PLAIN;
  }
}
