package io.doppel.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A list of words that comes with the program: lines, `#` before comments.
public final class WordList {

  private WordList() {}

  public static List<String> lines(String name) {
    try (InputStream in = WordList.class.getResourceAsStream("/guard/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program was built without guard/" + name);
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
