package io.doppel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How wide sources are.
class LineWidthTest {

  private static final int COLUMNS = 120;

  @Test
  void no_line_of_java_is_wider_than_120_columns() throws IOException {
    List<String> wide = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        wide.addAll(wide(source.toString(), Files.readAllLines(source)));
      }
    }
    assertThat(wide).as("lines of more than %d columns", COLUMNS).isEmpty();
  }

  @Test
  void what_a_text_block_quotes_is_as_wide_as_it_is() {
    String wide = "x".repeat(COLUMNS + 1);
    List<String> source = List.of("String a = \"\"\"", wide, "\"\"\";", "가".repeat(COLUMNS), "  " + wide);
    assertThat(wide("A.java", source)).containsExactly("A.java:5: 123 columns");
  }

  /// File, number and width of the lines that are too wide. What stands in a text block is left out: it is what it is.
  private static List<String> wide(String file, List<String> lines) {
    List<String> wide = new ArrayList<>();
    boolean quoted = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int columns = line.codePointCount(0, line.length());
      if (!quoted && columns > COLUMNS) {
        wide.add("%s:%d: %d columns".formatted(file, i + 1, columns));
      }
      boolean turns = line.split("\"\"\"", -1).length % 2 == 0;
      quoted = quoted != turns;
    }
    return wide;
  }
}
