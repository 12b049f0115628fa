package io.doppel.training;

import io.doppel.learn.loss.BankDistillation;
import io.doppel.learn.loss.Loss;
import io.doppel.learn.loss.LossValue;
import io.doppel.learn.optimizer.EarlyStopping;
import io.doppel.learn.optimizer.Schedule;
import io.doppel.training.Examples.Example;
import io.doppel.training.Examples.Kind;
import io.doppel.vector.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Trains a model and holds it against the untouched one.
public final class Trainer {

  private static final int BATCH = 32;
  private static final int CLASSES_OF_A_BATCH = 38;
  private static final int BANK = 1536;
  private static final int LOOKS = 8;
  private static final int PATIENCE = 3;

  private final Path model;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final BooleanSupplier stopped;

  /// @param model the folder of the model, which stays as it is
  /// @param stopped whether to end early with the best so far
  public Trainer(Path model, TrainingOptions options, TrainingListener listener, BooleanSupplier stopped) {
    this.model = model;
    this.options = options;
    this.listener = listener;
    this.stopped = stopped;
  }

  /// Trains, and writes what was learned into a copy of the model.
  ///
  /// @param copy a folder with the files of the model
  /// @throws IllegalArgumentException if the loss is none for such examples
  public Outcome train(Split split, Path copy) throws IOException {
    Loss loss = Losses.of(split.train().kind(), options.loss());
    Examples guard = GuardSet.read();
    try (Learner learner = Learner.open(model, options.method(), options.seed())) {
      long known =
          Stream.of(split.train(), split.dev(), split.test(), guard)
              .mapToLong(examples -> examples.texts().size())
              .sum();
      listener.begins(split, learner.parameters(), (learner.bytes(known) >> 20) + 1);
      Quality before = Quality.of(split.test(), learner);
      double guardBefore = Quality.of(guard, learner).value();
      List<Double> curve = new ArrayList<>(List.of(Quality.of(split.dev(), learner).value()));
      EarlyStopping stopping = new EarlyStopping(PATIENCE);
      stopping.isBest(curve.getFirst());
      learner.keep();

      Random random = new Random(options.seed());
      Deque<List<Example>> batches = batches(split.train(), random);
      int steps = batches.size();
      Schedule schedule = Schedule.of(options.method().rate(), steps);
      int every = Math.max(1, steps / LOOKS);
      Teacher teacher = split.train().kind() == Kind.PARALLEL ? new Teacher(learner, split.train()) : null;
      long began = System.nanoTime();
      double seconds = 0;
      long texts = 0;
      int step = 0;
      while (!batches.isEmpty() && !stopping.isOver() && !stopped.getAsBoolean()) {
        List<Example> batch = batches.removeFirst();
        step++;
        long from = System.nanoTime();
        double value = step(learner, loss, split.train().kind(), batch, teacher, schedule.at(step));
        seconds += (System.nanoTime() - from) / 1e9;
        texts += (long) batch.size() * (teacher == null ? split.train().kind().texts() : 1);
        if (step % every == 0 || batches.isEmpty()) {
          curve.add(Quality.of(split.dev(), learner).value());
          if (stopping.isBest(curve.getLast())) {
            learner.keep();
          }
        }
        double elapsed = (System.nanoTime() - began) / 1e9;
        listener.step(step, steps, value, curve.getLast(), elapsed / step * (steps - step));
      }
      learner.restore();
      Quality after = Quality.of(split.test(), learner);
      double guardAfter = Quality.of(guard, learner).value();
      learner.save(copy);
      Bootstrap difference = Bootstrap.of(before, after, split.test().size(), new Random(options.seed()));
      return new Outcome(
          before.value(),
          after.value(),
          difference,
          guardBefore,
          guardAfter,
          step,
          seconds == 0 ? 0 : texts / seconds,
          curve);
    }
  }

  /// What the untouched model makes of the known language, and the last of it that was seen.
  private static final class Teacher {

    private final Map<String, float[]> known = new HashMap<>();
    private final Deque<float[]> bank = new ArrayDeque<>();

    Teacher(Learner learner, Examples examples) {
      List<String> texts = examples.all().stream().map(example -> example.texts().getFirst()).distinct().toList();
      Matrix rows = learner.embed(texts);
      for (int i = 0; i < texts.size(); i++) {
        known.put(texts.get(i), rows.row(i));
      }
    }

    Matrix rows(List<Example> batch) {
      return Matrix.of(
          batch.stream()
              .map(example -> Objects.requireNonNull(known.get(example.texts().getFirst())))
              .toList());
    }

    Matrix bank() {
      return Matrix.of(List.copyOf(bank));
    }

    void remember(Matrix rows) {
      for (int i = 0; i < rows.rows(); i++) {
        bank.addFirst(rows.row(i));
      }
      while (bank.size() > BANK) {
        bank.removeLast();
      }
    }
  }

  private static double step(
      Learner learner, Loss loss, Kind kind, List<Example> batch, @Nullable Teacher teacher, double rate) {
    double[] labels = batch.stream().mapToDouble(Example::label).toArray();
    double[] value = new double[1];
    if (teacher != null) {
      Matrix wanted = teacher.rows(batch);
      learner.step(
          batch.stream().map(example -> example.texts().get(1)).toList(),
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
    int sides = kind.texts();
    List<String> texts =
        IntStream.range(0, sides)
            .boxed()
            .flatMap(side -> batch.stream().map(example -> example.texts().get(side)))
            .toList();
    learner.step(
        texts,
        embeddings -> {
          List<Matrix> parts =
              IntStream.range(0, sides)
                  .mapToObj(side ->
                      Matrix.of(
                          IntStream.range(0, batch.size())
                              .mapToObj(i -> embeddings.row(side * batch.size() + i))
                              .toList()))
                  .toList();
          LossValue found = loss.of(parts, labels);
          value[0] = found.value();
          return Matrix.of(
              found.gradients().stream()
                  .flatMap(part -> IntStream.range(0, part.rows()).mapToObj(part::row))
                  .toList());
        },
        rate);
    return value[0];
  }

  private Deque<List<Example>> batches(Examples train, Random random) {
    int size = train.kind() == Kind.CLASSES ? 2 * CLASSES_OF_A_BATCH : BATCH;
    int steps = (int) Math.max(1, Math.ceil(options.epochs() * train.size() / size));
    Deque<List<Example>> batches = new ArrayDeque<>();
    List<Example> order = new ArrayList<>(alike(train));
    Map<Double, List<Example>> classes = new LinkedHashMap<>();
    order.forEach(example -> classes.computeIfAbsent(example.label(), _ -> new ArrayList<>()).add(example));
    int at = order.size();
    while (batches.size() < steps) {
      if (train.kind() == Kind.CLASSES) {
        batches.add(twoOfEach(new ArrayList<>(classes.values()), random));
        continue;
      }
      if (at + Math.min(size, order.size()) > order.size()) {
        Collections.shuffle(order, random);
        at = 0;
      }
      int end = Math.min(order.size(), at + size);
      batches.add(List.copyOf(order.subList(at, end)));
      at = end;
    }
    return batches;
  }

  /// Of pairs, InfoNCE takes those that are alike.
  private List<Example> alike(Examples train) {
    if (train.kind() != Kind.PAIRS || !options.loss().equals("info-nce")) {
      return train.all();
    }
    double most = train.all().stream().mapToDouble(Example::label).max().orElse(0);
    return train.all().stream().filter(example -> example.label() >= 0.8 * most).toList();
  }

  private static List<Example> twoOfEach(List<List<Example>> classes, Random random) {
    Collections.shuffle(classes, random);
    List<Example> batch = new ArrayList<>();
    for (List<Example> one : classes.subList(0, Math.min(CLASSES_OF_A_BATCH, classes.size()))) {
      int first = random.nextInt(one.size());
      batch.add(one.get(first));
      if (one.size() > 1) {
        batch.add(one.get((first + 1 + random.nextInt(one.size() - 1)) % one.size()));
      }
    }
    return batch;
  }
}
