package io.doppel.eval;

import io.doppel.eval.data.DatasetFormat;
import io.doppel.eval.task.Also;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Something to measure: a folder, and what of it.
///
/// @param name as results call it
/// @param path a folder in one of the formats of [io.doppel.eval.data.DatasetFormat], or an archive
/// @param split the split, null for the folder's usual one
/// @param also what is measured besides
/// @param beside another folder of pairs: those whose translations these are, with the same ids, or for
///     [Also#TEACHING] those from which a calibration was learned before; null if there is none
/// @param limit the most pairs, test texts or queries; of PAN corpora, pairs of each class
public record Task(String name, Path path, @Nullable String split, Also also, @Nullable Path beside, int limit) {

  /// The tasks that have a name, with what their folders do not say: the resource `eval/tasks.json`.
  private record Named(
      String name,
      @Nullable String folder,
      @Nullable String split,
      @Nullable Also also,
      @Nullable String beside,
      boolean quick,
      @Nullable Integer quickLimit,
      int seconds) {

    Task in(Path data, @Nullable String wanted) {
      return new Task(
          name,
          data.resolve(folder == null ? name : folder),
          wanted == null ? split : wanted,
          also == null ? Also.NOTHING : also,
          beside == null ? null : data.resolve(beside),
          Integer.MAX_VALUE);
    }

    Task quickIn(Path data) {
      Task whole = in(data, null);
      return quickLimit == null
          ? whole
          : new Task(name + ", first " + quickLimit, whole.path, whole.split, whole.also, whole.beside, quickLimit);
    }
  }

  private static final List<Named> NAMED = read();

  private static List<Named> read() {
    try (InputStream in = Task.class.getResourceAsStream("/eval/tasks.json")) {
      return JsonMapper.shared().readValue(in, new TypeReference<List<Named>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All tasks that have a name.
  ///
  /// @param data the folder with a folder for each
  public static List<Task> all(Path data) {
    return NAMED.stream().map(task -> task.in(data, null)).toList();
  }

  /// Those that take less than two minutes together.
  public static List<Task> quick(Path data) {
    return NAMED.stream().filter(Named::quick).map(task -> task.quickIn(data)).toList();
  }

  /// Whether it is about a cross-encoder as a second judge of duplicates.
  public boolean needsSecondJudge() {
    return also == Also.SECOND_JUDGE;
  }

  /// @throws IOException if there is nothing there that can be measured, with a sentence that says so
  public void requireData() throws IOException {
    DatasetFormat.of(path, split);
  }

  /// The task of that name, else the folder of that path.
  ///
  /// @param nameOrPath a name, or a path, in `data` or as it stands
  /// @param split the split to measure, null for the usual one
  public static Task of(String nameOrPath, Path data, @Nullable String split) {
    for (Named named : NAMED) {
      if (named.name().equals(nameOrPath)) {
        return named.in(data, split);
      }
    }
    Path inData = data.resolve(nameOrPath);
    return new Task(
        nameOrPath,
        Files.exists(inData) ? inData : Path.of(nameOrPath),
        split,
        Also.NOTHING,
        null,
        Integer.MAX_VALUE);
  }

  /// How long the tasks take on two cores of a laptop, as far as that is known.
  public static int seconds(List<Task> tasks) {
    return NAMED.stream()
        .filter(named -> tasks.stream().anyMatch(task -> task.name().equals(named.name())))
        .mapToInt(Named::seconds)
        .sum();
  }

  /// The name of the results on `found`, which says the split if it is not the task's own.
  String name(String found, boolean alone) {
    boolean own = NAMED.stream().anyMatch(named -> named.name().equals(name) && found.equals(named.split()));
    return found.isEmpty() || own || (alone && split == null) ? name : name + ":" + found;
  }
}
