package io.doppel.plagiarism.issue;

import io.doppel.file.CheckedLine;
import io.doppel.file.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The reports that were written about texts that were held against a collection, the last at the end: JSON lines in a
/// file of the collection. When there are more than [#MAX], the older half is forgotten. Thread-safe.
public final class IssuedReports {

  /// The most reports that are remembered.
  public static final int MAX = 20_000;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final KeptFile file;

  public IssuedReports(KeptFile file) {
    this.file = file;
  }

  /// Whether something has the form of what is asked for.
  public static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  /// Remembers a report; when this returns, it is on disk. The same file twice is one.
  public void add(IssuedReport report) throws IOException {
    if (find(report.sha256()).isEmpty()) {
      file.change(before -> before.map(IssuedReports::withRoom));
      file.append(CheckedLine.of(MAPPER.writeValueAsString(report)));
    }
  }

  private static byte[] withRoom(byte[] before) {
    List<String> lines = lines(before);
    if (lines.size() < MAX) {
      return before;
    }
    return (String.join("\n", lines.subList(lines.size() - MAX / 2, lines.size())) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /// The last report that has this seal, or whose file has this hash.
  ///
  /// @param hash SHA-256 in lower-case hexadecimal
  public Optional<IssuedReport> find(String hash) throws IOException {
    Optional<byte[]> content = file.read();
    return content.stream()
        .flatMap(bytes -> lines(bytes).reversed().stream())
        .filter(line -> line.contains(hash))
        .flatMap(line -> report(line).stream())
        .filter(report -> report.seal().equals(hash) || report.sha256().equals(hash))
        .findFirst();
  }

  private static List<String> lines(byte[] content) {
    return Arrays.stream(new String(content, StandardCharsets.UTF_8).split("\n"))
        .filter(line -> !line.isBlank())
        .toList();
  }

  private static Optional<IssuedReport> report(String line) {
    try {
      return CheckedLine.read(line.getBytes(StandardCharsets.UTF_8))
          .map(json -> MAPPER.readValue(json, IssuedReport.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
