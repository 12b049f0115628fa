package io.doppel.training;

import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.encoder.model.ModelFolder;
import io.doppel.encoder.model.QuerySide;
import io.doppel.encoder.onnx.runtime.GraphFile;
import io.doppel.learn.loss.Loss;
import io.doppel.learn.loss.TripletShares;
import io.doppel.learn.optimizer.EarlyStopping;
import io.doppel.learn.optimizer.Schedule;
import io.doppel.learn.statistic.Bootstrap;
import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Examples.Kind;
import io.doppel.training.example.Examples;
import io.doppel.training.example.Split;
import io.doppel.training.learner.Learner;
import io.doppel.training.learner.Method;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// Trains a model and holds it against the untouched one.
public final class Trainer {

  private static final int LOOKS = 8;
  private static final int PATIENCE = 3;
  private static final double FINEST_SHARE = 1 / 32.0;
  private static final double SECONDS_BETWEEN_CHECKPOINTS = 20;

  /// So that writing takes a twentieth of the time at most.
  private static final double TIMES_AS_LONG = 20;

  /// A text is alike to itself under other noise (Gao and others, 2021, "SimCSE").
  private static final double DROPOUT = .1;

  private static final Logger LOG = Logger.getLogger(Trainer.class.getName());

  /// Draws of the examples, for the interval of the difference.
  private static final int DRAWS = 1000;

  private final Path model;
  private final EmbeddingCache cache;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final BooleanSupplier stopped;

  /// @param model the folder of the model, which stays as it is
  /// @param cache where its embeddings are looked for and kept; closed by whoever made it
  /// @param stopped whether to end early with the best so far
  public Trainer(
      Path model,
      EmbeddingCache cache,
      TrainingOptions options,
      TrainingListener listener,
      BooleanSupplier stopped) {
    this.model = model;
    this.cache = cache;
    this.options = options;
    this.listener = listener;
    this.stopped = stopped;
  }

  /// Refuses what cannot be trained so, before anything is computed.
  ///
  /// @throws IllegalArgumentException if loss, examples and model do not go together
  public void check(Examples train) throws IOException {
    Losses.check(train, options.loss());
    if (options.queryOnly() && !train.kind().hasQuestion()) {
      throw new IllegalArgumentException(
          "of %s no text is a question; questions alone are learned from pairs and triplets".formatted(train.kind()));
    }
    if (train.kind() == Kind.TEXTS && options.method() instanceof Method.Adapter) {
      throw new IllegalArgumentException(
          "of texts alone the model itself learns, with some noise in it; an adapter has none: take lora, layers or "
              + "full");
    }
    if (options.anchor() > 0 && train.kind() == Kind.PARALLEL) {
      throw new IllegalArgumentException(
          "of parallel texts the known language is where the others are drawn to; nothing else can be held by an "
              + "anchor");
    }
    if (!(QuerySide.of(model) instanceof QuerySide.Same)) {
      throw new IllegalArgumentException(
          "%s makes of questions something of its own; train the model it was made from"
              .formatted(model.getFileName()));
    }
  }

  /// Trains, and writes what was learned into a copy of the model. Where the file `checkpoint` is left from a run of
  /// the same model, examples and options, training goes on from there. It stays: what was learned is not safe before
  /// the copy has its place, and whoever puts it there deletes the file.
  ///
  /// @param copy a folder with the files of the model
  /// @throws IllegalArgumentException as [#check]
  /// @throws java.util.concurrent.CancellationException if it is stopped before the first step
  public Outcome train(Split split, Path copy, Path checkpoint) throws IOException {
    check(split.train());
    Examples guard = GuardSet.read();
    double dropout = split.train().kind() == Kind.TEXTS ? DROPOUT : 0;
    try (Learner learner = Learner.open(model, options.method(), options.seed(), dropout, cache)) {
      long known =
          Stream.of(split.train(), split.dev(), split.test(), guard)
              .mapToLong(examples -> examples.texts().size())
              .sum();
      long remembered = options.queryOnly() || split.train().kind() == Kind.PARALLEL ? known : 0;
      long bytes = learner.bytes(known) + remembered * learner.dimension() * Float.BYTES;
      listener.begins(split, learner.parameters(), (bytes >> 20) + 1);
      Twins twins = new Twins(learner, options.queryOnly());
      // Nothing was learned yet that would be lost.
      Start start = Cancellation.within(stopped, () -> start(split, guard, twins));
      Quality before = start.before();
      double guardBefore = start.guard();
      Checkpoint file = new Checkpoint(checkpoint, run(split));
      Checkpoint.State end = descend(split, twins, start.objective(), file);
      double share = blend(learner, () -> guardBefore - Quality.of(guard, twins).value() <= Outcome.MOST_LOST);
      Quality after = Quality.of(split.test(), twins);
      double guardAfter = Quality.of(guard, twins).value();
      learner.save(copy, options.queryOnly());
      return new Outcome(
          before.value(),
          after.value(),
          Bootstrap.ofGroups(
              split.testGroups(),
              DRAWS,
              new Random(options.seed()),
              drawn -> after.value(drawn) - before.value(drawn)),
          guardBefore,
          guardAfter,
          share,
          end.step(),
          end.seconds() == 0 ? 0 : end.texts() / end.seconds(),
          end.curve());
    }
  }

  /// What is known before the first step.
  private record Start(Quality before, double guard, Objective objective) {}

  private Start start(Split split, Examples guard, Twins twins) {
    Kind kind = split.train().kind();
    Stream<Examples> measured = Stream.of(split.train(), split.dev(), split.test(), guard);
    measured.filter(examples -> examples.kind().texts() > 1).forEach(twins::fix);
    Quality before = Quality.of(split.test(), twins);
    double guardBefore = Quality.of(guard, twins).value();
    twins.prepare(split.train());
    Teacher teacher = kind == Kind.PARALLEL ? new Teacher(twins.learner(), split.train()) : null;
    Anchors anchors = Anchors.of(twins.learner(), twins.side(0), options.anchor(), options.seed());
    Loss loss = Losses.of(kind, options.loss());
    return new Start(before, guardBefore, new Objective(loss, kind, twins, teacher, anchors));
  }

  /// What was learned, or as much of it as leaves general similarity as good as it may be asked for, to a part in
  /// thirty-two.
  ///
  /// @return the share that was taken
  static double blend(Learner learner, BooleanSupplier isGood) throws IOException {
    learner.blend(1);
    if (isGood.getAsBoolean()) {
      return 1;
    }
    double good = 0;
    double bad = 1;
    while (bad - good > FINEST_SHARE) {
      double middle = (good + bad) / 2;
      learner.blend(middle);
      if (isGood.getAsBoolean()) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    if (good == 0) {
      learner.restore();
      return 1;
    }
    learner.blend(good);
    return good;
  }

  private String run(Split split) throws IOException {
    ModelFolder folder = ModelFolder.read(model);
    Kind kind = split.train().kind();
    return String.join(
        " ",
        folder.adapted(folder.fingerprint(GraphFile.read(folder.graph()).weights())).unnamed().toString(),
        kind.name(),
        Losses.name(kind, options.loss()),
        split.train().sha256(),
        split.dev().sha256(),
        options.toString());
  }

  /// Goes down step by step, and has the learner keep the best.
  private Checkpoint.State descend(Split split, Twins twins, Objective objective, Checkpoint checkpoint)
      throws IOException {
    Learner learner = twins.learner();
    Batches batches = new Batches(split.train(), Losses.name(split.train().kind(), options.loss()), options.seed());
    int steps = (int) Math.max(1, Math.ceil(options.epochs() * batches.ofAnEpoch()));
    Schedule schedule = Schedule.of(options.rate(), steps);
    int every = Math.max(1, steps / LOOKS);
    learner.keep();
    Checkpoint.State from =
        checkpoint
            .read(learner)
            .orElseGet(() -> new Checkpoint.State(0, List.of(Quality.of(split.dev(), twins).value()), 0, 0));
    EarlyStopping stopping = new EarlyStopping(PATIENCE);
    from.curve().forEach(stopping::isBest);
    for (int done = 0; done < from.step(); done++) {
      objective.skip(batches.next());
    }
    if (from.step() > 0) {
      listener.resumes(from.step());
    }
    List<Double> curve = new ArrayList<>(from.curve());
    double seconds = from.seconds();
    long texts = from.texts();
    int step = from.step();
    long began = System.nanoTime();
    long written = began;
    double pause = SECONDS_BETWEEN_CHECKPOINTS;
    while (step < steps && !stopping.isOver() && !stopped.getAsBoolean()) {
      List<Example> batch = batches.next();
      step++;
      long at = System.nanoTime();
      double value = objective.step(batch, schedule.at(step));
      if (!Double.isFinite(value)) {
        listener.diverges(step);
        break; // what was kept is good
      }
      seconds += (System.nanoTime() - at) / 1e9;
      texts += (long) batch.size() * objective.textsOfAnExample();
      if (step % every == 0 || step == steps) {
        curve.add(Quality.of(split.dev(), twins).value());
        if (stopping.isBest(curve.getLast())) {
          learner.keep();
        }
      }
      if ((System.nanoTime() - written) / 1e9 > pause) {
        long writing = System.nanoTime();
        write(checkpoint, new Checkpoint.State(step, curve, seconds, texts), learner);
        written = System.nanoTime();
        pause = Math.max(pause, TIMES_AS_LONG * (written - writing) / 1e9);
      }
      double each = (System.nanoTime() - began) / 1e9 / (step - from.step());
      listener.step(step, steps, value, curve.getLast(), each * (steps - step));
      if (step % batches.ofAnEpoch() == 0 || step == steps || stopping.isOver()) {
        TripletShares shares = objective.takeShares();
        if (shares.all() > 0) {
          listener.epoch(Math.ceilDiv(step, batches.ofAnEpoch()), shares);
        }
      }
    }
    Checkpoint.State state = new Checkpoint.State(step, curve, seconds, texts);
    write(checkpoint, state, learner);
    return state;
  }

  /// What is learned is worth more than the file, which only saves time after a kill.
  private static void write(Checkpoint checkpoint, Checkpoint.State state, Learner learner) {
    try {
      checkpoint.write(state, learner);
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          () -> "training goes on, but could not go on after a kill: %s".formatted(e.getMessage()));
    }
  }
}
