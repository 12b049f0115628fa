package io.doppel.duplicates.guard.language;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the guards know of Korean words. A word (eojeol) is a stem with particles or endings; which of them they are
/// cannot be told from the letters alone, so a word has all the forms that it may have.
public final class Korean {

  private static final Pattern DENIAL = Pattern.compile("안|못|(?:않|없|아니|아닌|말고|마세|마라|말아|못하|못해|못했).*");

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

  private record Particle(String written, Part part) {}

  /// The longer ones first.
  private static final List<Particle> PARTICLES =
      List.of(
          new Particle("에게서", Part.FROM),
          new Particle("한테서", Part.FROM),
          new Particle("에서는", Part.FROM),
          new Particle("에서", Part.FROM),
          new Particle("부터", Part.FROM),
          new Particle("까지", Part.TO),
          new Particle("으로", Part.TO),
          new Particle("에게", Part.RECEIVER),
          new Particle("한테", Part.RECEIVER),
          new Particle("께서", Part.SUBJECT),
          new Particle("보다", Part.THAN),
          new Particle("이랑", Part.WITH),
          new Particle("하고", Part.WITH),
          new Particle("랑", Part.WITH),
          new Particle("와", Part.WITH),
          new Particle("과", Part.WITH),
          new Particle("로", Part.TO),
          new Particle("께", Part.RECEIVER),
          new Particle("은", Part.SUBJECT),
          new Particle("는", Part.SUBJECT),
          new Particle("이", Part.SUBJECT),
          new Particle("가", Part.SUBJECT),
          new Particle("을", Part.OBJECT),
          new Particle("를", Part.OBJECT));

  /// Particles that tell no part.
  private static final List<String> OTHERS = List.of("이나", "에는", "처럼", "만큼", "에", "의", "도", "만", "나", "야");

  private static final Set<String> FUNCTION =
      Set.of(
          ("어떻게 어떤 무엇 무슨 뭐 뭔가요 뭐가 뭐예요 뭘 왜 언제 어디 어디서 어디에서 어디에 누가 누구 얼마 얼마나 자주 몇 수 것 거 게 걸 좀 잘 안 못 그 이 저 제 내 나 너 "
                  + "하나요 하나 해야 하면 하려면 되나요 되나 있나요 없나요 있을까요 없을까요 있어요 없어요 인가요 건가요 할 한 방법 방법이 법 하는 주세요 알려 되죠 하죠 될까요 할까요 좋을까요 좋나요 가능한가요 이유가 이유는 이유 까닭이 뭐가요 무엇인가요 뭘까요 궁금해요 까닭 있는 있는데 때 법이 비결이 요령이 비법 가요 건 건지")
              .split(" ", -1));

  private Korean() {}

  static boolean isFunction(String word) {
    return FUNCTION.contains(word);
  }

  /// The word, and what is left of it without a particle.
  static Set<String> forms(String word) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(word);
    for (Particle particle : PARTICLES) {
      strip(word, particle.written()).ifPresent(forms::add);
    }
    for (String particle : OTHERS) {
      strip(word, particle).ifPresent(forms::add);
    }
    return forms;
  }

  /// The part that the noun `stem` plays in the word; empty where its particle tells none.
  public static Optional<Part> part(String word, String stem) {
    return PARTICLES.stream()
        .filter(particle -> word.equals(stem + particle.written()))
        .map(Particle::part)
        .findFirst();
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

  private static Optional<String> strip(String word, String particle) {
    return word.length() > particle.length() && word.endsWith(particle)
        ? Optional.of(word.substring(0, word.length() - particle.length()))
        : Optional.empty();
  }

  /// Whether a word does nothing but deny.
  static boolean isDenial(String word) {
    return DENIAL.matcher(word).matches();
  }
}
