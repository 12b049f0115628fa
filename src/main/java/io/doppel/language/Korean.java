package io.doppel.language;

import io.doppel.language.Morpheme.Kind;
import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is known of Korean words. A word (eojeol) is a stem with particles or endings, as its morphemes tell.
public final class Korean {

  /// The part that a noun plays, as its particle tells.
  public enum Part {
    SUBJECT,
    OBJECT,
    FROM,
    TO,
    RECEIVER,
    THAN,
    WITH
  }

  private static final Map<String, Part> PARTS =
      Map.ofEntries(
          Map.entry("이", Part.SUBJECT),
          Map.entry("가", Part.SUBJECT),
          Map.entry("은", Part.SUBJECT),
          Map.entry("는", Part.SUBJECT),
          Map.entry("께서", Part.SUBJECT),
          Map.entry("을", Part.OBJECT),
          Map.entry("를", Part.OBJECT),
          Map.entry("에서", Part.FROM),
          Map.entry("에게서", Part.FROM),
          Map.entry("한테서", Part.FROM),
          Map.entry("부터", Part.FROM),
          Map.entry("까지", Part.TO),
          Map.entry("으로", Part.TO),
          Map.entry("로", Part.TO),
          Map.entry("에게", Part.RECEIVER),
          Map.entry("한테", Part.RECEIVER),
          Map.entry("께", Part.RECEIVER),
          Map.entry("보다", Part.THAN),
          Map.entry("와", Part.WITH),
          Map.entry("과", Part.WITH),
          Map.entry("랑", Part.WITH),
          Map.entry("이랑", Part.WITH),
          Map.entry("하고", Part.WITH));

  private static final char FIRST_SYLLABLE = '가';
  private static final char LAST_SYLLABLE = '힣';

  /// How many syllables differ in the consonant at their end only, and which of them ends in ㄹ.
  private static final int CODAS = 28;

  private static final int CODA_L = 8;

  private static final Set<String> FUNCTION =
      Set.of(
          ("어떻게 어떤 무엇 무슨 뭐 뭔가요 뭐가 뭐예요 뭘 왜 언제 어디 어디서 어디에서 어디에 누가 누구 얼마 얼마나 자주 몇 수 것 거 게 걸 좀 잘 안 못 그 이 저 제 내 나 너 "
                  + "하나요 하나 해야 하면 하려면 되나요 되나 있나요 없나요 있을까요 없을까요 있어요 없어요 인가요 건가요 할 한 방법 방법이 법 하는 주세요 알려 되죠 하죠 "
                      + "될까요 할까요 좋을까요 좋나요 가능한가요 이유가 이유는 이유 까닭이 뭐가요 무엇인가요 뭘까요 궁금해요 까닭 있는 있는데 때 법이 비결이 요령이 비법 가요 건 "
                      + "건지")
              .split(" ", -1));

  /// Verbs that say little without the noun before them: 기억이 안 나다.
  private static final Set<String> LIGHT = Set.of("하", "되", "나", "들", "가", "오");

  private Korean() {}

  /// The words of an eojeol, which is one word, but for a number in it and a denial before its verb: 오천원을 is 오천 and 원을,
  /// 안돼요 is 안 and 돼요.
  ///
  /// @param morphemes those of the eojeol
  static List<Word> words(String text, Span eojeol, List<Morpheme> morphemes) {
    List<Word> words = new ArrayList<>();
    List<Morpheme> own = new ArrayList<>();
    int start = eojeol.start();
    for (int i = 0; i < morphemes.size(); i++) {
      Morpheme one = morphemes.get(i);
      if (!own.isEmpty() && one.start() > start && parts(morphemes, i)) {
        words.add(word(text.substring(start, one.start()), own));
        start = one.start();
        own.clear();
      }
      own.add(one);
    }
    words.add(word(text.substring(start, eojeol.end()), own));
    return words;
  }

  /// Whether another word begins at a morpheme.
  private static boolean parts(List<Morpheme> morphemes, int at) {
    Morpheme before = morphemes.get(at - 1);
    Morpheme here = morphemes.get(at);
    if (KoreanDenial.isDenying(before) || KoreanDenial.isDenying(here)) {
      return true;
    }
    boolean number = here.kind() == Kind.NUMBER;
    return number != (before.kind() == Kind.NUMBER)
        && (number ? isCounting(morphemes, at) : isCounting(morphemes, at - 1));
  }

  /// Whether the numeral at a place counts something, and is no syllable that looks like one.
  private static boolean isCounting(List<Morpheme> morphemes, int at) {
    int from = at;
    while (from > 0 && morphemes.get(from - 1).kind() == Kind.NUMBER) {
      from--;
    }
    int to = at + 1;
    while (to < morphemes.size() && morphemes.get(to).kind() == Kind.NUMBER) {
      to++;
    }
    boolean unit =
        to < morphemes.size()
            && (morphemes.get(to).kind() == Kind.UNIT
                || Units.of(morphemes.get(to).form()).isPresent());
    return unit || (from > 0 && morphemes.get(from - 1).form().equals("제"));
  }

  private static Word word(String surface, List<Morpheme> morphemes) {
    String written = surface.toLowerCase(Locale.ROOT);
    Set<String> forms = new LinkedHashSet<>();
    forms.add(stem(morphemes).orElse(written));
    forms.add(written);
    boolean name = morphemes.stream().anyMatch(one -> one.kind() == Kind.NAME);
    return new Word(
        written,
        forms,
        name ? Word.Kind.NAME : Word.Kind.PLAIN,
        true,
        isContent(written, morphemes),
        morphemes);
  }

  /// What is left of a word without its particles and endings; of a verb the form in the dictionary.
  private static Optional<String> stem(List<Morpheme> morphemes) {
    // To lend is to borrow and to give, but none of both.
    if (morphemes.size() > 2 && morphemes.getFirst().form().equals("빌리") && morphemes.get(2).form().equals("주")) {
      return Optional.of("빌려주다");
    }
    StringBuilder stem = new StringBuilder();
    for (Morpheme one : morphemes) {
      if (!one.isStem()) {
        break;
      }
      stem.append(one.form());
      if (one.kind() == Kind.PREDICATE || one.kind() == Kind.AUXILIARY || one.kind() == Kind.DENIED_COPULA) {
        stem.append("다");
        break;
      }
    }
    return stem.isEmpty() ? Optional.empty() : Optional.of(stem.toString());
  }

  private static boolean isContent(String written, List<Morpheme> morphemes) {
    if (FUNCTION.contains(written)) {
      return false;
    }
    return morphemes.isEmpty()
        || morphemes.stream()
            .anyMatch(
                one ->
                    switch (one.kind()) {
                      case NOUN, NAME, NUMBER, UNIT, PREFIX, OTHER -> !FUNCTION.contains(one.form());
                      case PREDICATE -> !one.form().equals("없");
                      case ADVERB -> !KoreanDenial.isDenying(one);
                      case AUXILIARY, COPULA, DENIED_COPULA, PARTICLE, ENDING, VERBAL_SUFFIX, SUFFIX -> false;
                    });
  }

  /// The part that the noun plays in the word; empty where its particle tells none.
  public static Optional<Part> part(Word word) {
    return word.morphemes().stream()
        .filter(one -> one.kind() == Kind.PARTICLE)
        .map(one -> Optional.ofNullable(PARTS.get(one.form())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// The particle of a noun, the first one where there are several.
  public static Optional<String> particle(Word word) {
    return word.morphemes().stream().filter(one -> one.kind() == Kind.PARTICLE).map(Morpheme::form).findFirst();
  }

  /// Whether the one is the other cut short: it begins with the same syllable, and has its others in their order. 서울대,
  /// 서울대학교; 카톡, 카카오톡; 제주, 제주도.
  public static boolean areOneName(Word one, Word other) {
    if (!one.korean() || !other.korean()) {
      return false;
    }
    String here = one.form();
    String there = other.form();
    return here.length() <= there.length() ? isCutShort(here, there) : isCutShort(there, here);
  }

  /// Whether two nouns have one syllable in the place of another, and are alike otherwise: 상반기, 하반기; 월초, 월말.
  public static boolean differInASyllable(Word one, Word other) {
    String here = one.form();
    String there = other.form();
    if (!isNoun(one) || !isNoun(other) || here.length() < 2 || here.length() != there.length()) {
      return false;
    }
    int different = 0;
    for (int i = 0; i < here.length(); i++) {
      different += here.charAt(i) == there.charAt(i) ? 0 : 1;
    }
    return different == 1;
  }

  private static boolean isCutShort(String shorter, String longer) {
    if (shorter.length() < 2 || shorter.charAt(0) != longer.charAt(0)) {
      return false;
    }
    int found = 0;
    for (int i = 0; i < longer.length() && found < shorter.length(); i++) {
      found += longer.charAt(i) == shorter.charAt(found) ? 1 : 0;
    }
    return found == shorter.length();
  }

  /// Whether a word says what something is: AX-1입니다.
  public static boolean isCopula(Word word) {
    return word.morphemes().stream().anyMatch(one -> one.kind() == Kind.COPULA);
  }

  /// Whether a word has somebody do something rather than do it: 통과시키다.
  public static boolean isCausative(Word word) {
    return word.morphemes().stream().anyMatch(one -> one.kind() == Kind.VERBAL_SUFFIX && one.form().equals("시키"));
  }

  /// Whether two stems are of one verb; an ㄹ at the end is lost before some endings: 열다, 여세요.
  public static boolean sameVerb(String one, String other) {
    return one.equals(other)
        || (!one.isEmpty() && withL(one).equals(other))
        || (!other.isEmpty() && withL(other).equals(one));
  }

  private static String withL(String stem) {
    char last = stem.charAt(stem.length() - 1);
    boolean open = last >= FIRST_SYLLABLE && last <= LAST_SYLLABLE && (last - FIRST_SYLLABLE) % CODAS == 0;
    return open ? stem.substring(0, stem.length() - 1) + (char) (last + CODA_L) : stem;
  }

  /// Whether both may be forms of one verb: 연결되나요 and 연결되지, 먹어요 and 먹지.
  public static boolean conjugated(Word one, Word other) {
    return one.korean() && other.korean() && conjugated(one.written(), other.written());
  }

  public static boolean conjugated(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    int same = 0;
    while (same < shorter && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same >= (shorter <= 3 ? 1 : 2);
  }

  /// Whether a word has a verb in it.
  public static boolean isVerb(Word word) {
    return hasVerb(word) || word.morphemes().stream().anyMatch(one -> one.kind() == Kind.VERBAL_SUFFIX);
  }

  public static boolean hasVerb(Word word) {
    return word.morphemes().stream().anyMatch(one -> one.kind() == Kind.PREDICATE);
  }

  /// Whether a verb says little without the noun before it.
  public static boolean isLight(Word word) {
    return word.morphemes().stream()
        .filter(one -> one.kind() == Kind.PREDICATE)
        .anyMatch(one -> LIGHT.contains(one.form()));
  }

  /// Whether a word limits what is said to its noun: 회원만.
  public static boolean isLimit(Word word) {
    List<Morpheme> morphemes = word.morphemes();
    return morphemes.size() > 1
        && isNoun(morphemes.getFirst())
        && morphemes.stream().anyMatch(one -> one.kind() == Kind.PARTICLE && one.form().equals("만"));
  }

  /// Whether a word is a noun with nothing but particles behind it.
  public static boolean isNoun(Word word) {
    return !word.morphemes().isEmpty()
        && isNoun(word.morphemes().getFirst())
        && word.morphemes().stream()
            .allMatch(one ->
                isNoun(one)
                    || one.kind() == Kind.SUFFIX
                    || one.kind() == Kind.PARTICLE
                    || one.kind() == Kind.COPULA
                    || one.kind() == Kind.ENDING);
  }

  private static boolean isNoun(Morpheme morpheme) {
    return morpheme.kind() == Kind.NOUN || morpheme.kind() == Kind.NAME;
  }
}
