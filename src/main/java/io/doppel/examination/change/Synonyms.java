package io.doppel.examination.change;

import io.doppel.language.WordList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// English words by others that mean the same. Only words of a single group: of a word with several meanings nobody
/// knows which is meant.
final class Synonyms {

  private static final Pattern WORD = Pattern.compile("(?<![\\p{L}\\p{N}])[A-Za-z]{3,}(?![\\p{L}\\p{N}])");

  /// Read when they are first asked for.
  private static final class Groups {
    static final Map<String, List<String>> OF = read();

    private static Map<String, List<String>> read() {
      Map<String, List<String>> groups = new HashMap<>();
      Set<String> ambiguous = new HashSet<>();
      for (String line : WordList.lines("synonyms.en.txt")) {
        List<String> group = List.of(line.split(" ", -1));
        for (String word : group) {
          if (groups.putIfAbsent(word, group) != null) {
            ambiguous.add(word);
          }
        }
      }
      groups.keySet().removeAll(ambiguous);
      return groups;
    }
  }

  private Synonyms() {}

  /// One for each word that has one.
  static List<Edit> in(String text, RandomGenerator random) {
    List<Edit> edits = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      String written = word.group();
      String small = written.toLowerCase(Locale.ROOT);
      List<String> others =
          Groups.OF.getOrDefault(small, List.of()).stream().filter(other -> !other.equals(small)).toList();
      if (!others.isEmpty()) {
        String other = others.get(random.nextInt(others.size()));
        boolean capital = Character.isUpperCase(written.charAt(0));
        edits.add(
            new Edit(
                word.start(),
                word.end(),
                capital ? other.substring(0, 1).toUpperCase(Locale.ROOT) + other.substring(1) : other));
      }
    }
    return edits;
  }
}
