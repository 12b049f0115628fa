package io.doppel.training;

import io.doppel.learn.loss.BankDistillation;
import io.doppel.learn.loss.BatchTriplet;
import io.doppel.learn.loss.BinaryCrossEntropy;
import io.doppel.learn.loss.CoSent;
import io.doppel.learn.loss.Contrastive;
import io.doppel.learn.loss.Distance;
import io.doppel.learn.loss.InfoNce;
import io.doppel.learn.loss.Loss;
import io.doppel.learn.loss.MeanSquaredError;
import io.doppel.learn.loss.OnlineContrastive;
import io.doppel.learn.loss.SupervisedContrastive;
import io.doppel.learn.loss.Triplet;
import io.doppel.training.Examples.Kind;
import java.util.List;

/// The losses that may be asked for, by name.
public final class Losses {

  private Losses() {}

  /// Names for a kind of examples, the standard one first.
  public static List<String> names(Kind kind) {
    return switch (kind) {
      case PAIRS -> List.of("cosent", "bce", "contrastive", "online-contrastive", "info-nce");
      case TRIPLETS -> List.of("info-nce", "triplet");
      case CLASSES -> List.of("contrastive", "batch-all", "batch-hard", "batch-hard-soft", "semi-hard");
      case PARALLEL -> List.of("distillation", "mse", "info-nce");
    };
  }

  /// @param name one of [#names], or empty for the standard one
  /// @throws IllegalArgumentException for another name
  public static Loss of(Kind kind, String name) {
    String chosen = name.isEmpty() ? names(kind).getFirst() : name;
    if (!names(kind).contains(chosen)) {
      throw new IllegalArgumentException(
          "the loss is one of %s, got \"%s\"".formatted(String.join(", ", names(kind)), name));
    }
    return switch (chosen) {
      case "cosent" -> new CoSent(5);
      case "bce" -> new BinaryCrossEntropy(10, 0.6);
      case "contrastive" ->
          kind == Kind.CLASSES
              ? new SupervisedContrastive(20)
              : new Contrastive(Distance.COSINE, 0.5);
      case "online-contrastive" -> new OnlineContrastive(Distance.COSINE, 0.5);
      case "info-nce" -> new InfoNce(20, kind != Kind.TRIPLETS);
      case "triplet" -> new Triplet(Distance.COSINE, 0.2);
      case "batch-all" -> new BatchTriplet(Distance.COSINE, 0.2, BatchTriplet.Choice.ALL);
      case "batch-hard" -> new BatchTriplet(Distance.COSINE, 0.2, BatchTriplet.Choice.HARD);
      case "batch-hard-soft" ->
          new BatchTriplet(Distance.COSINE, 0.2, BatchTriplet.Choice.HARD_SOFT_MARGIN);
      case "semi-hard" -> new BatchTriplet(Distance.COSINE, 0.2, BatchTriplet.Choice.SEMI_HARD);
      case "distillation" -> new BankDistillation(20, 2);
      case "mse" -> new MeanSquaredError();
      default -> throw new IllegalArgumentException(chosen);
    };
  }
}
