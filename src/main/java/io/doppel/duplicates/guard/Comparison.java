package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.alignment.Alignment;
import io.doppel.language.Word;
import io.doppel.language.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Two short texts held against each other word by word: which words they share, and what speaks against their saying
/// the same. The first few hundred words of either count. Immutable.
public final class Comparison {

  private final Alignment alignment;

  private final List<Contrast> contrasts;

  /// Whether all of both texts was compared.
  private final boolean whole;

  private Comparison(Alignment alignment, boolean whole) {
    this.alignment = alignment;
    this.whole = whole;
    this.contrasts = Guards.in(alignment);
  }

  public static Comparison of(String text1, String text2) {
    Words here = Words.of(text1);
    Words there = Words.of(text2);
    return new Comparison(Alignment.of(here, there), here.isAllOf(text1) && there.isAllOf(text2));
  }

  /// The guards that fire, each with its words; none for most pairs.
  public List<Contrast> contrasts() {
    return contrasts;
  }

  /// The template that both texts are made after, if they are; none of texts that are too long to compare all of them.
  public Optional<Template> template() {
    return whole ? Template.of(alignment, contrasts) : Optional.empty();
  }

  /// How many words with meaning only one of the texts has, in whatever form.
  public long unshared() {
    return alignment.agreement(Set.of()).missing();
  }

  /// How many words with meaning both texts have together.
  public long contentWords() {
    return Stream.of(alignment.here(), alignment.there())
        .flatMap(words -> words.list().stream())
        .filter(Word::content)
        .count();
  }

  /// Whether both are questions of few words.
  public boolean ofShortQuestions() {
    return alignment.ofShortQuestions();
  }

  /// What the first text is about: its words without those that only say how it is put, such as "how do I" and "어떻게 해야
  /// 하나요"; in small letters, between spaces.
  public String contentHere() {
    return content(alignment.here());
  }

  /// What the second text is about.
  public String contentThere() {
    return content(alignment.there());
  }

  private static String content(Words words) {
    return words.list().stream().filter(Word::content).map(Word::written).collect(Collectors.joining(" "));
  }

  /// The words with meaning that both have, and those that only one has.
  public WordDifference difference() {
    return new WordDifference(
        written(alignment.shared().stream().map(pair -> alignment.here().list().get(pair.here()))),
        written(alignment.onlyHere().stream()),
        written(alignment.onlyThere().stream()));
  }

  private static List<String> written(Stream<Word> words) {
    return words.filter(Word::content).map(Word::written).distinct().toList();
  }
}
