package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.alignment.Alignment;
import io.doppel.language.English;
import io.doppel.language.Korean;
import io.doppel.language.KoreanDenial;
import io.doppel.language.Morpheme.Kind;
import io.doppel.language.Morpheme;
import io.doppel.language.Word;
import io.doppel.language.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Tells a text that denies from one that does not, by counting: two denials in one text cancel out.
final class Negation {

  /// Verbs that deny the one behind them: "failed to lower".
  private static final Set<String> BEFORE_TO = Set.of("fail", "refus", "declin", "unabl");

  /// Not a denial: "not only", "or not".
  private static final Set<String> AFTER_NOT = Set.of("only", "just", "least");

  /// Who or what is spoken of where the denial speaks of nobody.
  private static final Set<String> EVERY =
      Set.of("every", "everyone", "everybody", "everything", "all", "someone", "somebody", "something", "any", "some");

  private static final Set<String> TO_BEGIN_WITH =
      Set.of("is", "are", "was", "were", "do", "does", "did", "have", "has", "would", "should", "could", "can", "will");

  /// A denial.
  ///
  /// @param words those that deny, as they stand in the text
  /// @param verb what is denied; empty where it does not matter
  /// @param noun what stands before a verb that says little; empty for other verbs
  private record Denial(List<Word> words, Optional<Word> verb, Optional<Word> noun) {

    static Denial of(Word word) {
      return new Denial(List.of(word), Optional.empty(), Optional.empty());
    }
  }

  private Negation() {}

  /// The denial that one of the texts has and the other has not.
  static Optional<Finding> between(Alignment alignment) {
    List<Denial> here = denials(alignment.here(), alignment.there());
    List<Denial> there = denials(alignment.there(), alignment.here());
    if (isOdd(here, there)) {
      here.removeIf(denial -> !affirms(alignment.there(), alignment.here(), denial));
      there.removeIf(denial -> !affirms(alignment.here(), alignment.there(), denial));
      if (isOdd(here, there)) {
        return Optional.of(finding(alignment, here, there));
      }
    }
    return Optional.empty();
  }

  private static boolean isOdd(List<Denial> here, List<Denial> there) {
    return (here.size() + there.size()) % 2 == 1;
  }

  private static Finding finding(Alignment alignment, List<Denial> here, List<Denial> there) {
    List<Word> explained = new ArrayList<>();
    for (Denial denial : here) {
      explained.addAll(explained(denial, alignment.onlyThere()));
    }
    for (Denial denial : there) {
      explained.addAll(explained(denial, alignment.onlyHere()));
    }
    return Finding.of(new Contrast(Guard.NEGATION, written(here), written(there)), explained);
  }

  private static String written(List<Denial> denials) {
    return Finding.written(denials.stream().flatMap(denial -> denial.words().stream()).distinct().toList());
  }

  /// The words of a denial, and what the other text has in the place of the verb.
  private static List<Word> explained(Denial denial, List<Word> others) {
    return Stream.of(
            denial.words().stream(),
            denial.verb().stream(),
            others.stream().filter(word -> affirms(word, denial) || isOfEvery(word, denial)))
        .flatMap(words -> words)
        .toList();
  }

  /// Whether a word speaks of all or some where the denial speaks of none: everyone, no one.
  private static boolean isOfEvery(Word word, Denial denial) {
    return EVERY.contains(word.written()) && denial.words().stream().noneMatch(Word::korean);
  }

  /// Whether a text has a Korean verb that the other one denies, or its opposite. What it does not speak of, it does
  /// not affirm either: "기회를 못 잡았어" says the same as "기회를 놓쳤어"; nor what it wishes for.
  private static boolean affirms(Words words, Words denying, Denial denial) {
    return denial.verb().isEmpty()
        || ((!KoreanDenial.isWish(words) || KoreanDenial.isWish(denying))
            && words.list().stream().anyMatch(word -> affirms(word, denial)));
  }

  private static boolean affirms(Word word, Denial denial) {
    if (denial.verb().isEmpty() || !word.korean()) {
      return false;
    }
    Word verb = denial.verb().get();
    Optional<String> lacking = lacking(verb);
    if (lacking.isPresent()) {
      return word.morphemes().stream()
          .anyMatch(one ->
              one.form().equals(lacking.get())
                  && (isPredicate(one) || one.kind() == Kind.AUXILIARY));
    }
    Opposites opposites = Opposites.standard();
    return word.same(verb)
        || (!Korean.isLight(verb) && hasOneOf(word, verb))
        || Korean.conjugated(verb, word)
        || opposites.koreanOpposed(verb.written(), word.written())
        || denial.noun().filter(noun -> noun.same(word) && hasOneOf(word, verb)).isPresent()
        || denial.noun().filter(noun -> opposites.koreanOpposed(noun.written(), word.written())).isPresent();
  }

  private static boolean hasOneOf(Word word, Word verb) {
    return word.morphemes().stream().anyMatch(one -> isPredicate(one) && hasPredicate(verb, one.form()));
  }

  private static boolean hasPredicate(Word word, String form) {
    return word.morphemes().stream().anyMatch(one -> isPredicate(one) && Korean.sameVerb(one.form(), form));
  }

  /// What 없다 denies, and 맛없다.
  private static Optional<String> lacking(Word word) {
    return word.morphemes().stream()
        .filter(one -> one.kind() == Kind.PREDICATE && one.form().endsWith("없"))
        .map(one -> one.form().substring(0, one.form().length() - 1) + "있")
        .findFirst();
  }

  private static boolean isPredicate(Morpheme morpheme) {
    return morpheme.kind() == Kind.PREDICATE || morpheme.kind() == Kind.VERBAL_SUFFIX;
  }

  private static List<Denial> denials(Words words, Words other) {
    List<Denial> found = new ArrayList<>();
    List<Word> list = words.list();
    boolean korean = false;
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).korean()) {
        int before = found.size();
        koreanDenial(words, i, other).ifPresent(found::add);
        korean |= found.size() > before;
      } else if (denies(list, i) && !(i == 1 && isYesNoQuestion(words))) {
        found.add(Denial.of(list.get(i)));
      }
    }
    if (korean && KoreanDenial.expectsYes(words)) {
      found.removeLast();
    }
    return found;
  }

  private static Optional<Denial> koreanDenial(Words words, int at, Words other) {
    Word word = words.list().get(at);
    Optional<Word> next = at + 1 < words.list().size() ? Optional.of(words.list().get(at + 1)) : Optional.empty();
    Optional<Word> before = at > 0 ? Optional.of(words.list().get(at - 1)) : Optional.empty();
    return switch (KoreanDenial.denial(words, at)) {
      case NONE -> KoreanDenial.deniedInside(word, other).map(_ -> Denial.of(word));
      case NEXT ->
          next.filter(Korean::isVerb)
              .map(verb ->
                  new Denial(
                      List.of(word),
                      next,
                      before.filter(_ -> Korean.isLight(verb)).filter(Korean::isNoun)));
      case BEFORE ->
          Optional.of(
              new Denial(
                  List.of(word),
                  Korean.isVerb(word) ? Optional.of(word) : before,
                  Optional.empty()));
      case ITSELF -> Optional.of(new Denial(List.of(word), Optional.of(word), Optional.empty()));
      case NOUN -> Optional.of(Denial.of(word));
    };
  }

  private static boolean denies(List<Word> words, int at) {
    Word word = words.get(at);
    Word next = at + 1 < words.size() ? words.get(at + 1) : null;
    if (BEFORE_TO.contains(word.form())) {
      return next != null && next.written().equals("to");
    }
    if (!English.DENIALS.contains(word.written())) {
      return false;
    }
    // "No more than ten" sets a bound.
    boolean bound =
        next != null
            && at + 2 < words.size()
            && words.get(at + 2).written().equals("than")
            && (English.FUNCTION.contains(next.written()) || next.written().endsWith("er"));
    boolean orNot = at > 0 && words.get(at - 1).written().equals("or");
    boolean notOnly = next != null && AFTER_NOT.contains(next.written());
    return !orNot && !notOnly && !bound;
  }

  /// "Isn't this good?" asks the same as "Is this good?".
  private static boolean isYesNoQuestion(Words words) {
    return words.list().get(1).written().equals("not")
        && words.text().strip().endsWith("?")
        && words.text().contains("n't")
        && TO_BEGIN_WITH.contains(words.list().getFirst().written());
  }
}
