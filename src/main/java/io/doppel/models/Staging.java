package io.doppel.models;

import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.model.Sha256;
import io.doppel.encoder.model.Sha256Sums;
import io.doppel.encoder.profile.ProfileFile;
import io.doppel.file.Folders;
import io.doppel.file.ProcessLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder in which a model is put together, out of everyone's sight: only a complete one that can embed a word gets
/// its name, in one step. Stays when it is closed without that, so that the next try finds what is there already. One
/// at a time for a name.
public final class Staging implements Closeable {

  private final Path target;
  private final Path folder;
  private final Path lock;
  private final ProcessLock held;

  private Staging(Path target, Path folder, Path lock, ProcessLock held) {
    this.target = target;
    this.folder = folder;
    this.lock = lock;
    this.held = held;
  }

  /// @throws IOException if there is a model of that name, or another process is making one
  public static Staging open(Path models, ModelName name) throws IOException {
    Path target = models.resolve(name.value());
    refuseExisting(target);
    // No name of a model begins with a dot.
    Path folder = models.resolve("." + name + ".incoming");
    Files.createDirectories(models);
    Path lock = lock(models, name);
    ProcessLock held =
        ProcessLock.take(lock).orElseThrow(() -> new IOException("another process is making %s".formatted(name)));
    boolean made = false;
    try {
      // Behind the lock: whoever discards what was there before takes nothing of this away.
      Files.createDirectories(folder);
      made = true;
      return new Staging(target, folder, lock, held);
    } finally {
      if (!made) {
        held.close();
      }
    }
  }

  /// What puts a model together and installs it.
  @FunctionalInterface
  public interface Making<T> {
    T in(Staging staging) throws IOException;
  }

  /// Makes a model of what is here already: nothing of it is left where that fails, since the next try begins anew.
  ///
  /// @throws IOException as [#open], or of the making
  public static <T> T make(Path models, ModelName name, Making<T> making) throws IOException {
    try (Staging staging = open(models, name)) {
      boolean made = false;
      try {
        staging.keepOnly(List.of());
        T result = making.in(staging);
        made = true;
        return result;
      } finally {
        if (!made) {
          staging.discard();
        }
      }
    }
  }

  private static Path lock(Path models, ModelName name) {
    return models.resolve("." + name + ".lock");
  }

  /// Deletes files that belong to the making of a model, unless somebody is making one of that name.
  public static void deleteUnlessMade(Path models, ModelName name, List<Path> files) throws IOException {
    Path lock = lock(models, name);
    Optional<ProcessLock> taken = ProcessLock.take(lock);
    if (taken.isPresent()) {
      try (ProcessLock held = taken.get()) {
        Objects.requireNonNull(held);
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(lock);
      }
    }
  }

  /// @throws IOException if there is a model of that name
  public static void requireNew(Path models, ModelName name) throws IOException {
    refuseExisting(models.resolve(name.value()));
  }

  public Path folder() {
    return folder;
  }

  /// Leaves nothing but the files at these paths, so that no earlier try shows through.
  public void keepOnly(List<String> paths) throws IOException {
    List<Path> kept = new ArrayList<>();
    for (String path : paths) {
      kept.add(folder.resolve(path));
      kept.add(folder.resolve(path + ".part"));
    }
    for (Path file : files(folder)) {
      if (!kept.contains(file)) {
        Files.delete(file);
      }
    }
  }

  /// Gives the model its name, if it works.
  ///
  /// @throws ModelException if it does not; nothing of it is left then
  public void install(Origin origin) throws IOException {
    try {
      TrialRun.withProfile(folder);
    } catch (ModelException e) {
      String problem = String.valueOf(e.getMessage()).replace(folder + "/", "").replace(folder.toString(), "it");
      Folders.delete(folder);
      throw new IOException("%s is not added, as it does not work: %s".formatted(target.getFileName(), problem), e);
    }
    writeHashes();
    origin.writeTo(folder);
    refuseExisting(target);
    Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(lock);
  }

  /// Leaves nothing of it.
  public void discard() throws IOException {
    Folders.delete(folder);
    Files.deleteIfExists(lock);
  }

  @Override
  public void close() throws IOException {
    held.close();
  }

  private void writeHashes() throws IOException {
    StringBuilder sums = new StringBuilder();
    for (Path file : files(folder)) {
      if (file.equals(folder.resolve(ProfileFile.NAME))) {
        continue; // a later program may measure it again
      }
      sums.append("%s  %s%n".formatted(Sha256.of(List.of(file)), folder.relativize(file)));
    }
    Files.writeString(folder.resolve(Sha256Sums.FILE), sums);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void refuseExisting(Path target) throws FileAlreadyExistsException {
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          target.toString(),
          null,
          "there is a model of that name already; remove it first, or choose another with --name");
    }
  }
}
