package io.doppel.cli.measure;

import io.doppel.api.Json;
import io.doppel.bench.KeptBenchmarks;
import io.doppel.bench.Machine;
import io.doppel.cli.terminal.Output;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.engine.Home;
import io.doppel.file.ScratchFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a benchmark tells: result by result while it runs, for people or as JSON, and kept beside the model when it is
/// done.
final class BenchReport {

  private final String benchmark;
  private final PrintWriter out;
  private final boolean json;
  private final String machine = Machine.describe();
  private final double load = Machine.load();
  private final List<Map<String, @Nullable Object>> results = new ArrayList<>();

  /// @param benchmark the name of the command
  BenchReport(String benchmark, Output output) {
    this.benchmark = benchmark;
    this.out = output.out();
    this.json = output.json();
    say(String.format(Locale.ROOT, "%s; load %.1f", machine, load));
  }

  /// A line for people only.
  void say(String line) {
    if (!json) {
      out.println(line);
      out.flush();
    }
  }

  /// A result, whose record has a component for each field of the JSON; null where one has no value.
  ///
  /// @param text the same for people
  void add(Record result, String text) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    // One by one, as no map that is read may hold null.
    Json.MAPPER
        .valueToTree(result)
        .forEachEntry((name, value) -> fields.put(name, Json.MAPPER.convertValue(value, Object.class)));
    add(fields, text);
  }

  /// A result that is a line of a table.
  <T> void add(Columns<T> columns, T result) {
    add(columns.fields(result), columns.row(result) + System.lineSeparator());
  }

  /// A measurement at some size.
  @FunctionalInterface
  interface AtSize<T> {

    /// @param scratch an empty folder
    T measure(int size, Path scratch) throws IOException;
  }

  /// A table with a line for each size.
  ///
  /// @param home with the folder beside whose collections is measured
  <T> void addEach(Columns<T> columns, List<Integer> sizes, Home home, AtSize<T> measurement) throws IOException {
    say(columns.headings());
    for (int size : sizes) {
      try (ScratchFolder scratch = home.scratch()) {
        add(columns, measurement.measure(size, scratch.path()));
      }
    }
  }

  private void add(Map<String, @Nullable Object> fields, String text) {
    results.add(fields);
    if (json) {
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("machine", machine);
      line.put("load", load);
      line.putAll(fields);
      out.println(Json.line(line));
    } else {
      out.print(text);
    }
    out.flush();
  }

  /// Keeps all results in the folder of the model they were measured with.
  ///
  /// @param data the collection or the texts
  void keep(Path folder, EncoderFingerprint model, String data) throws IOException {
    String today = LocalDate.now(ZoneId.systemDefault()).toString();
    KeptBenchmarks.of(folder, model)
        .with(new KeptBenchmarks.Entry(benchmark, data, today, machine, load, results))
        .write(folder);
  }
}
