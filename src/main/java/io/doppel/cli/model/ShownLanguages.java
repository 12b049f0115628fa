package io.doppel.cli.model;

import java.util.List;

/// The languages of a model, for people.
final class ShownLanguages {

  private static final int SHOWN = 6;

  private ShownLanguages() {}

  static String shown(List<String> languages) {
    return languages.size() <= SHOWN
        ? String.join(" ", languages)
        : "%s and %d more".formatted(String.join(" ", languages.subList(0, SHOWN)), languages.size() - SHOWN);
  }
}
