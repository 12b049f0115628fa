package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.alignment.Alignment.Shared;
import io.doppel.duplicates.guard.alignment.Alignment;
import io.doppel.language.English;
import io.doppel.language.KoreanDenial;
import io.doppel.language.Morpheme.Kind;
import io.doppel.language.Morpheme;
import io.doppel.language.Word;
import io.doppel.language.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Tells what must be from what may be, what is meant to be from what was done, and all from some: the closed classes
/// of words and endings by which either language says so. One text has a sense that the other has not, and the other
/// has its counterpart. Where one of them denies, "must not" may be "may not", and nothing is said.
final class Modality {

  private enum Sense {
    MUST,
    MAY,
    WILL,
    ADVISED,
    INTENDED,
    UNREAL,
    DONE,
    ALL,
    MOST,
    SOME,
    CERTAIN,
    UNCERTAIN,
    ONLY,
    ALSO,
    LIMITED
  }

  /// What says something else.
  private static final List<List<Sense>> COUNTERPARTS =
      List.of(
          List.of(Sense.MUST, Sense.MAY),
          List.of(Sense.WILL, Sense.ADVISED),
          List.of(Sense.INTENDED, Sense.DONE),
          List.of(Sense.UNREAL, Sense.DONE),
          List.of(Sense.ALL, Sense.SOME),
          List.of(Sense.ALL, Sense.MOST),
          List.of(Sense.MOST, Sense.SOME),
          List.of(Sense.CERTAIN, Sense.UNCERTAIN),
          List.of(Sense.ONLY, Sense.ALSO),
          List.of(Sense.LIMITED, Sense.ALL));

  private static final Map<String, Sense> ENGLISH =
      Map.ofEntries(
          Map.entry("must", Sense.MUST),
          Map.entry("required", Sense.MUST),
          Map.entry("mandatory", Sense.MUST),
          Map.entry("compulsory", Sense.MUST),
          Map.entry("can", Sense.MAY),
          Map.entry("may", Sense.MAY),
          Map.entry("might", Sense.MAY),
          Map.entry("could", Sense.MAY),
          Map.entry("able", Sense.MAY),
          Map.entry("allowed", Sense.MAY),
          Map.entry("permitted", Sense.MAY),
          Map.entry("optional", Sense.MAY),
          Map.entry("will", Sense.WILL),
          Map.entry("should", Sense.ADVISED),
          Map.entry("ought", Sense.ADVISED),
          Map.entry("all", Sense.ALL),
          Map.entry("every", Sense.ALL),
          Map.entry("each", Sense.ALL),
          Map.entry("everyone", Sense.ALL),
          Map.entry("everybody", Sense.ALL),
          Map.entry("always", Sense.ALL),
          Map.entry("most", Sense.MOST),
          Map.entry("some", Sense.SOME),
          Map.entry("several", Sense.SOME),
          Map.entry("few", Sense.SOME),
          Map.entry("sometimes", Sense.SOME),
          Map.entry("occasionally", Sense.SOME),
          Map.entry("certainly", Sense.CERTAIN),
          Map.entry("definitely", Sense.CERTAIN),
          Map.entry("possibly", Sense.UNCERTAIN),
          Map.entry("perhaps", Sense.UNCERTAIN),
          Map.entry("maybe", Sense.UNCERTAIN));

  private static final Set<String> BEFORE_TO = Set.of("have", "has", "had", "need", "needs", "needed");
  private static final Set<String> INTENTIONS = Set.of("plan", "want", "hop", "intend", "aim", "wish");
  private static final Set<String> UNREAL = Set.of("would", "could", "might", "should");

  /// Behind these, "can" says nothing: how can I is how do I.
  private static final Set<String> QUESTION_WORDS =
      Set.of("how", "what", "where", "when", "why", "which", "who", "that", "if");

  private static final Map<String, Sense> KOREAN =
      Map.ofEntries(
          Map.entry("누구나", Sense.ALL),
          Map.entry("아무나", Sense.ALL),
          Map.entry("모든", Sense.ALL),
          Map.entry("모두", Sense.ALL),
          Map.entry("전부", Sense.ALL),
          Map.entry("항상", Sense.ALL),
          Map.entry("늘", Sense.ALL),
          Map.entry("언제나", Sense.ALL),
          Map.entry("대부분", Sense.MOST),
          Map.entry("대다수", Sense.MOST),
          Map.entry("일부", Sense.SOME),
          Map.entry("몇몇", Sense.SOME),
          Map.entry("가끔", Sense.SOME),
          Map.entry("때때로", Sense.SOME),
          Map.entry("확실", Sense.CERTAIN));

  /// What strengthens a verb that must be done.
  private static final Set<String> STRENGTHENING = Set.of("꼭", "반드시");

  private static final Set<String> INTENTIONS_OF_NOUNS = Set.of("계획", "예정", "생각");
  private static final Set<String> PAST = Set.of("았", "었", "였");
  private static final Set<String> TO_COME = Set.of("것", "거");
  private static final Set<String> GRANTING = Set.of("되", "괜찮", "좋");

  private Modality() {}

  static Optional<Finding> between(Alignment alignment) {
    if (!alignment.isShort() || denies(alignment.here()) || denies(alignment.there())) {
      return Optional.empty();
    }
    Map<Sense, List<Word>> here = senses(alignment.here());
    Map<Sense, List<Word>> there = senses(alignment.there());
    for (Shared pair : alignment.shared()) {
      Word one = alignment.here().list().get(pair.here());
      Word other = alignment.there().list().get(pair.there());
      limits(one, other, here, there);
      limits(other, one, there, here);
      done(alignment.here(), pair.here(), other, here, there);
      done(alignment.there(), pair.there(), one, there, here);
    }
    for (List<Sense> pair : COUNTERPARTS) {
      for (List<Sense> each : List.of(pair, pair.reversed())) {
        List<Word> mine = here.getOrDefault(each.getFirst(), List.of());
        List<Word> theirs = there.getOrDefault(each.getLast(), List.of());
        boolean opposed =
            !mine.isEmpty()
                && !theirs.isEmpty()
                && !here.containsKey(each.getLast())
                && !there.containsKey(each.getFirst());
        if (opposed) {
          return Optional.of(Finding.of(Guard.MODALITY, mine, theirs));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean denies(Words words) {
    return IntStream.range(0, words.list().size())
        .anyMatch(at ->
            words.list().get(at).korean()
                ? KoreanDenial.denial(words, at) != KoreanDenial.Denied.NONE
                : English.DENIALS.contains(words.list().get(at).written()));
  }

  private static void add(Map<Sense, List<Word>> senses, Sense sense, Word... words) {
    senses.computeIfAbsent(sense, _ -> new ArrayList<>()).addAll(List.of(words));
  }

  private static Map<Sense, List<Word>> senses(Words words) {
    Map<Sense, List<Word>> senses = new EnumMap<>(Sense.class);
    List<Word> list = words.list();
    for (int i = 0; i < list.size(); i++) {
      Word word = list.get(i);
      if (word.korean()) {
        korean(list, i, senses);
      } else {
        english(list, i, senses);
      }
    }
    return senses;
  }

  private static String written(List<Word> words, int at) {
    return at >= 0 && at < words.size() ? words.get(at).written() : "";
  }

  private static void english(List<Word> words, int at, Map<Sense, List<Word>> senses) {
    Word word = words.get(at);
    String before = written(words, at - 1);
    String next = written(words, at + 1);
    if (BEFORE_TO.contains(word.written()) && next.equals("to")) {
      add(senses, Sense.MUST, word, words.get(at + 1));
    } else if (INTENTIONS.contains(word.form()) && next.equals("to")) {
      add(senses, Sense.INTENDED, word, words.get(at + 1));
    } else if (UNREAL.contains(word.written()) && next.equals("have")) {
      add(senses, Sense.UNREAL, word, words.get(at + 1));
    } else {
      Sense sense = ENGLISH.get(word.written());
      boolean saysNothing =
          word.kind() == Word.Kind.NAME
              || (sense == Sense.MAY && (QUESTION_WORDS.contains(before) || next.equals("you")))
              || (sense == Sense.WILL && at > 0)
              || (sense == Sense.MOST && (before.equals("the") || before.equals("at") || !next.equals("of")));
      if (sense != null && !saysNothing) {
        add(senses, sense, word);
      }
    }
  }

  private static void korean(List<Word> words, int at, Map<Sense, List<Word>> senses) {
    Word word = words.get(at);
    word.forms().stream()
        .flatMap(form -> Stream.ofNullable(KOREAN.get(form)))
        .findFirst()
        .ifPresent(known -> add(senses, known, word));
    if (hasParticle(word, "만")) {
      add(senses, Sense.LIMITED, word);
    }
    Optional<Word> next = at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
    if (hasEnding(word, "야") && next.filter(after -> isVerb(after, Set.of("하", "되"))).isPresent()) {
      add(senses, Sense.MUST, next.get());
      words.stream().filter(each -> STRENGTHENING.contains(each.written())).forEach(each ->
          add(senses, Sense.MUST, each));
    } else if ((hasEnding(word, "도") || isShortVerb(word, "도"))
        && next.filter(after -> isVerb(after, GRANTING)).isPresent()) {
      add(senses, Sense.MAY, next.get());
    } else if (word.written().equals("수") && next.filter(after -> isVerb(after, Set.of("있"))).isPresent()) {
      add(senses, Sense.MAY, word, next.get());
    } else if (hasEnding(word, "ᆯ") && next.filter(Modality::isToCome).isPresent()) {
      add(senses, Sense.INTENDED, word, next.get());
    } else if (word.morphemes().stream().anyMatch(one -> one.kind() == Kind.AUXILIARY && one.form().equals("싶"))) {
      add(senses, Sense.INTENDED, word);
    } else if (word.morphemes().stream().anyMatch(one -> one.kind() == Kind.COPULA)
        && INTENTIONS_OF_NOUNS.contains(word.morphemes().getFirst().form())) {
      add(senses, Sense.INTENDED, word);
    } else if (word.morphemes().stream().anyMatch(one -> one.kind() == Kind.ENDING && one.form().endsWith("지"))
        && next.filter(after -> isVerb(after, Set.of("모르"))).isPresent()) {
      add(senses, Sense.UNCERTAIN, next.get());
    }
  }

  /// Behind a verb: that it will be so, 것이다 and 거예요.
  private static boolean isToCome(Word word) {
    return word.morphemes().size() > 1
        && TO_COME.contains(word.morphemes().getFirst().form())
        && word.morphemes().get(1).kind() == Kind.COPULA;
  }

  /// A verb of one syllable with its ending, which looks like a noun with a particle: 내도, 사도.
  private static boolean isShortVerb(Word word, String last) {
    return word.morphemes().size() == 2
        && word.morphemes().getFirst().form().length() == 1
        && word.morphemes().getLast().kind() == Kind.PARTICLE
        && word.morphemes().getLast().form().equals(last);
  }

  private static boolean hasEnding(Word word, String last) {
    return !word.morphemes().isEmpty()
        && word.morphemes().getLast().kind() == Kind.ENDING
        && word.morphemes().getLast().form().endsWith(last);
  }

  private static boolean isVerb(Word word, Set<String> stems) {
    return word.morphemes().stream()
        .anyMatch(one ->
            (one.kind() == Kind.PREDICATE || one.kind() == Kind.AUXILIARY) && stems.contains(one.form()));
  }

  /// A noun that one text limits and the other only counts in: 회원만, 회원도.
  private static void limits(Word one, Word other, Map<Sense, List<Word>> here, Map<Sense, List<Word>> there) {
    if (hasParticle(one, "만") && hasParticle(other, "도")) {
      add(here, Sense.ONLY, one);
      add(there, Sense.ALSO, other);
    }
  }

  private static boolean hasParticle(Word word, String particle) {
    return word.morphemes().stream().anyMatch(one -> one.kind() == Kind.PARTICLE && one.form().equals(particle));
  }

  /// A verb that the one text means to do and the other has done.
  private static void done(
      Words words, int at, Word other, Map<Sense, List<Word>> here, Map<Sense, List<Word>> there) {
    List<Word> list = words.list();
    if (other.korean()) {
      boolean past =
          other.morphemes().stream().map(Morpheme::form).anyMatch(PAST::contains)
              && !other.morphemes().getLast().form().endsWith("면");
      boolean alsoPast = list.get(at).morphemes().stream().map(Morpheme::form).anyMatch(PAST::contains);
      if (past && !alsoPast && here.containsKey(Sense.INTENDED)) {
        add(there, Sense.DONE, other);
      }
      return;
    }
    boolean meant = written(list, at - 1).equals("to") && here.containsKey(Sense.INTENDED);
    boolean unreal = written(list, at - 1).equals("have") && here.containsKey(Sense.UNREAL);
    if ((meant || unreal) && other.written().endsWith("ed") && !there.containsKey(Sense.WILL)) {
      add(there, Sense.DONE, other);
    }
  }
}
