package io.doppel.classification.head;

import io.doppel.classification.example.ExampleSet;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.file.JsonFile;
import io.doppel.file.KeptFile;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Which head is the best for some examples, by cross-validation. Holds for one model, and until the examples have
/// or their labels have grown or shrunk by a fifth.
///
/// @param encoder the model that made the vectors, unnamed
/// @param examples how many there were
/// @param labels how many they had
/// @param heldOut how many examples were left out in turn
/// @param head the kind that was chosen; prototypes where nothing was left out
/// @param measured of each kind that was tried; empty where nothing was left out
public record HeadChoice(
    EncoderFingerprint encoder,
    int examples,
    int labels,
    int heldOut,
    HeadKind head,
    List<Measured> measured) {

  private static final double CHANGE = .2;

  /// @param accuracy the share of left out examples with the right label
  /// @param macroF1 the mean of F1 over labels
  public record Measured(HeadKind head, double accuracy, double macroF1) {}

  /// The pool, unless another is better by more than a standard error of its accuracy (Breiman and others, 1984,
  /// "Classification and Regression Trees"); without it, the one with the highest accuracy, the simplest of equals. For
  /// differences of a few texts are noise, and where the model was trained on these examples they mislead.
  ///
  /// @param measured of each kind that was tried, the simplest first
  /// @param heldOut by how many examples
  public static HeadKind best(List<Measured> measured, int heldOut) {
    Measured best = measured.getFirst();
    for (Measured each : measured) {
      best = each.accuracy > best.accuracy ? each : best;
    }
    for (Measured each : measured) {
      double error = Math.sqrt(each.accuracy * (1 - each.accuracy) / heldOut);
      if (each.head == HeadKind.POOL && best.accuracy - each.accuracy <= error) {
        return HeadKind.POOL;
      }
    }
    return best.head;
  }

  /// @throws NullPointerException if something is missing, as it may be in a file
  public HeadChoice {
    Objects.requireNonNull(encoder);
    Objects.requireNonNull(head);
    measured = List.copyOf(measured);
  }

  private static final JsonFile<HeadChoice> FILE =
      new JsonFile<>("classifier.json", HeadChoice.class, "choice of a head", "delete it; it will be made anew");

  /// What is kept in a file, if it is there.
  public static Optional<HeadChoice> read(KeptFile file) throws IOException {
    return FILE.read(file);
  }

  /// Keeps this.
  public void write(KeptFile file) throws IOException {
    FILE.write(file, this);
  }

  /// Whether it still says something, with this model and these examples.
  public boolean holds(EncoderFingerprint now, ExampleSet of) {
    long work = (long) of.size() * of.labels().size();
    return encoder.equals(now.unnamed())
        && Math.abs(of.size() - examples) <= CHANGE * examples
        && Math.abs(of.labels().size() - labels) <= CHANGE * labels
        && (!head.isTrained() || work <= HeadKind.MOST_CHOSEN);
  }
}
