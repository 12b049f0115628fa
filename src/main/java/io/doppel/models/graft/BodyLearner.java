package io.doppel.models.graft;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.graph.EmbeddingTable;
import io.doppel.encoder.graph.LowRank;
import io.doppel.encoder.graph.gradient.Parameter;
import io.doppel.encoder.graph.gradient.Scope;
import io.doppel.encoder.training.Gradients;
import io.doppel.encoder.training.TrainableEncoder;
import io.doppel.encoder.training.TrainingSettings;
import io.doppel.learn.optimizer.AdamW;
import io.doppel.learn.optimizer.Schedule;
import io.doppel.models.graft.Lessons.Lesson;
import io.doppel.models.graft.ParallelSentences.Pair;
import io.doppel.models.graft.ScoredLessons.ScoredLesson;
import io.doppel.models.graft.ScoredPairs.Scored;
import io.doppel.vector.Matrix;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// Teaches the body of a model that got new tokens to read their texts, by low-rank matrices beside its weights and by
/// the rows of these tokens: a text is to see the same neighbours that its translation sees in the model as it was.
final class BodyLearner {

  private static final int RISING = 20;
  private static final int BATCH = 48;

  /// Batches whose texts are drawn and sorted by length together, so that little is padded.
  private static final int SORTED = 24;

  /// Scored pairs in a batch, if there are any: a third of its texts.
  private static final int SCORED = 8;

  private static final int BANK = 1536;
  private static final double LONGEST_GRADIENT = 1;

  private final TrainableEncoder student;
  private final EmbeddingTable table;
  private final Encoder teacher;
  private final BodySettings settings;
  private final GraftListener listener;
  private final Set<String> narrow;
  private final AdamW adam = new AdamW(0);
  private final Deque<float[]> bank = new ArrayDeque<>();

  private BodyLearner(
      TrainableEncoder student,
      EmbeddingTable table,
      Encoder teacher,
      BodySettings settings,
      GraftListener listener) {
    this.student = student;
    this.table = table;
    this.narrow =
        student.parameters().stream()
            .filter(parameter -> !(parameter instanceof Parameter.Whole))
            .map(Parameter::name)
            .collect(Collectors.toSet());
    this.teacher = teacher;
    this.settings = settings;
    this.listener = listener;
  }

  /// What was learned.
  ///
  /// @param rows of the new tokens, row by row
  /// @param matrices one a weight
  @SuppressWarnings("ArrayRecordComponent") // a large table, never compared
  record Learned(float[] rows, List<LowRank> matrices) {}

  /// @param folder of the model with the new tokens, and nothing beside its weights; it stays as it is
  /// @param table of the model as it was; the new tokens have the rows behind it
  /// @param teacher the model as it was
  /// @param pairs in the order of their files
  /// @param scored pairs of texts whose cosine is learned, too; may be empty
  /// @param begin the matrices to go on from, whose rank stays; empty to begin anew
  /// @param seed what is trained by when
  /// @throws IOException if no pair can be learned from
  static Learned learn(
      Path folder,
      EmbeddingTable table,
      Encoder teacher,
      List<Pair> pairs,
      List<Scored> scored,
      List<LowRank> begin,
      BodySettings settings,
      long seed,
      GraftListener listener)
      throws IOException {
    int rank = begin.isEmpty() ? settings.rank() : begin.getFirst().rank();
    Scope scope = new Scope(rank, Scope.ALL_LAYERS, Set.of(Parameter.Role.TABLE));
    try (TrainableEncoder student = TrainableEncoder.open(folder, scope, TrainingSettings.standard(), seed)) {
      BodyLearner learner = new BodyLearner(student, table, teacher, settings, listener);
      learner.begin(begin);
      Lessons lessons =
          new Lessons(
              pairs,
              texts -> student.tokens(texts, Prompt.NONE),
              teacher::count,
              table.rows(),
              settings.joined(),
              new Random(seed));
      ScoredLessons scores =
          new ScoredLessons(scored, texts -> student.tokens(texts, Prompt.NONE), teacher, new Random(seed));
      learner.learn(lessons, scores, Math.ceilDiv(settings.trained(), BATCH));
      return new Learned(learner.rows(), learner.matrices());
    }
  }

  private void begin(List<LowRank> matrices) {
    Map<String, LowRank> byWeight =
        matrices.stream().collect(Collectors.toMap(LowRank::weight, matrix -> matrix));
    for (Parameter.Down down : downs()) {
      LowRank matrix = byWeight.get(down.weight().name());
      if (matrix != null) {
        weights(down.name()).put(0, matrix.down());
        weights(up(down)).put(0, matrix.up());
      }
    }
  }

  private void learn(Lessons lessons, ScoredLessons scores, int steps) {
    Schedule schedule = new Schedule(settings.rate(), Math.min(RISING, steps), steps);
    Deque<List<Lesson>> batches = new ArrayDeque<>();
    Map<String, float[]> wanted = new HashMap<>();
    for (int step = 1; step <= steps; step++) {
      listener.progress("train", step - 1, steps);
      Cancellation.check();
      List<ScoredLesson> scored = scores.draw(SCORED);
      if (batches.isEmpty()) {
        batches.addAll(lessons.draw(SORTED, BATCH - 2 * scored.size()));
        wanted.clear();
        wanted.putAll(wanted(batches));
      }
      step(new GraftBatch(batches.removeFirst(), wanted, scored), schedule.at(step));
    }
    listener.progress("train", steps, steps);
  }

  private Map<String, float[]> wanted(Deque<List<Lesson>> batches) {
    List<String> texts = batches.stream().flatMap(List::stream).map(Lesson::known).distinct().toList();
    List<Embedding> embeddings = teacher.encode(texts, Prompt.NONE);
    Map<String, float[]> wanted = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      wanted.put(texts.get(i), embeddings.get(i).toArray());
    }
    return wanted;
  }

  private void step(GraftBatch batch, double rate) {
    Matrix known = Matrix.of(List.copyOf(bank));
    Gradients gradients = student.gradients(batch.texts(), embeddings -> batch.gradient(embeddings, known));
    // Whatever the model knew stays as it is: of its tables the rows of new tokens alone are learned.
    gradients
        .rows()
        .forEach((name, rows) -> rows.headMap(name.equals(table.name()) ? table.rows() : Integer.MAX_VALUE).clear());
    gradients.whole().keySet().retainAll(narrow);
    double scale = AdamW.clipping(gradients.norm(), LONGEST_GRADIENT);
    double rateOfRows = rate * settings.rateOfRows() / settings.rate();
    adam.step(student.weights(), gradients.whole(), gradients.rows(), scale, rate, rateOfRows);
    batch.wanted().forEach(bank::addFirst);
    while (bank.size() > BANK) {
      bank.removeLast();
    }
  }

  private float[] rows() {
    int known = table.rows() * table.dimension();
    FloatBuffer all = weights(table.name());
    float[] rows = new float[all.capacity() - known];
    all.get(known, rows);
    return rows;
  }

  private List<LowRank> matrices() {
    List<LowRank> matrices = new ArrayList<>();
    for (Parameter.Down down : downs()) {
      matrices.add(new LowRank(down.weight().name(), down.rank(), values(down.name()), values(up(down))));
    }
    return matrices;
  }

  private List<Parameter.Down> downs() {
    return student.parameters().stream()
        .filter(Parameter.Down.class::isInstance)
        .map(Parameter.Down.class::cast)
        .toList();
  }

  /// The other one of two matrices, by its name.
  private static String up(Parameter.Down down) {
    return new Parameter.Up(down.weight(), down.rank()).name();
  }

  private float[] values(String name) {
    FloatBuffer weights = weights(name);
    float[] values = new float[weights.capacity()];
    weights.get(0, values);
    return values;
  }

  private FloatBuffer weights(String name) {
    return Objects.requireNonNull(student.weights().get(name), name);
  }
}
