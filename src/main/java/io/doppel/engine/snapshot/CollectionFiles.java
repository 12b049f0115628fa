package io.doppel.engine.snapshot;

import io.doppel.classification.Classification;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CalibrationFile;
import io.doppel.encoder.Encoder;
import io.doppel.file.KeptFile;
import io.doppel.index.Catalog;
import io.doppel.index.Passport;
import io.doppel.plagiarism.assessment.Assessments;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What belongs to a collection and is no part of its index: what people entered, and what was learned from that. All
/// of it is copied, restored and deleted together; nobody else names these files. They stay when documents come and go,
/// and when the index is made anew. Thread-safe.
public final class CollectionFiles {

  private final Function<String, KeptFile> place;

  /// Read when they are first asked for; guarded by `this`, as are the assessments.
  private @Nullable Decisions decisions;

  private @Nullable Assessments assessments;

  /// What there may be.
  public enum Kind {
    /// How likely pairs are duplicates, as it was learned for this collection.
    CALIBRATION("calibration.json"),

    /// What people decided about pairs.
    DECISIONS("decisions.jsonl"),

    /// The pairs that were found last, which the next search goes on from.
    MINED("duplicates.bin"),

    /// What many documents say, which makes no two of them duplicates.
    BOILERPLATE("boilerplate.tsv"),

    /// What clusters of duplicates are called.
    CLUSTERS("clusters.tsv"),

    /// What people did about duplicates, step by step.
    STEPS("duplicates-history.jsonl"),

    /// Which pairs were drawn for people to decide about.
    ROUNDS("duplicates-rounds.json"),

    /// What people said about cases of plagiarism.
    ASSESSMENTS("assessments.jsonl"),

    /// What texts have in common that were held against each other, which the next comparison goes on from.
    COMPARED("plagiarism.json.gz"),

    /// Which reports were written.
    REPORTS("plagiarism-reports.jsonl"),

    /// Texts that people enrolled under labels.
    EXAMPLES("examples.jsonl"),

    /// Which head tells these labels apart best.
    HEAD_CHOICE("classifier.json"),

    /// What a copy of the collection has from where it was copied.
    COPIED("copied.tsv");

    private final String fileName;

    Kind(String fileName) {
      this.fileName = fileName;
    }

    /// The name under which it is kept.
    public String fileName() {
      return fileName;
    }

    /// Whether the program finds it again by itself, of what else there is.
    public boolean isFoundAgain() {
      return switch (this) {
        case MINED, BOILERPLATE, CLUSTERS, COMPARED, HEAD_CHOICE, COPIED -> true;
        case CALIBRATION, DECISIONS, STEPS, ROUNDS, ASSESSMENTS, REPORTS, EXAMPLES -> false;
      };
    }
  }

  private CollectionFiles(Function<String, KeptFile> place) {
    this.place = place;
  }

  /// Those that are kept beside an index.
  ///
  /// @param name of the index
  public static CollectionFiles of(Catalog catalog, String name) {
    return new CollectionFiles(file -> new CollectionFile(catalog.file(name, file), name));
  }

  /// The file of that kind, whether it is there or not.
  public KeptFile of(Kind kind) {
    return place.apply(kind.fileName);
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

  /// What people decided about pairs, here or elsewhere; the same object each time, which writes to the file.
  public synchronized Decisions decisions() throws IOException {
    if (decisions == null) {
      decisions = Decisions.open(of(Kind.DECISIONS));
    } else {
      decisions.refresh();
    }
    return decisions;
  }

  /// What people said about cases, here or elsewhere; the same object each time, which writes to the file.
  public synchronized Assessments assessments() throws IOException {
    if (assessments == null) {
      assessments = Assessments.open(of(Kind.ASSESSMENTS));
    } else {
      assessments.refresh();
    }
    return assessments;
  }

  /// The classifier by examples of this collection, a new object each time.
  ///
  /// @param name of the collection, for messages
  /// @param encoder makes vectors of examples; stays the caller's
  public Classification classification(String name, Encoder encoder) {
    return new Classification(name, of(Kind.EXAMPLES), of(Kind.HEAD_CHOICE), encoder);
  }

  /// Whether texts were enrolled.
  public boolean hasExamples() throws IOException {
    return of(Kind.EXAMPLES).exists();
  }

  /// Whether there is anything that the program does not find again by itself.
  public boolean hasAny() throws IOException {
    for (Kind kind : Kind.values()) {
      if (!kind.isFoundAgain() && of(kind).exists()) {
        return true;
      }
    }
    return false;
  }
}
