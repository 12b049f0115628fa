package io.doppel.server.route.duplicates;

import io.doppel.api.report.MinedFiles;
import io.doppel.api.report.ReportLanguage;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the duplicates of a collection are written down as.
enum MiningFormat {
  /// All pairs.
  CSV("text/csv", "csv"),
  /// All pairs.
  JSON("application/json", "json"),
  /// The clusters, for people.
  HTML("text/html", "html"),
  /// The documents without the superfluous ones.
  DEDUPLICATED("application/x-ndjson", "jsonl");

  private final String type;
  private final String suffix;

  MiningFormat(String type, String suffix) {
    this.type = type;
    this.suffix = suffix;
  }

  static MiningFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Bounds.Violation(
                "format",
                "format must be one of %s, got \"%s\""
                    .formatted(
                        Arrays.stream(values())
                            .map(MiningFormat::toString)
                            .collect(Collectors.joining(", ")),
                        name)));
  }

  String type() {
    return type;
  }

  String suffix() {
    return suffix;
  }

  void write(MinedFiles files, Path file, String collection, ReportLanguage language) throws IOException {
    switch (this) {
      case CSV -> files.pairsAsCsv(file);
      case JSON -> files.pairsAsJson(file);
      case HTML -> files.report(file, collection, language);
      case DEDUPLICATED -> files.deduplicated(file);
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
