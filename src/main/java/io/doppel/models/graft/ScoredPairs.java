package io.doppel.models.graft;

import io.doppel.models.graft.ParallelSentences.Pair;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Pairs of texts in the language that is learned, with how much people found them alike, and what they are in the
/// model's own.
final class ScoredPairs {

  private static final int COLUMNS = 4;

  private ScoredPairs() {}

  /// Two texts in both languages.
  ///
  /// @param score of people; any range
  record Scored(Pair one, Pair other, double score) {}

  /// Reads files with a pair a line: an id, a score and two texts, tabulators between. Pairs whose texts are not both
  /// among those that are learned are left out; so nothing comes back that was kept apart or held back.
  ///
  /// @param learned where the texts have their translations; of a text that comes twice the first counts
  /// @throws IOException if a file cannot be read or has another line, which it names, or if no pair is left of it
  static List<Scored> read(List<Path> files, List<Pair> learned) throws IOException {
    Map<String, Pair> known = new HashMap<>();
    learned.forEach(pair -> known.putIfAbsent(pair.other(), pair));
    List<Scored> all = new ArrayList<>();
    for (Path file : files) {
      List<Scored> found = new ArrayList<>();
      List<String> lines = lines(file);
      for (int number = 1; number <= lines.size(); number++) {
        String[] parts = lines.get(number - 1).split("\t", -1);
        double score = score(file, number, parts);
        Pair one = known.get(parts[2].strip());
        Pair other = known.get(parts[3].strip());
        if (one != null && other != null) {
          found.add(new Scored(one, other, score));
        }
      }
      if (found.isEmpty()) {
        throw new IOException(
            "none of the %d pairs of %s has both texts among the sentences that are learned from"
                .formatted(lines.size(), file));
      }
      all.addAll(found);
    }
    return all;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8 text", e);
    }
  }

  private static double score(Path file, int number, String[] parts) throws IOException {
    double score = parts.length == COLUMNS ? number(parts[1]) : Double.NaN;
    if (Double.isFinite(score)) {
      return score;
    }
    throw new IOException(
        "%s, line %d is no scored pair: it needs an id, a number and two texts with tabulators between"
            .formatted(file, number));
  }

  private static double number(String cell) {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
