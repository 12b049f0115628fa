package io.doppel.training;

import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Examples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Pairs of general similarity in English and Korean that ship with the program: what is learned for one task must not
/// be forgotten of all others.
final class GuardSet {

  private static final String RESOURCE = "/training/general.tsv";

  private GuardSet() {}

  /// Each line is a text, another one that says the same, and one on the same subject that does not: labels 2 and 1.
  /// The next line's text is about something else, label 0.
  static Examples read() throws IOException {
    List<String[]> lines = new ArrayList<>();
    try (InputStream in = Objects.requireNonNull(GuardSet.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          lines.add(line.split("\t", -1));
        }
      }
    }
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] line = lines.get(i);
      examples.add(new Example(List.of(line[0], line[1]), 2));
      examples.add(new Example(List.of(line[0], line[2]), 1));
      examples.add(new Example(List.of(line[0], lines.get((i + 1) % lines.size())[0]), 0));
    }
    return new Examples(Examples.Kind.PAIRS, examples);
  }
}
