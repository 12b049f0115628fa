package io.doppel.server.access;

import io.doppel.file.JsonFile;
import io.doppel.file.ProcessLock;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The file of the keys. It holds hashes, by which no key can be found again, and is written in one step by one process
/// at a time.
///
/// @param path where it is; it need not be there
public record KeyFile(Path path) {

  /// The name of the file, beside the collections, unless another one is given.
  public static final String NAME = "keys.json";

  private static final int MOST_KEYS = 10_000;

  record Kept(List<AccessKey> keys) {

    /// @throws NullPointerException if a file has no list of keys: that is not one without keys
    Kept {
      keys = List.copyOf(keys);
    }
  }

  /// A key that was made.
  ///
  /// @param kept what is kept of it
  /// @param text what its owner has to keep, for it cannot be told again
  public record Made(AccessKey kept, String text) {}

  public KeyFile {
    path = path.toAbsolutePath().normalize();
  }

  /// All keys, the oldest first.
  ///
  /// @throws IOException if the file cannot be read, or holds something else; it names the file
  public List<AccessKey> keys() throws IOException {
    return json().read(folder()).map(Kept::keys).orElse(List.of());
  }

  /// Makes a key.
  ///
  /// @param lasts how long it is good, null for ever
  /// @throws Bounds.Violation if another key has the name
  public Made create(
      String name, Role role, List<String> collections, @Nullable String filter, @Nullable Duration lasts, Instant now)
      throws IOException {
    KeyText text = KeyText.make();
    AccessKey made =
        new AccessKey(
            text.id().orElseThrow(),
            name,
            role,
            collections,
            filter,
            now,
            lasts == null ? null : now.plus(lasts),
            text.hash());
    Files.createDirectories(folder());
    try (ProcessLock _ = lock()) {
      List<AccessKey> all = new ArrayList<>(keys());
      if (all.stream().anyMatch(key -> key.name().equals(name) || key.id().equals(made.id()))) {
        throw new Bounds.Violation("name", "there is a key \"%s\" already; revoke it first".formatted(name));
      }
      Bounds.check("keys", all.size() + 1, 1, MOST_KEYS);
      all.add(made);
      json().write(folder(), new Kept(all));
    }
    return new Made(made, text.text());
  }

  /// Makes a key good for nothing from now on.
  ///
  /// @param which its name or its id
  /// @return what was kept of it; empty if there is none
  public Optional<AccessKey> revoke(String which) throws IOException {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (ProcessLock _ = lock()) {
      List<AccessKey> all = new ArrayList<>(keys());
      Optional<AccessKey> found =
          all.stream().filter(key -> key.name().equals(which) || key.id().equals(which)).findFirst();
      if (found.isPresent()) {
        all.remove(found.get());
        json().write(folder(), new Kept(all));
      }
      return found;
    }
  }

  private ProcessLock lock() throws IOException {
    return ProcessLock.take(path.resolveSibling(path.getFileName() + ".lock"))
        .orElseThrow(() -> new IOException("another process is changing %s; do it again".formatted(path)));
  }

  private JsonFile<Kept> json() {
    return new JsonFile<>(
        path.getFileName().toString(), Kept.class, "keys", "mend it, or delete it and make new keys");
  }

  private Path folder() {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }
}
