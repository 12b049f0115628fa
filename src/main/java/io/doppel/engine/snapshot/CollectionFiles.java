package io.doppel.engine.snapshot;

import io.doppel.classification.Classification;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CalibrationFile;
import io.doppel.file.Folders;
import io.doppel.encoder.Encoder;
import io.doppel.index.Passport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What belongs to a collection and is no part of its index: what people entered, and what was learned from that. All
/// of it is copied, restored and deleted together; nobody else names these files. They stay when documents come and go,
/// and when the index is made anew. Thread-safe.
public final class CollectionFiles {

  private final Path folder;

  /// Read when they are first asked for; guarded by `this`.
  private @Nullable Decisions decisions;

  /// What there may be. A name without a dot is that of a folder, whatever lies in it.
  public enum Kind {
    /// How likely pairs are duplicates, as it was learned for this collection.
    CALIBRATION("calibration.json"),

    /// What people decided about pairs.
    DECISIONS("decisions.jsonl"),

    /// Texts that people enrolled under labels.
    EXAMPLES("examples.jsonl"),

    /// Which head tells these labels apart best.
    HEAD_CHOICE("classifier.json");

    private final String fileName;

    Kind(String fileName) {
      this.fileName = fileName;
    }
  }

  /// @param folder where they are; an index that is a folder lies there as well
  public CollectionFiles(Path folder) {
    this.folder = folder;
  }

  /// Makes the folder, where the index has not.
  public void create() throws IOException {
    Files.createDirectories(folder);
  }

  /// Where files of that kind are, if there are any.
  public Path of(Kind kind) {
    return folder.resolve(kind.fileName);
  }

  /// What this collection is judged by, see [CalibrationFile#of].
  ///
  /// @param passport of the collection
  public Calibration calibration(Passport passport, Encoder encoder) throws IOException {
    return CalibrationFile.of(of(Kind.CALIBRATION), passport, encoder);
  }

  /// Keeps this calibration in place of the one before.
  public void keep(Calibration calibration) throws IOException {
    CalibrationFile.write(calibration, of(Kind.CALIBRATION));
  }

  /// What people decided about pairs; the same object each time, which writes to the file.
  public synchronized Decisions decisions() throws IOException {
    if (decisions == null) {
      decisions = Decisions.open(of(Kind.DECISIONS));
    }
    return decisions;
  }

  /// The classifier by examples of this collection, a new object each time.
  ///
  /// @param name of the collection, for messages
  /// @param encoder makes vectors of examples; stays the caller's
  public Classification classification(String name, Encoder encoder) {
    return new Classification(name, of(Kind.EXAMPLES), of(Kind.HEAD_CHOICE), encoder);
  }

  /// Whether texts were enrolled.
  public boolean hasExamples() {
    return Files.isRegularFile(of(Kind.EXAMPLES));
  }

  /// Copies them into another folder, which is there: each file whole, with the bytes it had at some moment.
  ///
  /// @param isOfIndex whether a file of that name belongs to an index that lies there as well
  void copyTo(Path other, Predicate<String> isOfIndex) throws IOException {
    for (Path file : files(folder)) {
      Path inside = folder.relativize(file);
      boolean own =
          inside.getNameCount() > 1
              || !(isOfIndex.test(inside.toString()) || Manifest.isNameOf(inside.toString()));
      if (own && !isHalfWritten(inside)) {
        Path copy = other.resolve(inside);
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(file, copy);
      }
    }
  }

  /// What is not finished has a name that begins so; see [io.doppel.file.AtomicFile].
  private static boolean isHalfWritten(Path inside) {
    for (Path part : inside) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /// Deletes them with their folder: others see all of them or none.
  public void delete() throws IOException {
    // A name that no collection can have.
    Path trash = folder.resolveSibling(".deleted-%s-%d".formatted(folder.getFileName(), System.nanoTime()));
    try {
      Files.move(folder, trash);
    } catch (NoSuchFileException e) {
      // They went with the index, which lay there.
      return;
    }
    Folders.delete(trash);
  }

  /// All files in a folder, also in folders within it. Those of an index may come and go meanwhile, at which a walk of
  /// the JDK ends.
  static List<Path> files(Path folder) throws IOException {
    List<Path> inside;
    try (Stream<Path> paths = Files.list(folder)) {
      inside = paths.sorted().toList();
    }
    List<Path> files = new ArrayList<>();
    for (Path path : inside) {
      if (Files.isDirectory(path)) {
        files.addAll(files(path));
      } else if (Files.isRegularFile(path)) {
        files.add(path);
      }
    }
    return files;
  }
}
