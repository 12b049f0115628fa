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
    boolean frame = before + behind >= MIN_FRAME && content(here) - content(mine) >= least;
    return frame
            && alignment.haveNoPartner(mine, theirs)
            && isThing(mine)
            && isThing(theirs)
            && !meanTheSame(mine, theirs)
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
        && mine.stream().noneMatch(word -> theirs.stream().anyMatch(word::same))
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

  private static boolean meanTheSame(List<Word> mine, List<Word> theirs) {
    Word one = mine.getLast();
    Word other = theirs.getLast();
    if (one.korean() || other.korean()) {
      // Two nouns with one particle; a verb in another form is no other word.
      return mine.size() != 1
          || theirs.size() != 1
          || !sameParticle(one.written(), other.written())
          || Korean.conjugated(one, other);
    }
    if (mine.stream().anyMatch(word -> theirs.stream().anyMatch(word::same))) {
      return true;
    }
    return mine.stream().anyMatch(word -> theirs.stream().anyMatch(with -> synonyms(word.form(), with.form())));
  }

  private static boolean sameParticle(String one, String other) {
    char last = one.charAt(one.length() - 1);
    return one.length() > 1
        && other.length() > 1
        && last == other.charAt(other.length() - 1)
        && "은는이가을를에의로와과도".indexOf(last) >= 0;
  }

  private static boolean synonyms(String one, String other) {
    Set<Integer> groups = new HashSet<>(SYNONYMS.getOrDefault(one, Set.of()));
    groups.retainAll(SYNONYMS.getOrDefault(other, Set.of()));
    return !groups.isEmpty();
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
