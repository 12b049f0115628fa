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
import io.doppel.training.example.Examples.Kind;
import io.doppel.training.example.Examples;
import java.util.List;
import java.util.Set;

/// The losses that may be asked for, by name.
public final class Losses {

  private static final Set<String> PROBABILITIES = Set.of("bce", "contrastive", "online-contrastive");

  private Losses() {}

  /// Names for a kind of examples, the standard one first.
  public static List<String> names(Kind kind) {
    return switch (kind) {
      case PAIRS -> List.of("cosent", "bce", "contrastive", "online-contrastive", "info-nce");
      case ALIKE, TEXTS -> List.of("info-nce");
      case TRIPLETS -> List.of("info-nce", "triplet");
      case CLASSES -> List.of("contrastive", "batch-all", "batch-hard", "batch-hard-soft", "semi-hard");
      case PARALLEL -> List.of("distillation", "mse", "info-nce");
    };
  }

  /// @param name one of [#names], or empty for the standard one
  /// @return one of [#names]
  /// @throws IllegalArgumentException for another name
  public static String name(Kind kind, String name) {
    String chosen = name.isEmpty() ? names(kind).getFirst() : name;
    if (!names(kind).contains(chosen)) {
      throw new IllegalArgumentException(
          "the loss of %s is one of %s, got \"%s\"".formatted(kind, String.join(", ", names(kind)), name));
    }
    return chosen;
  }

  /// Refuses labels that a loss makes nothing of.
  ///
  /// @throws IllegalArgumentException for such a label, or another name
  static void check(Examples examples, String name) {
    String chosen = name(examples.kind(), name);
    if (examples.kind() == Kind.PAIRS
        && examples.all().stream().mapToDouble(Examples.Example::label).distinct().count() < 2) {
      throw new IllegalArgumentException(
          "all %d pairs that are left to learn from have the label %s; pairs that are alike and others are needed"
              .formatted(examples.size(), examples.all().getFirst().label()));
    }
    if (examples.kind() == Kind.PAIRS && PROBABILITIES.contains(chosen)) {
      for (Examples.Example example : examples.all()) {
        if (!(example.label() >= 0 && example.label() <= 1)) {
          throw new IllegalArgumentException(
              "the loss %s needs labels from 0 to 1, got %s; scores of another scale go with cosent"
                  .formatted(chosen, example.label()));
        }
      }
    }
  }

  /// @param name one of [#names], or empty for the standard one
  /// @throws IllegalArgumentException for another name
  public static Loss of(Kind kind, String name) {
    String chosen = name(kind, name);
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
