package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.alignment.Alignment;
import io.doppel.duplicates.guard.alignment.Segments;
import io.doppel.language.English;
import io.doppel.language.Korean;
import io.doppel.language.Word;
import io.doppel.language.WordList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds one name or thing in the place of another, in a text that is the same otherwise, word for word: "a book" and
/// "a website". Words that mean the same may stand for each other. English, and Korean nouns with their particle.
final class Replacement {

  /// The frame needs this many words with meaning; that of a question, which tells what is asked, one.
  private static final int MIN_CONTENT = 2;

  /// The frame needs this many words in all.
  private static final int MIN_FRAME = 3;

  private static final int MIN_KOREAN_FRAME = 2;

  private static final Set<String> STATING = Set.of("은", "는", "이", "가", "을", "를", "에", "의", "로", "와", "과", "도");

  private static final char FIRST_LETTER_OF_OTHERS = 0x250;

  private static final String SUPERLATIVE = "est";

  /// What of a verb with such a word behind it tells what is done: switch off, turn off.
  private static final Set<String> PHRASAL = Set.of("off", "out", "up", "down", "away");

  /// The longest phrase that stands for another one.
  private static final int MAX_PHRASE = 2;

  /// The longest name that stands for another one.
  private static final int MAX_NAME = 3;

  /// A word in quotation marks; an apostrophe stands behind a letter.
  private static final Pattern QUOTED = Pattern.compile("(?<![\\p{L}\\p{N}])['\"“‘]([^'\"”’\\s]+)['\"”’]");

  private static final Map<String, Set<Integer>> SYNONYMS = synonyms();

  private Replacement() {}

  static Optional<Finding> between(Alignment alignment) {
    List<Word> here = alignment.here().list();
    List<Word> there = alignment.there().list();
    if (!alignment.isShort()) {
      return Optional.empty();
    }
    Optional<Finding> mentioned = mentioned(alignment);
    if (mentioned.isPresent()) {
      return mentioned;
    }
    int shorter = Math.min(here.size(), there.size());
    int before = 0;
    while (before < shorter && here.get(before).written().equals(there.get(before).written())) {
      before++;
    }
    int behind = 0;
    while (behind < shorter - before
        && here.get(here.size() - 1 - behind).written().equals(there.get(there.size() - 1 - behind).written())) {
      behind++;
    }
    List<Word> mine = here.subList(before, here.size() - behind);
    List<Word> theirs = there.subList(before, there.size() - behind);
    int least = alignment.ofShortQuestions() ? 1 : MIN_CONTENT;
    boolean frame = before + behind >= minFrame(alignment, mine, theirs) && content(here) - content(mine) >= least;
    return frame
            && alignment.haveNoPartner(mine, theirs)
            && isThing(mine)
            && isThing(theirs)
            && !meanTheSame(mine, theirs)
            && (alignment.ofShortQuestions() || tellApart(mine, theirs))
            && !isOfPhrase(mine, theirs, here, here.size() - behind)
        ? Optional.of(Finding.of(Guard.REPLACEMENT, mine, theirs))
        : Optional.empty();
  }

  /// The names, codes and symbols that stand in each other's place, however long the texts are.
  static List<Finding> ofLiterals(Alignment alignment) {
    return Segments.of(alignment).stream()
        .filter(segment -> isLiteral(segment.here()) && isLiteral(segment.there()))
        .filter(segment ->
            differ(segment.here(), segment.there())
                && alignment.haveNoPartner(segment.here(), segment.there()))
        .map(segment -> Finding.of(Guard.REPLACEMENT, segment.here(), segment.there()))
        .toList();
  }

  private static boolean isLiteral(List<Word> words) {
    return !words.isEmpty()
        && words.size() <= MAX_NAME
        && words.stream()
            .allMatch(word ->
                word.isLiteral()
                    && (!word.korean() || word.kind() != Word.Kind.NAME || Korean.isNoun(word)));
  }

  private static boolean differ(List<Word> mine, List<Word> theirs) {
    boolean symbols = mine.getFirst().kind() == Word.Kind.SYMBOL;
    boolean comparable =
        Stream.concat(mine.stream(), theirs.stream())
            .allMatch(word -> symbols == (word.kind() == Word.Kind.SYMBOL));
    return comparable
        && mine.stream()
            .noneMatch(word -> theirs.stream().anyMatch(with -> word.same(with) || nameTheSame(word, with)))
        && Korean.part(mine.getLast()).equals(Korean.part(theirs.getLast()));
  }

  /// Questions about other words: what stands in quotation marks is meant to the letter.
  private static Optional<Finding> mentioned(Alignment alignment) {
    Set<String> mine = quoted(alignment.here().text());
    Set<String> theirs = quoted(alignment.there().text());
    boolean differ = !mine.isEmpty() && !theirs.isEmpty() && Collections.disjoint(mine, theirs);
    return differ && alignment.ofShortQuestions()
        ? Optional.of(
            Finding.of(
                new Contrast(Guard.REPLACEMENT, String.join(" ", mine), String.join(" ", theirs)),
                List.of()))
        : Optional.empty();
  }

  private static Set<String> quoted(String text) {
    Matcher matcher = QUOTED.matcher(text);
    Set<String> quoted = new LinkedHashSet<>();
    while (matcher.find()) {
      quoted.add(matcher.group(1));
    }
    return quoted;
  }

  private static long content(List<Word> words) {
    return words.stream().filter(Word::content).count();
  }

  private static boolean isThing(List<Word> words) {
    return !words.isEmpty()
        && words.size() <= MAX_PHRASE
        && words.stream().anyMatch(Word::content)
        && words.stream().noneMatch(Quantities::isNumber)
        && words.stream().allMatch(word -> word.content() || !word.korean());
  }

  /// An eojeol is a noun and its particle, or a verb and all that English says by auxiliaries: two of them are a frame,
  /// of a question or for two nouns that differ in a syllable.
  private static int minFrame(Alignment alignment, List<Word> mine, List<Word> theirs) {
    boolean single = mine.size() == 1 && theirs.size() == 1;
    return single
            && mine.getFirst().korean()
            && (alignment.ofShortQuestions() || Korean.differInASyllable(mine.getFirst(), theirs.getFirst()))
        ? MIN_KOREAN_FRAME
        : MIN_FRAME;
  }

  /// Whether two verbs stand before one and the same word that tells what is done.
  private static boolean isOfPhrase(List<Word> mine, List<Word> theirs, List<Word> here, int next) {
    return mine.size() == 1
        && theirs.size() == 1
        && next < here.size()
        && (PHRASAL.contains(here.get(next).written()) || isFromDoing(here, next));
  }

  /// Whoever keeps, stops or saves something from doing something does one thing.
  private static boolean isFromDoing(List<Word> words, int at) {
    for (int i = at; i + 1 < words.size(); i++) {
      if (words.get(i).written().equals("from") && words.get(i + 1).written().endsWith("ing")) {
        return true;
      }
    }
    return false;
  }

  /// Whether two words name one thing by what is known of words: a unit, a month, a name that was cut short.
  private static boolean nameTheSame(Word one, Word other) {
    return Quantities.areOneName(one, other) || Quantities.areOneUnit(one, other) || Korean.areOneName(one, other);
  }

  private static boolean meanTheSame(List<Word> mine, List<Word> theirs) {
    Word one = mine.getLast();
    Word other = theirs.getLast();
    if (one.korean() || other.korean()) {
      // Two nouns with one particle; a verb in another form is no other word.
      return mine.size() != 1
          || theirs.size() != 1
          || !sameParticle(one, other)
          || nameTheSame(one, other)
          || isLatin(one) != isLatin(other)
          || (Korean.conjugated(one, other) && !(Korean.isNoun(one) && Korean.isNoun(other)));
    }
    if (mine.stream().anyMatch(word -> theirs.stream().anyMatch(word::same))) {
      return true;
    }
    return mine.stream()
        .anyMatch(word ->
            theirs.stream().anyMatch(with -> nameTheSame(word, with) || synonyms(word.form(), with.form())));
  }

  /// Whether two Korean nouns of a statement are held against each other: in chat one place or person is often called
  /// by two names, and only a question has a point that they decide.
  private static boolean tellApart(List<Word> mine, List<Word> theirs) {
    Word one = mine.getLast();
    Word other = theirs.getLast();
    return !one.korean()
        || !other.korean()
        || Korean.differInASyllable(one, other)
        || (!Korean.conjugated(one, other)
            && Korean.particle(one).filter(STATING::contains).isPresent()
            && Korean.particle(one).equals(Korean.particle(other)));
  }

  private static boolean sameParticle(Word one, Word other) {
    if (Korean.particle(one).isEmpty() && Korean.particle(other).isEmpty()) {
      return one.form().length() > 2 && Korean.differInASyllable(one, other);
    }
    return (Korean.part(one).isPresent() && Korean.part(one).equals(Korean.part(other)))
        || Korean.particle(one).equals(Korean.particle(other));
  }

  /// Whether a word is written in Latin letters: the other one may be the same in Hangul.
  private static boolean isLatin(Word word) {
    return word.form().charAt(0) < FIRST_LETTER_OF_OTHERS;
  }

  private static boolean synonyms(String one, String other) {
    for (String base : bases(one)) {
      Set<Integer> groups = new HashSet<>(SYNONYMS.getOrDefault(base, Set.of()));
      for (String with : bases(other)) {
        if (!Collections.disjoint(groups, SYNONYMS.getOrDefault(with, Set.of()))) {
          return true;
        }
      }
    }
    return false;
  }

  /// A word, and what it may be the superlative of.
  private static List<String> bases(String word) {
    int stem = word.length() - SUPERLATIVE.length();
    if (!word.endsWith(SUPERLATIVE) || stem < 2) {
      return List.of(word);
    }
    String base = word.substring(0, stem);
    boolean twice = base.charAt(stem - 1) == base.charAt(stem - 2);
    return List.of(word, English.stem(base), English.stem(base + "e"), twice ? base.substring(0, stem - 1) : base);
  }

  private static Map<String, Set<Integer>> synonyms() {
    Map<String, Set<Integer>> groups = new HashMap<>();
    List<String> lines = WordList.lines("synonyms.en.txt");
    for (int i = 0; i < lines.size(); i++) {
      for (String word : lines.get(i).split(" ", -1)) {
        groups.computeIfAbsent(English.stem(word), _ -> new HashSet<>()).add(i);
      }
    }
    return groups;
  }
}
