package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.alignment.Alignment.Shared;
import io.doppel.duplicates.guard.alignment.Alignment;
import io.doppel.language.English;
import io.doppel.language.Korean;
import io.doppel.language.Word;
import io.doppel.language.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds two words that changed their parts: the one is now where the other was.
///
/// An English word's part is the preposition before it, or its place before or behind a verb that both texts have; a
/// Korean word's part is its particle. To put a phrase elsewhere changes no part.
final class Roles {

  /// In a text with one of these, both sides are equal; and who says something may stand before or behind it.
  private static final Set<String> SYMMETRIC =
      Set.of(
          "compar",
          "differenc",
          "differ",
          "mix",
          "combin",
          "between",
          "versus",
          "vs",
          "similar",
          "sam",
          "marri",
          "both",
          "far",
          "distanc",
          "멀다",
          "거리",
          "say");

  /// Who does what in longer texts is not told by the order of the words.
  private static final int MAX_WORDS = 20;

  private static final String NONE = "";

  /// Whoever is with somebody has that one with them.
  private static final String TOGETHER = Korean.Part.WITH.name();

  /// Where something comes from.
  private static final Set<String> SOURCES = Set.of("from", Korean.Part.FROM.name());

  private static final String SUBJECT = Korean.Part.SUBJECT.name();

  /// What something becomes: "into one", "하나로".
  private static final Set<String> RESULT = Set.of("to", Korean.Part.TO.name());

  /// What it was before.
  private static final Set<String> MATTER = Set.of(NONE, Korean.Part.OBJECT.name());

  /// Two words that changed their parts.
  ///
  /// @param ofChange whether the one is what the other becomes, as in "convert euros to pounds"
  record Exchange(Contrast contrast, boolean ofChange) {}

  private final Words here;
  private final Words there;
  private final List<Shared> nouns;
  private final Map<Integer, Integer> partners;

  private final boolean comparedOtherwise;

  private Roles(Alignment alignment) {
    this.comparedOtherwise = alignment.here().list().stream().anyMatch(word -> word.written().equals("than"))
        && isComparedOtherwise(alignment)
        && Opposites.standard().between(alignment).isEmpty();
    this.here = alignment.here();
    this.there = alignment.there();
    this.nouns = alignment.shared().stream().filter(pair -> isUnique(alignment, pair)).toList();
    this.partners = alignment.shared().stream().collect(Collectors.toMap(Shared::here, Shared::there));
  }

  /// The exchange of parts, if there is one. Of longer texts nothing is looked at, nor counted beforehand: that grows
  /// with the square of their words.
  static Optional<Exchange> between(Alignment alignment) {
    boolean isShort =
        alignment.here().list().size() <= MAX_WORDS && alignment.there().list().size() <= MAX_WORDS;
    return isShort ? new Roles(alignment).exchange() : Optional.empty();
  }

  /// Whether somebody gives in the one text what he takes in the other: he stands before one of two opposite verbs, and
  /// behind the other one it is from him or to him.
  static boolean areConverse(Alignment alignment, Finding opposite) {
    if (!alignment.isShort()) {
      return false;
    }
    for (Shared pair : alignment.shared()) {
      if (isNoun(alignment.here(), pair.here())
          && (isConverse(alignment.here(), pair.here(), alignment.there(), pair.there(), opposite)
              || isConverse(alignment.there(), pair.there(), alignment.here(), pair.here(), opposite))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isConverse(Words giving, int giver, Words taking, int taker, Finding opposite) {
    String given = part(giving, giver);
    boolean before =
        giving.list().subList(giver + 1, giving.list().size()).stream()
            .anyMatch(word -> opposite.explained().contains(word.written()));
    boolean doer = giving.list().get(giver).korean() ? given.equals(SUBJECT) : given.equals(NONE) && before;
    return doer && SOURCES.contains(part(taking, taker));
  }

  private static boolean isUnique(Alignment alignment, Shared pair) {
    return isNoun(alignment.here(), pair.here())
        && !Quantities.isOfNumbers(alignment.here().list().get(pair.here()))
        && count(alignment.here(), alignment.here().list().get(pair.here())) == 1
        && count(alignment.there(), alignment.there().list().get(pair.there())) == 1;
  }

  private static boolean isNoun(Words words, int at) {
    Word word = words.list().get(at);
    return word.content() || English.PRONOUNS.containsKey(word.written());
  }

  private static long count(Words words, Word word) {
    return words.list().stream().filter(word::same).count();
  }

  private Optional<Exchange> exchange() {
    if (here.list().stream().anyMatch(word -> SYMMETRIC.contains(word.form()))
        || isOfEquals(here)
        || comparedOtherwise
        || here.list().stream().anyMatch(Korean::isCausative) != there.list().stream().anyMatch(Korean::isCausative)) {
      return Optional.empty();
    }
    for (int i = 0; i < nouns.size(); i++) {
      for (int j = i + 1; j < nouns.size(); j++) {
        if (exchanged(nouns.get(i), nouns.get(j))) {
          return Optional.of(exchange(nouns.get(i), nouns.get(j)));
        }
      }
    }
    return Optional.empty();
  }

  private Exchange exchange(Shared one, Shared other) {
    Contrast contrast =
        new Contrast(Guard.ROLE, phrase(here, one.here(), other.here()), phrase(there, one.there(), other.there()));
    String part = part(here, one.here());
    String otherPart = part(here, other.here());
    return new Exchange(
        contrast,
        (MATTER.contains(part) && RESULT.contains(otherPart)) || (MATTER.contains(otherPart) && RESULT.contains(part)));
  }

  private boolean exchanged(Shared one, Shared other) {
    String oneHere = part(here, one.here());
    String oneThere = part(there, one.there());
    String otherHere = part(here, other.here());
    String otherThere = part(there, other.there());
    if (Stream.of(oneHere, oneThere, otherHere, otherThere).anyMatch(TOGETHER::equals)) {
      return false;
    }
    if (isApposition(one, other, oneHere, otherHere) || isIdentity(oneHere, otherHere)) {
      return false;
    }
    if (!oneHere.equals(otherHere)) {
      return oneHere.equals(otherThere) && oneThere.equals(otherHere);
    }
    return oneHere.equals(NONE)
        && oneThere.equals(NONE)
        && otherThere.equals(NONE)
        && !here.list().get(one.here()).korean()
        && turned(one, other)
        && pivots(one, other)
        && othersKeepTheirOrder(one, other);
  }

  /// Two Korean nouns beside each other of which only the last has a particle: 오류 E4021이, E4021 오류가.
  private boolean isApposition(Shared one, Shared other, String oneHere, String otherHere) {
    return here.list().get(one.here()).korean()
        && Math.abs(one.here() - other.here()) == 1
        && Math.abs(one.there() - other.there()) == 1
        && oneHere.equals(NONE) != otherHere.equals(NONE);
  }

  /// What is what: A는 B이다, B가 A이다.
  private boolean isIdentity(String oneHere, String otherHere) {
    return !here.list().isEmpty()
        && !there.list().isEmpty()
        && Korean.isCopula(here.list().getLast())
        && Korean.isCopula(there.list().getLast())
        && Stream.of(oneHere, otherHere).allMatch(part -> part.equals(NONE) || part.equals(SUBJECT));
  }

  /// "As hot as": what is held equal may change places.
  private static boolean isOfEquals(Words words) {
    return words.list().stream().filter(word -> word.written().equals("as")).count() > 1;
  }

  /// Whether both sides are compared by other words, as in cheaper and dearer: then the exchange takes that back.
  private static boolean isComparedOtherwise(Alignment alignment) {
    return Stream.of(alignment.onlyHere(), alignment.onlyThere())
        .allMatch(words -> words.stream().anyMatch(word -> word.content() && word.written().endsWith("er")));
  }

  /// Whether the order is another one; between an active and a passive text, whether it is the same.
  private boolean turned(Shared one, Shared other) {
    boolean reversed = Integer.compare(one.here(), other.here()) != Integer.compare(one.there(), other.there());
    return reversed != (isPassive(here) != isPassive(there));
  }

  /// Whether all but the two words, and those right beside them, stand in the same order: else a phrase was moved.
  private boolean othersKeepTheirOrder(Shared one, Shared other) {
    int last = -1;
    for (Shared noun : nouns) {
      boolean beside = Math.min(Math.abs(noun.here() - one.here()), Math.abs(noun.here() - other.here())) <= 2;
      if (!beside) {
        if (noun.there() < last) {
          return false;
        }
        last = noun.there();
      }
    }
    return true;
  }

  /// Whether a word with meaning stands between both in either text.
  private boolean pivots(Shared one, Shared other) {
    int from = Math.min(one.here(), other.here());
    int to = Math.max(one.here(), other.here());
    for (int i = from + 1; i < to; i++) {
      Integer partner = partners.get(i);
      if (partner != null
          && isNoun(here, i)
          && partner > Math.min(one.there(), other.there())
          && partner < Math.max(one.there(), other.there())) {
        return true;
      }
    }
    return false;
  }

  private static String part(Words words, int at) {
    Word word = words.list().get(at);
    return word.korean() ? koreanPart(word) : englishPart(words, at);
  }

  private static String koreanPart(Word word) {
    return Korean.part(word).map(Korean.Part::name).orElse(NONE);
  }

  private static String englishPart(Words words, int at) {
    int before = at - 1;
    while (before >= 0 && English.DETERMINERS.contains(words.list().get(before).written())) {
      before--;
    }
    if (before < 0) {
      return NONE;
    }
    String word = words.list().get(before).written();
    boolean agent = word.equals("by") && isPassive(words);
    return English.PREPOSITIONS.contains(word) && !agent ? word.replace("into", "to") : NONE;
  }

  /// "was bitten by": a form of to be, and by behind it.
  private static boolean isPassive(Words words) {
    int toBe = -1;
    for (int i = 0; i < words.list().size(); i++) {
      String word = words.list().get(i).written();
      if (English.TO_BE.contains(word)) {
        toBe = i;
      } else if (word.equals("by") && toBe >= 0 && i - toBe == 2) {
        return true;
      }
    }
    return false;
  }

  private static String phrase(Words words, int one, int other) {
    int from = Math.max(0, Math.min(one, other) - 1);
    int to = Math.max(one, other) + 1;
    return words.list().subList(from, to).stream().map(Word::written).collect(Collectors.joining(" "));
  }
}
