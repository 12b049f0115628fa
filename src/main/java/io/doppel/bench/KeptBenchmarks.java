package io.doppel.bench;

import io.doppel.encoder.EncoderFingerprint;
import io.doppel.file.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What each benchmark measured last with a model: `benchmarks.json` in the model's folder, for who wants to look at it
/// later. What was measured on a collection lies there too and not beside the collection: it is a figure of the model's
/// embeddings and of this machine, whichever folder the collection is in, and it stays to be compared with when the
/// collection is made anew.
///
/// @param model that was measured, whatever its name; null in files of versions that knew less of it
/// @param entries the latest last; at most [#MOST], one for each benchmark on the same data
public record KeptBenchmarks(@Nullable EncoderFingerprint model, List<Entry> entries) {

  /// Where more was measured, the oldest is forgotten.
  public static final int MOST = 50;

  /// Of one entry; where a benchmark told more, the last ones are kept.
  public static final int MOST_RESULTS = 200;

  private static final JsonFile<KeptBenchmarks> FILE =
      new JsonFile<>("benchmarks.json", KeptBenchmarks.class, "benchmarks", "delete it, and measure again");

  public KeptBenchmarks {
    entries = List.copyOf(last(MOST, entries));
  }

  /// What one run of a benchmark told.
  ///
  /// @param benchmark as the command names it
  /// @param data name of the collection or of the texts
  /// @param date in ISO 8601
  /// @param load of the machine when it began, as [Machine#load()] says
  /// @param results each with its settings, its figures and how right the answers were, by their names in JSON
  public record Entry(
      String benchmark,
      String data,
      String date,
      String machine,
      double load,
      List<Map<String, @Nullable Object>> results) {

    public Entry {
      Objects.requireNonNull(benchmark);
      Objects.requireNonNull(data);
      Objects.requireNonNull(date);
      Objects.requireNonNull(machine);
      results = List.copyOf(last(MOST_RESULTS, results));
    }
  }

  /// What is kept in the folder of a model; nothing where nothing was measured, or with another model of that name.
  ///
  /// @throws IOException if the file cannot be read
  public static KeptBenchmarks of(Path folder, EncoderFingerprint measured) throws IOException {
    return FILE.read(folder)
        .filter(kept -> measured.unnamed().equals(kept.model))
        .orElseGet(() -> new KeptBenchmarks(measured.unnamed(), List.of()));
  }

  /// These, with what was just measured in the place of what the same benchmark told of the same data.
  public KeptBenchmarks with(Entry measured) {
    Stream<Entry> others =
        entries.stream()
            .filter(entry -> !entry.benchmark().equals(measured.benchmark()) || !entry.data().equals(measured.data()));
    return new KeptBenchmarks(model, Stream.concat(others, Stream.of(measured)).toList());
  }

  /// Keeps these in the folder of the model.
  public void write(Path folder) throws IOException {
    FILE.write(folder, this);
  }

  private static <T> List<T> last(int most, List<T> all) {
    return all.subList(Math.max(0, all.size() - most), all.size());
  }
}
