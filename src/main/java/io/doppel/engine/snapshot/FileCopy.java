package io.doppel.engine.snapshot;

import io.doppel.engine.snapshot.CollectionFiles.Kind;
import io.doppel.file.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Copies what people entered beside a collection to where the collection is copied, as often as anybody likes: what
/// was changed since in the one place is copied, and what was changed in the other is left to it. What the copy has of
/// an earlier run is noted beside it, by hashes.
final class FileCopy {

  private final CollectionFiles from;
  private final CollectionFiles to;

  FileCopy(CollectionFiles from, CollectionFiles to) {
    this.from = from;
    this.to = to;
  }

  /// @return those that are left as they are in the copy, though they were changed in both places
  List<KeptFile> run() throws IOException {
    Map<String, String> before = noted();
    Map<String, String> now = new TreeMap<>(before);
    List<KeptFile> others = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Optional<byte[]> content = kind == Kind.COPIED ? Optional.empty() : from.of(kind).read();
      if (content.isPresent()) {
        KeptFile copy = to.of(kind);
        Optional<byte[]> present = copy.read();
        String last = before.getOrDefault(kind.fileName(), "");
        if (present.isEmpty() || mayReplace(kind, present.get(), content.get(), last)) {
          copy.write(content.get());
          now.put(kind.fileName(), hash(content.get()));
        } else if (!isBeginning(content.get(), present.get()) && !hash(content.get()).equals(last)) {
          others.add(copy);
        }
      }
    }
    if (!now.equals(before)) {
      to.of(Kind.COPIED).write(text(now).getBytes(StandardCharsets.UTF_8));
    }
    return others;
  }

  /// Whether nothing that somebody entered in the copy is lost.
  private static boolean mayReplace(Kind kind, byte[] present, byte[] content, String last) {
    return kind.isFoundAgain() || isBeginning(present, content) || hash(present).equals(last);
  }

  private static boolean isBeginning(byte[] some, byte[] all) {
    return some.length <= all.length && Arrays.equals(some, 0, some.length, all, 0, some.length);
  }

  private Map<String, String> noted() throws IOException {
    String text = to.of(Kind.COPIED).read().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    return text.lines()
        .map(line -> line.split("\t", 2))
        .filter(line -> line.length == 2)
        .collect(Collectors.toMap(line -> line[0], line -> line[1], (_, later) -> later, TreeMap::new));
  }

  private static String text(Map<String, String> hashes) {
    return hashes.entrySet().stream()
        .map(each -> each.getKey() + "\t" + each.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
