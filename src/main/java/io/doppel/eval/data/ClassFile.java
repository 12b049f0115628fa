package io.doppel.eval.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Texts with a class: `label, text` between tabs, without header and quoting.
public record ClassFile(List<Example> examples) {

  public ClassFile {
    examples = List.copyOf(examples);
  }

  /// A text and its class.
  public record Example(String label, String text) {}

  public static ClassFile read(Path file) throws IOException {
    return new ClassFile(
        TabbedLines.read(file, List.of("label", "text"), false, (cells, _) -> new Example(cells.get(0), cells.get(1))));
  }
}
