package io.doppel.language;

import io.doppel.language.Morpheme.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What is known of how Korean denies.
public final class KoreanDenial {

  /// The adverbs that deny the verb behind them.
  private static final Set<String> DENYING = Set.of("안", "못");

  /// What a word denies.
  public enum Denied {
    NONE,
    /// The verb behind it: 안, 못.
    NEXT,
    /// The verb before it, in this word or the last one: 않다, 못하다, 말다.
    BEFORE,
    /// That there is something: 없다, 맛없다.
    ITSELF,
    /// A noun: 아니다.
    NOUN
  }

  private static final Set<String> DENYING_AUXILIARIES = Set.of("않", "못하", "말");

  /// "좋지 않나요?" asks whether it is good, and expects a yes. With a question word it is a real denial.
  private static final Pattern EXPECTS_YES = Pattern.compile("지\\s*않(?:나요|아요|나|니|을까요?|을래요?|습니까)\\s*\\?*\\s*$");

  private static final Pattern QUESTION_WORD = Pattern.compile("왜|어떻게|언제|누가|누구|무엇|뭐|뭘|어디|어느|어떤|무슨|몇");

  /// 아닌가요 and 아니냐 ask, and deny nothing.
  private static final Pattern IS_NOT = Pattern.compile("아닌(?![가지])|아닙|아니(?=[라다었고던네지구군])|아냐|아니야|아니에요");

  private static final Pattern IS_IT_NOT = Pattern.compile("아냐|아니야|아니에요|아니지");

  private static final Pattern BEFORE_A_DENIAL = Pattern.compile(".*[지치](?:는|도|가|를|를요|만)?");

  private static final Pattern DENIED_WITHIN = Pattern.compile(".+[지치](?:는|도|가|를)?[않못말마].*");

  /// "가고 싶어", "있었으면 좋겠어".
  private static final Pattern WISH = Pattern.compile("고\\s*싶|면\\s*좋겠|[았었했]으면\\s*(?:하|해|$|[.!])");

  private KoreanDenial() {}

  static boolean isDenying(Morpheme morpheme) {
    return morpheme.kind() == Kind.ADVERB && DENYING.contains(morpheme.form());
  }

  /// Whether a text ends in a denial that is none.
  public static boolean expectsYes(Words words) {
    return EXPECTS_YES.matcher(words.text()).find() && !QUESTION_WORD.matcher(words.text()).find();
  }

  /// Whether a text wishes for what is not so.
  public static boolean isWish(Words words) {
    return WISH.matcher(words.text()).find();
  }

  /// What a word denies, as its morphemes tell.
  ///
  /// @param at its place
  public static Denied denial(Words words, int at) {
    Word word = words.list().get(at);
    List<Morpheme> morphemes = word.morphemes();
    for (int i = 0; i < morphemes.size(); i++) {
      Morpheme one = morphemes.get(i);
      if (isDenying(one)) {
        return Denied.NEXT;
      }
      if (one.kind() == Kind.AUXILIARY && DENYING_AUXILIARIES.contains(one.form()) && isDeniedVerb(words, at)) {
        return Denied.BEFORE;
      }
      // What goes missing was there.
      boolean goesMissing =
          i + 2 < morphemes.size()
              && morphemes.get(i + 2).form().equals("지")
              && morphemes.get(i + 2).kind() == Kind.AUXILIARY;
      if (one.kind() == Kind.PREDICATE && one.form().endsWith("없") && !goesMissing) {
        return Denied.ITSELF;
      }
      if (one.kind() == Kind.DENIED_COPULA) {
        boolean asks =
            at == words.list().size() - 1
                && words.text().strip().endsWith("?")
                && IS_IT_NOT.matcher(word.written()).find();
        boolean denies = IS_NOT.matcher(word.written()).find() || isIfItIsNot(words, at);
        return denies && !asks ? Denied.NOUN : Denied.NONE;
      }
    }
    return Denied.NONE;
  }

  /// 회원이 아니면 is "unless"; alone, 아니면 is "or".
  private static boolean isIfItIsNot(Words words, int at) {
    if (at == 0 || !words.list().get(at).written().startsWith("아니면")) {
      return false;
    }
    List<Morpheme> before = words.list().get(at - 1).morphemes();
    return !before.isEmpty()
        && before.getLast().kind() == Kind.PARTICLE
        && (before.getLast().form().equals("이") || before.getLast().form().equals("가"));
  }

  private static boolean isDeniedVerb(Words words, int at) {
    return DENIED_WITHIN.matcher(words.list().get(at).written()).matches()
        || (at > 0 && BEFORE_A_DENIAL.matcher(words.list().get(at - 1).written()).matches());
  }

  /// The verb that a word denies which looks like a noun: 안타 is a hit in baseball, but beside a text with 타다 it is 안 타.
  public static Optional<String> deniedInside(Word word, Words other) {
    if (word.written().length() < 2
        || !DENYING.contains(word.written().substring(0, 1))
        || word.morphemes().size() != 1) {
      return Optional.empty();
    }
    String verb = word.written().substring(1);
    boolean noun = other.list().stream().anyMatch(word::same);
    boolean said =
        other.list().stream()
            .flatMap(one -> one.morphemes().stream())
            .anyMatch(one -> one.kind() == Kind.PREDICATE && one.form().equals(verb));
    return noun || !said ? Optional.empty() : Optional.of(verb);
  }
}
