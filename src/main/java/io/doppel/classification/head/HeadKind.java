package io.doppel.classification.head;

import io.doppel.encoder.CosineScale;
import io.doppel.learn.head.Head;
import io.doppel.learn.head.LabelledRows;
import io.doppel.learn.head.MultilayerPerceptron;
import io.doppel.learn.head.MultinomialRegression;
import io.doppel.learn.head.NearestNeighbours;
import io.doppel.learn.head.PooledShares;
import io.doppel.learn.head.Prototypes;
import io.doppel.text.Bounds;
import io.doppel.work.Cancellation;
import io.doppel.work.RightOfWay;
import java.util.Locale;
import java.util.Optional;

/// How labels are told apart, the simplest way first.
public enum HeadKind {
  /// By the mean of each label's examples.
  PROTOTYPES,
  /// By the nearest examples.
  KNN,
  /// By multinomial logistic regression.
  LOGISTIC,
  /// By a network with one hidden layer.
  MLP,
  /// By regression and nearest examples together.
  POOL;

  /// Chosen on the dev splits of Banking77 and CLINC150, as are all numbers below, with cosines of the standard scale.
  private static final int NEIGHBOURS = 10;

  private static final double TEMPERATURE = 0.05;
  private static final double PENALTY = 0.1;
  private static final double POOLED = 0.2;
  private static final int UNITS = 64;
  private static final long SEED = 1;

  /// Examples times labels that a head is trained on while somebody waits: some ten seconds.
  public static final long MOST_CHOSEN = 300_000;

  /// As many as let all heads be tried by cross-validation while somebody waits: a few seconds.
  public static final long MOST_CHOSEN_AT_ONCE = 10_000;

  /// The most at all.
  private static final long MOST = 5_000_000;

  /// The name in commands and requests.
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind of that name; empty for `auto`, that which [HeadChoice#best] takes.
  ///
  /// @throws Bounds.Violation if there is none
  public static Optional<HeadKind> of(String name) {
    if (name.equals("auto")) {
      return Optional.empty();
    }
    for (HeadKind kind : values()) {
      if (kind.value().equals(name)) {
        return Optional.of(kind);
      }
    }
    throw new Bounds.Violation(
        "head", "head must be auto, prototypes, knn, logistic, mlp or pool, got \"%s\"".formatted(name));
  }

  /// Whether it has something to learn; else examples may come and go at no cost.
  public boolean isTrained() {
    return switch (this) {
      case PROTOTYPES, KNN -> false;
      case LOGISTIC, MLP, POOL -> true;
    };
  }

  /// Fits one.
  ///
  /// @param scale of the encoder that made the vectors
  /// @throws Bounds.Violation if it would take too long
  /// @throws java.util.concurrent.CancellationException once nobody waits for it
  public Head fit(LabelledRows data, CosineScale scale) {
    long size = (long) data.size() * data.classes();
    if (isTrained() && size > MOST) {
      throw new Bounds.Violation(
          "head",
          String.format(
              Locale.ROOT,
              "%s is for at most %,d examples times labels, got %,d; take prototypes or knn",
              value(), MOST, size));
    }
    float stretch = (float) scale.stretch();
    return switch (this) {
      case PROTOTYPES -> Prototypes.of(data);
      case KNN -> neighbours(data, stretch);
      case LOGISTIC -> regression(data, stretch);
      case MLP -> MultilayerPerceptron.fit(data, UNITS, PENALTY, stretch, SEED, HeadKind::pause);
      case POOL -> PooledShares.of(regression(data, stretch), neighbours(data, stretch), POOLED);
    };
  }

  private static NearestNeighbours neighbours(LabelledRows data, float stretch) {
    return NearestNeighbours.of(data, NEIGHBOURS, TEMPERATURE / stretch);
  }

  private static MultinomialRegression regression(LabelledRows data, float stretch) {
    return MultinomialRegression.fit(data, PENALTY, stretch, HeadKind::pause);
  }

  /// Between two steps.
  private static void pause() {
    Cancellation.check();
    RightOfWay.give();
  }
}
