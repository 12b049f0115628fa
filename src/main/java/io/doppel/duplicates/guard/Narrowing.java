package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.language.Word;
import io.doppel.duplicates.guard.language.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds what only one of two short questions says of which kind of thing it speaks: a half marathon is no marathon, and what is
/// true of the one is not of the other. That is a word or two right before a noun, where the questions are the same otherwise,
/// word for word; in English also one word beside another one that both have, where they share all the rest. Outside questions
/// such a word is mostly color.
final class Narrowing {

  private static final int MAX_PHRASE = 2;

  /// Words with meaning that both questions need, where they are put in other words.
  private static final int MIN_SHARED = 2;

  private static final Pattern PARTICIPLE = Pattern.compile(".*(?:ed|ing)");

  /// They tell how, how much or how good, not which kind.
  private static final Set<String> COLORING =
      Set.of(
          ("best good great better easy easiest simple simplest quick quickest fast fastest proper right correct own exact actual real "
                  + "way thing possible whole new old usual normal free several many few all each every one other different same "
                  + "너무 정말 진짜 그냥 다시 자꾸 계속 보통 원래 이제 지금 요즘 혹시 꼭 빨리 매우 아주 많이 가끔 항상 먼저 같이 함께 혼자 모든 여러 다른 새 새로운 가장 제일 직접 쉽게 이번 다음 이거 그거 저거")
              .split(" ", -1));

  private static final Set<String> ARTICLES = Set.of("a", "an");

  /// What follows is no noun but what is done.
  private static final Set<String> BEFORE_A_VERB = Set.of("i", "you", "we", "they", "he", "she", "it", "to", "not", "and", "or");

  /// Particles and endings that a Korean noun before another noun has not.
  private static final Pattern KOREAN_ENDING = Pattern.compile(".+[은는을를에이가게서고면지도만와과로의다요까해히]");

  /// A noun with its particle, and neither a person that is spoken with nor a verb before a noun.
  private static final Pattern KOREAN_NOUN =
      Pattern.compile("(?!(?:나|내|저|제|너|네|우리|그|이|누)[은는이가를의도]|.*(?:[하되있없가보오주]는|싶은)).+[은는이가을를에의와과도로]");

  private Narrowing() {}

  static Optional<Contrast> between(Alignment alignment) {
    if (!alignment.ofShortQuestions()) {
      return Optional.empty();
    }
    List<Word> here = alignment.here().list();
    List<Word> there = alignment.there().list();
    return added(there, here)
        .or(() -> addedBeside(alignment.onlyThere(), alignment.onlyHere(), alignment.here(), alignment.there()))
        .map(words -> new Contrast(Guard.NARROWING, words, ""))
        .or(
            () ->
                added(here, there)
                    .or(() -> addedBeside(alignment.onlyHere(), alignment.onlyThere(), alignment.there(), alignment.here()))
                    .map(words -> new Contrast(Guard.NARROWING, "", words)));
  }

  /// The one English word with meaning that only the second text has, while the first has none for itself.
  private static Optional<String> addedBeside(List<Word> onlyFirst, List<Word> onlySecond, Words second, Words first) {
    List<Word> more = onlySecond.stream().filter(Word::content).toList();
    if (onlyFirst.stream().anyMatch(Word::content) || more.size() != 1) {
      return Optional.empty();
    }
    Word word = more.getFirst();
    long shared = first.list().stream().filter(Word::content).count();
    int at = second.list().indexOf(word);
    boolean plain = !word.korean() && isKind(word) && !PARTICIPLE.matcher(word.written()).matches();
    return plain && shared >= MIN_SHARED && (isContent(second, at - 1) || isContent(second, at + 1))
        ? Optional.of(word.written())
        : Optional.empty();
  }

  private static boolean isContent(Words words, int at) {
    return at >= 0 && at < words.list().size() && words.list().get(at).content();
  }

  /// What has to be put into the one text to make the other.
  private static Optional<String> added(List<Word> shorter, List<Word> longer) {
    int more = longer.size() - shorter.size();
    if (more < 1 || more > MAX_PHRASE) {
      return Optional.empty();
    }
    int at = 0;
    while (at < shorter.size() && same(longer.get(at), shorter.get(at))) {
      at++;
    }
    boolean restIsEqual = written(longer.subList(at + more, longer.size())).equals(written(shorter.subList(at, shorter.size())));
    return restIsEqual && at < shorter.size() && narrows(longer, at, at + more)
        ? Optional.of(written(longer.subList(at, at + more)))
        : Optional.empty();
  }

  /// Whether the words from `from` to before `noun` say which kind of a noun is meant.
  private static boolean narrows(List<Word> words, int from, int noun) {
    boolean behindAPronoun = from > 0 && BEFORE_A_VERB.contains(words.get(from - 1).written());
    return !behindAPronoun && words.subList(from, noun).stream().allMatch(Narrowing::isKind) && isNoun(words, noun);
  }

  private static boolean isKind(Word word) {
    return word.content()
        && !COLORING.contains(word.written())
        && !(word.korean() ? KOREAN_ENDING.matcher(word.written()).matches() : word.written().endsWith("ly"));
  }

  /// In Korean the particle may stand behind the last of several nouns.
  private static boolean isNoun(List<Word> words, int at) {
    if (at == words.size() || !words.get(at).content()) {
      return false;
    }
    Word word = words.get(at);
    return !word.korean()
        || KOREAN_NOUN.matcher(word.written()).matches()
        || (!KOREAN_ENDING.matcher(word.written()).matches() && isNoun(words, at + 1));
  }

  /// "A parcel", "an insured parcel".
  private static boolean same(Word one, Word other) {
    return one.written().equals(other.written()) || (ARTICLES.contains(one.written()) && ARTICLES.contains(other.written()));
  }

  private static String written(List<Word> words) {
    return words.stream().map(Word::written).collect(Collectors.joining(" "));
  }
}
