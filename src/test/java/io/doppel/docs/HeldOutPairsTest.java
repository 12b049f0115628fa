package io.doppel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is called held out is measured as a whole, asserted nowhere and shown nowhere: a rule that a test holds to one
/// of its pairs, or that a page shows to work on one, is fitted to it.
class HeldOutPairsTest {

  private static final Path PAIRS = Path.of("src/test/resources/minimal-pairs");

  private record Pair(String first, String second) {}

  @Test
  void no_test_page_or_sample_contains_a_pair_that_is_held_out() throws IOException {
    List<Pair> pairs = new ArrayList<>();
    for (String file : List.of("pairs.heldout.tsv", "pairs.reworded.tsv", "pairs.kinds-heldout.tsv")) {
      for (String line : Files.readAllLines(PAIRS.resolve(file))) {
        String[] columns = line.split("\t", -1);
        pairs.add(new Pair(folded(columns[2]), folded(columns[3])));
      }
    }
    assertThat(pairs).hasSizeGreaterThan(200);
    List<String> found = new ArrayList<>();
    for (Path test : files()) {
      String source = folded(Files.readString(test));
      pairs.stream()
          .filter(pair -> source.contains(pair.first()) && source.contains(pair.second()))
          .forEach(pair -> found.add(test + ": " + pair));
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String place : List.of("README.md", "docs", "web", "src/main/resources/samples", "src/test/java")) {
      try (Stream<Path> all = Files.walk(Path.of(place))) {
        files.addAll(all.filter(file -> file.toString().matches(".*\\.(java|md|js|html|jsonl|txt)")).sorted().toList());
      }
    }
    return files;
  }

  /// Without differences of case, of spaces and of the marks at an end.
  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip().replaceAll("[.?!]$", "");
  }
}
