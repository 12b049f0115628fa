package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.alignment.Alignment;
import io.doppel.language.English;
import io.doppel.language.Korean;
import io.doppel.language.Word;
import io.doppel.language.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Finds what only one of two short questions says of which kind of thing it speaks: a half marathon is no marathon,
/// and what is true of the one is not of the other. That is a word or two right before a noun, where the questions are
/// the same otherwise, word for word; in English also one word beside another one that both have, where they share all
/// the rest. Outside questions such a word is mostly color.
final class Narrowing {

  private static final int MAX_PHRASE = 2;

  /// Words with meaning that both questions need, where they are put in other words.
  private static final int MIN_SHARED = 2;

  private static final Pattern PARTICIPLE = Pattern.compile(".*(?:ed|ing)");

  /// They tell how, how much or how good, not which kind.
  private static final Set<String> COLORING =
      Set.of(
          ("best good great better easy easiest simple simplest quick quickest fast fastest proper right "
              + "correct own exact actual real "
                  + "way thing possible whole new old usual normal free several many few all each every one "
                      + "other different same "
                  + "너무 정말 진짜 그냥 다시 자꾸 계속 보통 원래 이제 지금 요즘 혹시 꼭 빨리 매우 아주 많이 가끔 항상 먼저 같이 함께 혼자 모든 여러 다른 새 새로운 가장 "
                      + "제일 직접 쉽게 이번 다음 이거 그거 저거")
              .split(" ", -1));

  /// They say of whom something holds, and of nobody else.
  private static final Set<String> LIMITS = Set.of("only", "solely", "exclusively");

  /// What follows is no noun but what is done.
  private static final Set<String> BEFORE_A_VERB =
      Set.of("i", "you", "we", "they", "he", "she", "it", "to", "not", "and", "or");

  /// Particles and endings that a Korean noun before another noun has not.
  private static final Pattern KOREAN_ENDING = Pattern.compile(".+[은는을를에이가게서고면지도만와과로의다요까해히]");

  /// A noun with its particle, and neither a person that is spoken with nor a verb before a noun.
  private static final Pattern KOREAN_NOUN =
      Pattern.compile("(?!(?:나|내|저|제|너|네|우리|그|이|누)[은는이가를의도]|.*(?:[하되있없가보오주]는|싶은)).+[은는이가을를에의와과도로]");

  private Narrowing() {}

  static Optional<Finding> between(Alignment alignment) {
    if (!alignment.ofShortQuestions()) {
      return Optional.empty();
    }
    List<Word> here = alignment.here().list();
    List<Word> there = alignment.there().list();
    return added(there, here)
        .or(() ->
            addedBeside(
                alignment.onlyThere(), alignment.onlyHere(), alignment.here(), alignment.there()))
        .map(words -> Finding.of(Guard.NARROWING, words, List.of()))
        .or(() ->
            added(here, there)
                .or(() ->
                    addedBeside(
                        alignment.onlyHere(),
                        alignment.onlyThere(),
                        alignment.there(),
                        alignment.here()))
                .map(words -> Finding.of(Guard.NARROWING, List.of(), words)));
  }

  /// What holds of some is narrowed to them by a word: only members may vote, 회원만 투표할 수 있다.
  static Optional<Finding> toSome(Alignment alignment) {
    List<Word> here = limits(alignment.here(), alignment.there());
    List<Word> there = limits(alignment.there(), alignment.here());
    return here.isEmpty() == there.isEmpty() ? Optional.empty() : Optional.of(Finding.of(Guard.NARROWING, here, there));
  }

  private static List<Word> limits(Words all, Words other) {
    List<Word> list = all.list();
    return IntStream.range(0, list.size()).filter(i -> isLimit(list, i, other)).mapToObj(list::get).toList();
  }

  private static boolean isLimit(List<Word> words, int at, Words other) {
    Word word = words.get(at);
    if (word.korean()) {
      // Of whom the other text says it of all: 회원이.
      return Korean.isLimit(word)
          && other.list().stream()
              .anyMatch(one ->
                  one.same(word) && Korean.part(one).equals(Optional.of(Korean.Part.SUBJECT)));
    }
    boolean notOnly = at > 0 && English.DENIALS.contains(words.get(at - 1).written());
    boolean ifOnly = at > 0 && words.get(at - 1).written().equals("if");
    return LIMITS.contains(word.written()) && !notOnly && !ifOnly;
  }

  /// The one English word with meaning that only the second text has, while the first has none for itself.
  private static Optional<List<Word>> addedBeside(
      List<Word> onlyFirst, List<Word> onlySecond, Words second, Words first) {
    List<Word> more = onlySecond.stream().filter(Word::content).toList();
    if (onlyFirst.stream().anyMatch(Word::content) || more.size() != 1) {
      return Optional.empty();
    }
    Word word = more.getFirst();
    long shared = first.list().stream().filter(Word::content).count();
    int at = second.list().indexOf(word);
    boolean plain = !word.korean() && isKind(word) && !PARTICIPLE.matcher(word.written()).matches();
    return plain && shared >= MIN_SHARED && (isContent(second, at - 1) || isContent(second, at + 1))
        ? Optional.of(List.of(word))
        : Optional.empty();
  }

  private static boolean isContent(Words words, int at) {
    return at >= 0 && at < words.list().size() && words.list().get(at).content();
  }

  /// What has to be put into the one text to make the other.
  private static Optional<List<Word>> added(List<Word> shorter, List<Word> longer) {
    int more = longer.size() - shorter.size();
    if (more < 1 || more > MAX_PHRASE) {
      return Optional.empty();
    }
    int at = 0;
    while (at < shorter.size() && equal(longer.get(at), shorter.get(at))) {
      at++;
    }
    boolean restIsEqual =
        Finding.written(longer.subList(at + more, longer.size()))
            .equals(Finding.written(shorter.subList(at, shorter.size())));
    return restIsEqual && at < shorter.size() && narrows(longer, at, at + more)
        ? Optional.of(longer.subList(at, at + more))
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
  private static boolean equal(Word one, Word other) {
    return one.written().equals(other.written())
        || (Alignment.same(one, other)
            && one.written().startsWith("a")
            && one.written().length() <= 2);
  }
}
