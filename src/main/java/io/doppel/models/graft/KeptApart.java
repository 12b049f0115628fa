package io.doppel.models.graft;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Texts that nothing may be learned from, such as those that a model will be measured with, and what is nearly the
/// same: letters and digits alone count, and two texts are nearly the same if most pairs of neighbouring letters that
/// are in one are in both.
final class KeptApart {

  /// Pairs of letters in both, of those in either.
  private static final double NEAR = 0.75;

  /// A text with fewer pairs of letters is only compared whole.
  private static final int FEWEST = 4;

  private final Set<String> texts = new HashSet<>();
  private final List<Set<String>> pairs = new ArrayList<>();
  private final Map<String, List<Integer>> byPair = new HashMap<>();

  private KeptApart() {}

  /// @param files UTF-8; each part of a line between tabulators is a text
  static KeptApart read(List<Path> files) throws IOException {
    KeptApart apart = new KeptApart();
    for (Path file : files) {
      try {
        for (String line : Files.readAllLines(file)) {
          for (String text : line.split("\t", -1)) {
            apart.add(text);
          }
        }
      } catch (CharacterCodingException e) {
        throw new IOException(file + " is not UTF-8 text", e);
      }
    }
    return apart;
  }

  private void add(String text) {
    String letters = letters(text);
    if (!letters.isEmpty() && texts.add(letters)) {
      Set<String> own = pairs(letters);
      if (own.size() >= FEWEST) {
        own.forEach(pair -> byPair.computeIfAbsent(pair, each -> new ArrayList<>()).add(pairs.size()));
        pairs.add(own);
      }
    }
  }

  boolean has(String text) {
    String letters = letters(text);
    return texts.contains(letters) || isNear(pairs(letters));
  }

  private boolean isNear(Set<String> own) {
    if (own.size() < FEWEST || pairs.isEmpty()) {
      return false;
    }
    // Whoever shares so much shares one of the rarest, too.
    int enough = own.size() - (int) Math.ceil(NEAR * own.size()) + 1;
    return own.stream()
        .sorted(Comparator.comparingInt(pair -> known(pair).size()))
        .limit(enough)
        .flatMap(pair -> known(pair).stream())
        .filter(other -> isAsLong(own.size(), pairs.get(other).size()))
        .distinct()
        .anyMatch(other -> likeness(own, pairs.get(other)) >= NEAR);
  }

  /// Whether two texts of so many pairs of letters can share enough of them.
  private static boolean isAsLong(int one, int other) {
    return Math.min(one, other) >= NEAR * Math.max(one, other);
  }

  private List<Integer> known(String pair) {
    return byPair.getOrDefault(pair, List.of());
  }

  private static double likeness(Set<String> one, Set<String> other) {
    long shared = one.stream().filter(other::contains).count();
    return shared / (double) (one.size() + other.size() - shared);
  }

  /// What two writings of the same text have in common, whatever their case, punctuation and normal form.
  static String letters(String text) {
    StringBuilder letters = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toLowerCase)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }

  private static Set<String> pairs(String letters) {
    Set<String> pairs = new HashSet<>();
    int[] codePoints = letters.codePoints().toArray();
    for (int i = 0; i + 2 <= codePoints.length; i++) {
      pairs.add(new String(codePoints, i, 2));
    }
    return pairs;
  }
}
