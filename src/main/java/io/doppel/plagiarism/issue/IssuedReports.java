package io.doppel.plagiarism.issue;

import io.doppel.file.CheckedLine;
import io.doppel.file.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The reports that were written about texts that were held against a collection, the last at the end: JSON lines in a
/// file of the collection. When there are more than [#MAX], the oldest of those who asked for most are
/// forgotten, so that nobody drives out what was written for others. Thread-safe.
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
    Optional<byte[]> before = file.read();
    if (find(before, report.sha256()).isPresent()) {
      return;
    }
    if (before.isPresent() && lines(before.get()).size() >= MAX) {
      file.change(content -> content.map(IssuedReports::withRoom));
    }
    file.append(CheckedLine.of(MAPPER.writeValueAsString(report)));
  }

  private static byte[] withRoom(byte[] before) {
    List<String> lines = lines(before);
    if (lines.size() < MAX) {
      return before;
    }
    Map<String, Deque<String>> kept = new HashMap<>();
    lines.forEach(
        line ->
            report(line)
                .ifPresent(report -> kept.computeIfAbsent(report.by(), _ -> new ArrayDeque<>()).addLast(line)));
    int size = kept.values().stream().mapToInt(Deque::size).sum();
    while (size > MAX / 2) {
      Deque<String> most = Collections.max(kept.values(), Comparator.comparingInt(Deque::size));
      for (int dropped = (most.size() + 1) / 2; dropped > 0; dropped--) {
        most.removeFirst();
        size--;
      }
    }
    Set<String> left = kept.values().stream().flatMap(Deque::stream).collect(Collectors.toSet());
    return lines.stream()
        .filter(left::contains)
        .map(line -> line + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  /// The last report that has this seal, or whose file has this hash.
  ///
  /// @param hash SHA-256 in lower-case hexadecimal
  public Optional<IssuedReport> find(String hash) throws IOException {
    return find(file.read(), hash);
  }

  private static Optional<IssuedReport> find(Optional<byte[]> content, String hash) {
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
