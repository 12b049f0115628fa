package io.doppel.server.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The keys of a running server: those of its file, which is looked at again every second, so that a key that is made
/// or revoked counts without a restart; and one that the operator gave it at the start. Any thread may ask.
final class Keys {

  private static final Logger LOG = Logger.getLogger(Keys.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// Compared with where there is no such key, so that this takes as long.
  private static final String NOBODY = "0".repeat(64);

  private final @Nullable KeyFile file;
  private final @Nullable AccessKey operator;
  private final Clock clock;

  private volatile Known known;

  /// What could not be read, so that it is told once; guarded by `this`.
  private @Nullable String failed;

  /// @param state of the file when it was read, null where there was none
  private record Known(Map<String, AccessKey> byId, @Nullable String state, Instant looked) {}

  /// @param file null where there is none
  /// @param operator the key of the operator, null where none was given
  /// @throws IOException if the file cannot be read
  Keys(@Nullable KeyFile file, @Nullable String operator, Clock clock) throws IOException {
    this.file = file;
    this.clock = clock;
    this.operator =
        operator == null
            ? null
            : new AccessKey(
                "operator",
                "operator",
                Role.ADMIN,
                List.of(),
                null,
                clock.instant(),
                null,
                KeyText.hash(operator));
    this.known = read();
  }

  /// Whether anybody needs one. Once keys were made, also after the last of them was revoked.
  boolean areWanted() {
    return operator != null || now().state() != null;
  }

  /// What a key is known by here; empty if it is none, or not any more.
  Optional<AccessKey> find(String text) {
    KeyText key = new KeyText(text);
    String hash = key.hash();
    AccessKey byId = key.id().map(now().byId()::get).orElse(null);
    boolean same = KeyText.same(hash, byId == null ? NOBODY : byId.hash());
    boolean operators = KeyText.same(hash, operator == null ? NOBODY : operator.hash());
    if (operators && operator != null) {
      return Optional.of(operator);
    }
    return same && byId != null && !byId.isExpired(clock.instant()) ? Optional.of(byId) : Optional.empty();
  }

  /// The key with this id, as long as it is good.
  Optional<AccessKey> byId(String id) {
    AccessKey key = operator != null && operator.id().equals(id) ? operator : now().byId().get(id);
    return key == null || key.isExpired(clock.instant()) ? Optional.empty() : Optional.of(key);
  }

  private Known now() {
    Known last = known;
    Instant now = clock.instant();
    // A look in the future was one of a clock that was wrong.
    if (!now.isBefore(last.looked()) && now.isBefore(last.looked().plus(LOOK))) {
      return last;
    }
    synchronized (this) {
      if (known.looked().equals(last.looked())) {
        known = look(last);
      }
      return known;
    }
  }

  /// A file that cannot be read leaves the keys as they were: it must neither let anybody in nor lock all out.
  private Known look(Known last) {
    String state = null;
    try {
      state = state();
      if (Objects.equals(state, last.state())) {
        failed = null;
        return new Known(last.byId(), last.state(), clock.instant());
      }
      if (state != null) {
        Known changed = read();
        failed = null;
        return changed;
      }
      failed = null;
      if (!last.byId().isEmpty()) {
        LOG.warning("the file of the keys is gone; no key is good until there is one again");
      }
      return new Known(Map.of(), "gone", clock.instant());
    } catch (IOException e) {
      String failure = "%s: %s".formatted(state, e.getMessage());
      if (!failure.equals(failed)) {
        failed = failure;
        LOG.log(Level.SEVERE, e, () -> "the keys could not be read, those known before still count: " + e.getMessage());
      }
      return new Known(last.byId(), last.state(), clock.instant());
    }
  }

  private Known read() throws IOException {
    String state = state();
    Map<String, AccessKey> byId =
        file == null || state == null
            ? Map.of()
            : file.keys().stream()
                .collect(
                    Collectors.toUnmodifiableMap(AccessKey::id, Function.identity(), (a, b) -> a));
    return new Known(byId, state, clock.instant());
  }

  /// Changes whenever the file does; null where there is none.
  private @Nullable String state() throws IOException {
    if (file == null) {
      return null;
    }
    Path path = file.path();
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      if (!found.isRegularFile()) {
        throw new IOException("the keys are to be in a file, and %s is none".formatted(path));
      }
      return "%s %d %s".formatted(found.lastModifiedTime(), found.size(), found.fileKey());
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
