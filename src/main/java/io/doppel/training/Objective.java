package io.doppel.training;

import io.doppel.encoder.Prompt;
import io.doppel.learn.loss.BankDistillation;
import io.doppel.learn.loss.Loss;
import io.doppel.learn.loss.LossValue;
import io.doppel.learn.loss.TripletShares;
import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Examples.Kind;
import io.doppel.vector.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What is to become less: a loss of the embeddings of a batch. For one thread.
final class Objective {

  private static final int COPIES = 2;

  private final Loss loss;
  private final Kind kind;
  private final Twins twins;
  private final @Nullable Teacher teacher;
  private final Anchors anchors;
  private TripletShares shares = TripletShares.NONE;

  /// @param teacher for parallel texts
  Objective(Loss loss, Kind kind, Twins twins, @Nullable Teacher teacher, Anchors anchors) {
    this.loss = loss;
    this.kind = kind;
    this.twins = twins;
    this.teacher = teacher;
    this.anchors = anchors;
  }

  /// The shares of triplets since the last call.
  TripletShares takeShares() {
    TripletShares taken = shares;
    shares = TripletShares.NONE;
    return taken;
  }

  /// How many texts of an example go through the model.
  int textsOfAnExample() {
    return teacher == null ? moving() : 1;
  }

  /// A text of which nothing is known stands beside itself.
  private int moving() {
    return kind == Kind.TEXTS ? COPIES : twins.moving(kind);
  }

  private int sides() {
    return kind == Kind.TEXTS ? COPIES : kind.texts();
  }

  /// As if these had been learned from, where that was done before.
  void skip(List<Example> batch) {
    if (teacher != null) {
      teacher.remember(teacher.rows(batch));
    } else {
      anchors.next();
    }
  }

  /// Goes a step.
  ///
  /// @return the loss before it
  double step(List<Example> batch, double rate) {
    double[] labels = batch.stream().mapToDouble(Example::label).toArray();
    double[] value = new double[1];
    if (teacher != null) {
      Matrix wanted = teacher.rows(batch);
      twins
          .learner()
          .step(
              batch.stream().map(example -> example.texts().get(1)).toList(),
              Prompt.DOCUMENT,
              embeddings -> {
                List<Matrix> sides =
                    loss instanceof BankDistillation
                        ? List.of(embeddings, wanted, teacher.bank())
                        : List.of(embeddings, wanted);
                LossValue found = loss.of(sides, labels);
                value[0] = found.value();
                return found.gradients().getFirst();
              },
              rate);
      teacher.remember(wanted);
      return value[0];
    }
    int moving = moving();
    List<String> texts = new ArrayList<>();
    for (int side = 0; side < moving; side++) {
      for (Example example : batch) {
        texts.add(example.texts().get(kind == Kind.TEXTS ? 0 : side));
      }
    }
    int learned = texts.size();
    List<Integer> held = anchors.next();
    texts.addAll(anchors.texts(held));
    twins
        .learner()
        .step(
            texts,
            twins.side(0),
            embeddings -> {
              List<Matrix> sides = new ArrayList<>();
              for (int side = 0; side < sides(); side++) {
                sides.add(side < moving ? part(embeddings, side, batch.size()) : twins.embed(batch, side));
              }
              count(sides, labels);
              LossValue found = loss.of(sides, labels);
              value[0] = found.value();
              List<float[]> gradients = new ArrayList<>();
              for (Matrix part : found.gradients().subList(0, moving)) {
                IntStream.range(0, part.rows()).mapToObj(part::row).forEach(gradients::add);
              }
              for (int i = 0; i < held.size(); i++) {
                gradients.add(anchors.gradient(held.get(i), embeddings.row(learned + i), held.size()));
              }
              return Matrix.of(gradients);
            },
            rate);
    return value[0];
  }

  private static Matrix part(Matrix rows, int side, int size) {
    return Matrix.of(IntStream.range(0, size).mapToObj(i -> rows.row(side * size + i)).toList());
  }

  private void count(List<Matrix> sides, double[] labels) {
    switch (kind) {
      case CLASSES -> shares = shares.and(TripletShares.of(sides.getFirst(), labels));
      case TRIPLETS -> shares = shares.and(TripletShares.of(sides.get(0), sides.get(1), sides.get(2)));
      case PAIRS, ALIKE, PARALLEL, TEXTS -> {}
    }
  }
}
