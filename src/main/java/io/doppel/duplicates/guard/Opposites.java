package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.alignment.Alignment.Shared;
import io.doppel.duplicates.guard.alignment.Alignment;
import io.doppel.language.English;
import io.doppel.language.Word;
import io.doppel.language.WordList;
import io.doppel.language.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Words that stand against each other: those of the lists that come with the program, and those that a prefix makes.
/// Immutable.
final class Opposites {

  private static final List<String> ENGLISH_PREFIXES = List.of("un", "dis", "in", "im", "il", "ir", "non", "de", "mis");
  private static final String KOREAN_PREFIXES = "불비미무부";

  /// A denial written into the word, as in 기억안나: then it says no longer what it begins with.
  private static final Pattern DENIED_INSIDE = Pattern.compile("[가-힣][안못]");

  private static final Set<String> LESSENING = Set.of("less", "덜");

  private static final Opposites STANDARD = load();

  /// Base forms by stem, comparatives and superlatives among them.
  private final Map<String, String> bases = new HashMap<>();

  private final Map<String, Set<String>> english = new HashMap<>();

  /// By the beginnings of the forms of a Korean word, in which pairs and on which side it stands.
  private final Map<String, List<Place>> korean = new HashMap<>();

  private int longest;

  /// The side of a pair of Korean words.
  private record Place(int pair, boolean first) {

    boolean faces(Place other) {
      return pair == other.pair && first != other.first;
    }
  }

  /// A beginning of a Korean word that stands in the list.
  private record Beginning(Place place, String ending, boolean single) {

    /// Beginnings of one syllable say little: then the endings must be alike as well.
    boolean agrees(Beginning other) {
      if (!single && !other.single) {
        return true;
      }
      return ending.equals(other.ending)
          || (!ending.isEmpty()
              && !other.ending.isEmpty()
              && ending.charAt(ending.length() - 1) == other.ending.charAt(other.ending.length() - 1)
              && Math.abs(ending.length() - other.ending.length()) <= 1);
    }
  }

  private Opposites() {}

  static Opposites standard() {
    return STANDARD;
  }

  /// The opposites among the words that the texts do not share, each word in one pair at most.
  List<Finding> between(Alignment alignment) {
    List<Finding> found = new ArrayList<>();
    List<Word> left = new ArrayList<>(alignment.onlyThere());
    for (Word here : alignment.onlyHere()) {
      Optional<Word> opposite =
          left.stream()
              .filter(there -> opposed(here, there))
              .filter(there -> isLessened(alignment.here(), here) == isLessened(alignment.there(), there))
              .findFirst();
      opposite.ifPresent(
          there -> {
            found.add(Finding.of(Guard.OPPOSITE, List.of(here), List.of(there)));
            left.remove(there);
          });
    }
    if (found.isEmpty()) {
      turned(alignment).ifPresent(found::add);
    }
    return found;
  }

  /// Less difficult is easier.
  private static boolean isLessened(Words words, Word word) {
    int at = words.list().indexOf(word);
    return at > 0 && LESSENING.contains(words.list().get(at - 1).written());
  }

  /// What is done with a thing is the opposite of what was done with it: 번호를 차단하려면, 차단한 번호를 해제하려면.
  private Optional<Finding> turned(Alignment alignment) {
    for (Shared pair : alignment.shared()) {
      Word here = alignment.here().list().get(pair.here());
      Word there = alignment.there().list().get(pair.there());
      if (here.korean() && there.korean() && !here.written().equals(there.written())) {
        Optional<Finding> found =
            alignment.onlyThere().stream()
                .filter(word -> inPlaceOf(word, here, there))
                .findFirst()
                .map(word -> Finding.of(Guard.OPPOSITE, List.of(here), List.of(word)))
                .or(
                    () ->
                        alignment.onlyHere().stream()
                            .filter(word -> inPlaceOf(word, there, here))
                            .findFirst()
                            .map(word -> Finding.of(Guard.OPPOSITE, List.of(word), List.of(there))));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /// Whether a word is the opposite of another one and ends like it, while the one that means the same ends otherwise.
  private boolean inPlaceOf(Word word, Word opposite, Word same) {
    return word.korean()
        && koreanOpposed(word.written(), opposite.written())
        && ending(word).equals(ending(opposite))
        && !ending(word).equals(ending(same));
  }

  private static String ending(Word word) {
    return word.written().substring(Math.max(0, word.written().length() - 2));
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
    if (!faces(one, other) && !koreanPrefixed(one, other) && !koreanPrefixed(other, one)) {
      return false;
    }
    return !DENIED_INSIDE.matcher(one).find() && !DENIED_INSIDE.matcher(other).find();
  }

  private boolean faces(String one, String other) {
    List<Beginning> beginnings = beginnings(one);
    if (beginnings.isEmpty()) {
      return false;
    }
    for (Beginning there : beginnings(other)) {
      for (Beginning here : beginnings) {
        if (here.place().faces(there.place()) && here.agrees(there)) {
          return true;
        }
      }
    }
    return false;
  }

  private List<Beginning> beginnings(String word) {
    List<Beginning> found = new ArrayList<>();
    for (int length = 1; length <= Math.min(longest, word.length()); length++) {
      for (Place place : korean.getOrDefault(word.substring(0, length), List.of())) {
        found.add(new Beginning(place, word.substring(length), length == 1));
      }
    }
    return found;
  }

  private static boolean koreanPrefixed(String longer, String shorter) {
    return shorter.length() > 1
        && longer.length() > 2
        && KOREAN_PREFIXES.indexOf(longer.charAt(0)) >= 0
        && longer.startsWith(shorter.substring(0, 2), 1);
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
    List<String> lines = WordList.lines("opposites.ko.txt");
    for (int i = 0; i < lines.size(); i++) {
      String[] sides = lines.get(i).split(" = ", -1);
      opposites.add(sides[0], new Place(i, true));
      opposites.add(sides[1], new Place(i, false));
    }
    return opposites;
  }

  private void add(String beginnings, Place place) {
    for (String beginning : beginnings.split(",", -1)) {
      korean.computeIfAbsent(beginning, _ -> new ArrayList<>()).add(place);
      longest = Math.max(longest, beginning.length());
    }
  }
}
