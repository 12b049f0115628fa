package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.language.English;
import io.doppel.duplicates.guard.language.Word;
import io.doppel.duplicates.guard.language.WordList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Words that stand against each other: those of the lists that come with the program, and those that a prefix makes.
/// Immutable.
final class Opposites {

  private static final List<String> ENGLISH_PREFIXES = List.of("un", "dis", "in", "im", "il", "ir", "non", "de", "mis");
  private static final List<String> KOREAN_PREFIXES = List.of("불", "비", "미", "무", "부");

  /// A denial written into the word, as in 기억안나: then it says no longer what it begins with.
  private static final Pattern DENIED_INSIDE = Pattern.compile("[가-힣][안못]");

  private static final Opposites STANDARD = load();

  /// Base forms by stem, comparatives and superlatives among them.
  private final Map<String, String> bases = new HashMap<>();

  private final Map<String, Set<String>> english = new HashMap<>();
  private final List<KoreanPair> korean = new ArrayList<>();

  /// The beginnings of the forms of two Korean words.
  private record KoreanPair(List<String> one, List<String> other) {

    boolean matches(String a, String b) {
      return begins(a, b, one, other) || begins(a, b, other, one);
    }

    private static boolean begins(String a, String b, List<String> ofA, List<String> ofB) {
      for (String first : ofA) {
        for (String second : ofB) {
          if (a.startsWith(first) && b.startsWith(second) && agree(a, b, first, second)) {
            return true;
          }
        }
      }
      return false;
    }

    /// A beginning of one syllable says little: then the endings must be alike as well.
    private static boolean agree(String a, String b, String first, String second) {
      if (first.length() > 1 && second.length() > 1) {
        return true;
      }
      String endingA = a.substring(first.length());
      String endingB = b.substring(second.length());
      return endingA.equals(endingB)
          || (!endingA.isEmpty()
              && !endingB.isEmpty()
              && endingA.charAt(endingA.length() - 1) == endingB.charAt(endingB.length() - 1)
              && Math.abs(endingA.length() - endingB.length()) <= 1);
    }
  }

  private Opposites() {}

  static Opposites standard() {
    return STANDARD;
  }

  /// The opposites among the words that the texts do not share, each word in one pair at most.
  List<Contrast> between(Alignment alignment) {
    List<Contrast> found = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    for (Word here : alignment.onlyHere()) {
      for (int i = 0; i < alignment.onlyThere().size(); i++) {
        Word there = alignment.onlyThere().get(i);
        if (!taken.contains(i) && opposed(here, there)) {
          found.add(new Contrast(Guard.OPPOSITE, here.written(), there.written()));
          taken.add(i);
          break;
        }
      }
    }
    return found;
  }

  private boolean opposed(Word here, Word there) {
    if (here.korean() || there.korean()) {
      return here.korean() && there.korean() && koreanOpposed(here.written(), there.written());
    }
    String a = base(here.form());
    String b = base(there.form());
    return english.getOrDefault(a, Set.of()).contains(b) || prefixed(a, b) || prefixed(b, a);
  }

  /// Whether two Korean words, or beginnings of words, are opposites.
  boolean koreanOpposed(String one, String other) {
    if (DENIED_INSIDE.matcher(one + " " + other).find()) {
      return false;
    }
    return korean.stream().anyMatch(pair -> pair.matches(one, other))
        || koreanPrefixed(one, other)
        || koreanPrefixed(other, one);
  }

  private static boolean koreanPrefixed(String longer, String shorter) {
    return shorter.length() > 1
        && KOREAN_PREFIXES.stream().anyMatch(prefix -> longer.startsWith(prefix + shorter.substring(0, 2)));
  }

  private static boolean prefixed(String longer, String shorter) {
    return shorter.length() > 2
        && ENGLISH_PREFIXES.stream().anyMatch(prefix -> longer.equals(prefix + shorter));
  }

  private String base(String stem) {
    return bases.getOrDefault(stem, stem);
  }

  private void add(String one, String other) {
    if (English.DENIALS.contains(one) || English.DENIALS.contains(other)) {
      return;
    }
    String a = learn(one);
    String b = learn(other);
    english.computeIfAbsent(a, _ -> new HashSet<>()).add(b);
    english.computeIfAbsent(b, _ -> new HashSet<>()).add(a);
  }

  /// Knows a word by its comparative and superlative too; those that no adjective has do no harm.
  private String learn(String word) {
    String base = base(English.stem(word));
    for (String ending : List.of("er", "est")) {
      String compared = English.compared(word, ending);
      if (!English.FUNCTION.contains(compared)) {
        bases.putIfAbsent(English.stem(compared), base);
      }
    }
    return base;
  }

  private static Opposites load() {
    Opposites opposites = new Opposites();
    for (String file : List.of("opposites.en.txt", "opposites.wordnet.txt")) {
      for (String line : WordList.lines(file)) {
        String[] pair = line.split(" ", -1);
        opposites.add(pair[0], pair[1]);
      }
    }
    for (String line : WordList.lines("opposites.ko.txt")) {
      String[] sides = line.split(" = ", -1);
      opposites.korean.add(new KoreanPair(List.of(sides[0].split(",", -1)), List.of(sides[1].split(",", -1))));
    }
    return opposites;
  }
}
