package io.doppel.training;

import java.util.List;
import java.util.Random;

/// Pairs for tests that mean the same if they have the same subject, among words that do not count: a model that has
/// learned that is better at telling them apart.
public final class JudgedPairs {

  private static final int SEED = 5;
  private static final List<String> SUBJECTS =
      List.of("cat", "dog", "bird", "horse", "fish", "tree", "flower", "river", "city", "car");
  private static final List<String> FILLERS =
      List.of("time", "year", "people", "way", "day", "man", "place", "week", "group", "room", "month", "book");

  private JudgedPairs() {}

  /// Lines with tabs: id, label, text, text.
  public static String lines(int count) {
    Random random = new Random(SEED);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String one = of(SUBJECTS, random);
      String other = random.nextBoolean() ? one : of(SUBJECTS, random);
      String first = text(one, i, random);
      String second = text(other, i + count, random);
      lines.append("%d\t%d\t%s\t%s\n".formatted(i, one.equals(other) ? 1 : 0, first, second));
    }
    return lines.toString();
  }

  private static String text(String subject, int number, Random random) {
    return "%s %s %s %d".formatted(of(FILLERS, random), subject, of(FILLERS, random), number);
  }

  private static String of(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
