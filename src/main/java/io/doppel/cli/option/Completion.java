package io.doppel.cli.option;

import java.util.Iterator;
import java.util.List;

/// What a shell offers behind an option where that is not known before somebody asks: each is a place in the completion
/// script, which the command that prints the script fills. See [#filled].
public final class Completion {

  private Completion() {}

  private static final String COLLECTION = "{collection}";
  private static final String MODEL = "{model}";
  private static final String FILE = "{file}";

  /// Names of collections.
  public static final class Collections implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(COLLECTION).iterator();
    }
  }

  /// Names of models.
  public static final class Models implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(MODEL).iterator();
    }
  }

  /// Names of files.
  public static final class Files implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(FILE).iterator();
    }
  }

  /// A completion script that looks names up when a person asks, in the folders that the environment names, else in
  /// those of the program.
  ///
  /// @param script as picocli makes it
  /// @param index the folder of the collections
  /// @param models the folder of the models
  public static String filled(String script, String index, String models) {
    return script
        .replace("(\"" + COLLECTION + "\")", folders("DOPPEL_INDEX", index, "grep -v '[.]'"))
        .replace("(\"" + MODEL + "\")", folders("DOPPEL_MODELS", models, "cat"))
        .replace("(\"" + FILE + "\")", "( $(compgen -f -- \"${curr_word}\") )");
  }

  /// Folders in a folder but hidden ones; names of collections have no dot.
  private static String folders(String variable, String folder, String filter) {
    return "( $(cd \"${%s:-%s}\" 2>/dev/null && ls -d -- */ 2>/dev/null | tr -d / | %s) )"
        .formatted(variable, folder.replaceAll("([\"$`\\\\])", "\\\\$1"), filter);
  }
}
