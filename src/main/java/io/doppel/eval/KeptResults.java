package io.doppel.eval;

import io.doppel.encoder.EncoderFingerprint;
import io.doppel.file.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What was measured last of each task with a model: `evaluation.json` in the model's folder, for who wants to look at
/// it later.
///
/// @param model that was measured, whatever its name; null in files of versions that knew less of it
/// @param entries task by task, in the order in which they were measured first
public record KeptResults(@Nullable EncoderFingerprint model, List<Entry> entries) {

  private static final JsonFile<KeptResults> FILE =
      new JsonFile<>("evaluation.json", KeptResults.class, "results", "delete it, and measure again");

  public KeptResults {
    entries = List.copyOf(entries);
  }

  /// A measured value, and when and where it was measured.
  ///
  /// @param value null where it is not defined
  /// @param date in ISO 8601
  public record Entry(
      String task,
      String measure,
      @Nullable Double value,
      @Nullable Double published,
      @Nullable Double tolerance,
      boolean ok,
      double seconds,
      String date,
      String machine) {

    static Entry of(Result result, LocalDate date, String machine) {
      return new Entry(
          result.task(),
          result.measure(),
          Double.isNaN(result.value()) ? null : result.value(),
          result.published(),
          result.tolerance(),
          result.ok(),
          result.seconds(),
          date.toString(),
          machine);
    }
  }

  /// What is kept in the folder of a model; nothing where nothing was measured, or with another model of that name.
  ///
  /// @throws IOException if the file cannot be read
  public static KeptResults of(Path folder, EncoderFingerprint measured) throws IOException {
    return FILE.read(folder)
        .filter(kept -> measured.unnamed().equals(kept.model))
        .orElseGet(() -> new KeptResults(measured.unnamed(), List.of()));
  }

  /// These, with what was just measured in the place of earlier results of the same tasks.
  public KeptResults with(List<Result> results, LocalDate date, String machine) {
    Set<String> measured = results.stream().map(Result::task).collect(Collectors.toSet());
    List<Entry> all = new ArrayList<>(entries.stream().filter(entry -> !measured.contains(entry.task())).toList());
    results.forEach(result -> all.add(Entry.of(result, date, machine)));
    return new KeptResults(model, all);
  }

  /// Keeps these in the folder of the model.
  public void write(Path folder) throws IOException {
    FILE.write(folder, this);
  }
}
