package io.doppel.learn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.vector.Matrix;
import io.doppel.vector.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LossTest {

  private static final Path GOLD = Path.of("../shared/gold/losses.json");
  private static final double[] CLASSES = {0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 4};
  private static final double[] YES_NO = {1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0};
  private static final double[] SCORES = {.9, .7, .1, .55, .3, 0, .2, .8, .4, .6, 1, .5};

  /// A loss with what it is of.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Example(Loss loss, int matrices, double[] labels) {
    @Override
    public String toString() {
      return loss.toString();
    }
  }

  private static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (Distance distance : Distance.values()) {
      examples.add(new Example(new Contrastive(distance, 0.9), 2, YES_NO));
      examples.add(new Example(new OnlineContrastive(distance, 0.9), 2, YES_NO));
      examples.add(new Example(new Triplet(distance, 0.3), 3, new double[0]));
      examples.add(new Example(new Quadruplet(distance, 0.3, 0.2), 4, new double[0]));
      for (BatchTriplet.Choice choice : BatchTriplet.Choice.values()) {
        examples.add(new Example(new BatchTriplet(distance, 0.2, choice), 1, CLASSES));
      }
    }
    examples.add(new Example(new BinaryCrossEntropy(10, 0.5), 2, YES_NO));
    examples.add(new Example(new InfoNce(20, false), 2, new double[0]));
    examples.add(new Example(new InfoNce(20, false), 3, new double[0]));
    examples.add(new Example(new InfoNce(20, true), 2, new double[0]));
    examples.add(new Example(new CoSent(5), 2, SCORES));
    examples.add(new Example(new CosineRegression(), 2, SCORES));
    examples.add(new Example(new MarginSoftmax(16, 0.3, MarginSoftmax.Kind.ANGLE), 2, CLASSES));
    examples.add(new Example(new MarginSoftmax(16, 0.2, MarginSoftmax.Kind.COSINE), 2, CLASSES));
    examples.add(new Example(new MeanSquaredError(), 2, new double[0]));
    examples.add(new Example(new SupervisedContrastive(20), 1, CLASSES));
    examples.add(new Example(new Matryoshka(new CoSent(5), List.of(3, 8), List.of(0.5, 1.0)), 2, SCORES));
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_gradient_is_how_the_loss_changes(Example example) {
    holdAgainstDifferences(example.loss(), matrices(example.matrices()), example.labels(), example.matrices());
  }

  @Test
  void a_student_has_the_gradient_of_its_distillation() {
    holdAgainstDifferences(new BankDistillation(20, 2), matrices(3), new double[0], 1);
  }

  @Test
  void a_guide_has_no_part_in_the_gradient() {
    holdAgainstDifferences(new GuidedInfoNce(20), matrices(4), new double[0], 2);
  }

  @Test
  void a_student_that_equals_its_teacher_has_nothing_to_learn() {
    Matrix teacher = matrices(1).getFirst();
    LossValue value = new BankDistillation(20, 2).of(List.of(teacher, teacher, Matrix.of()), new double[0]);
    assertThat(value.value()).isCloseTo(0, within(1e-6));
  }

  @Test
  void what_does_not_go_together_is_refused() {
    assertThatThrownBy(() -> new CoSent(5).of(matrices(2), new double[3]))
        .hasMessage("12 rows need as many labels, got 3");
    assertThatThrownBy(() -> new Triplet(Distance.COSINE, 0.2).of(matrices(2), new double[0]))
        .hasMessage("triplet is of 3 to 3 matrices, got 2");
  }

  @Test
  void values_and_gradients_are_those_of_pytorch() throws IOException {
    assumeTrue(Files.exists(GOLD), "skipped: no losses to compare with in " + GOLD);
    int compared = 0;
    for (JsonNode one : JsonMapper.shared().readTree(Files.readString(GOLD))) {
      Map<String, Matrix> inputs = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : one.path("inputs").properties()) {
        if (entry.getValue().path(0).isArray()) {
          inputs.put(entry.getKey(), matrix(entry.getValue()));
        }
      }
      JsonNode labels =
          one.path("inputs").has("y")
              ? one.path("inputs").path("y")
              : one.path("inputs").has("s")
                  ? one.path("inputs").path("s")
                  : one.path("parameters").path("labels");
      LossValue value =
          loss(one)
              .of(
                  List.copyOf(inputs.values()),
                  labels.valueStream().mapToDouble(JsonNode::asDouble).toArray());
      String name = one.path("loss").asString() + one.path("parameters");
      assertThat(value.value())
          .as(name)
          .isCloseTo(
              one.path("value").asDouble(), within(2e-6 * Math.max(1, Math.abs(value.value()))));
      int which = 0;
      // The reference has Euclidean distances within a batch from cosines, sqrt(2 - 2 cos), whose gradient is another
      // one off the sphere.
      boolean onSphere = one.path("loss").asString().matches("batch-.*|semi-hard.*");
      for (Map.Entry<String, Matrix> entry : inputs.entrySet()) {
        String input = entry.getKey();
        Matrix expected = matrix(one.path("gradients").path(input));
        Matrix gradient = value.gradients().get(which++);
        for (int i = 0; i < expected.rows(); i++) {
          float[] row = entry.getValue().row(i);
          float[] mine = onSphere ? tangent(gradient.row(i), row) : gradient.row(i);
          float[] theirs = onSphere ? tangent(expected.row(i), row) : expected.row(i);
          assertThat(mine).as(name + input + i).containsExactly(theirs, within(2e-5f));
        }
      }
      compared++;
    }
    assertThat(compared).isEqualTo(18);
  }

  private static float[] tangent(float[] gradient, float[] unit) {
    float[] tangent = gradient.clone();
    Vectors.add(tangent, -Vectors.dot(gradient, unit), unit);
    return tangent;
  }

  private static Loss loss(JsonNode one) {
    JsonNode parameters = one.path("parameters");
    double margin = parameters.path("margin").asDouble(0);
    double scale = parameters.path("scale").asDouble(0);
    Distance distance =
        switch (parameters.path("distance").asString("")) {
          case "euclidean" -> Distance.EUCLIDEAN;
          case "squared euclidean" -> Distance.SQUARED_EUCLIDEAN;
          default -> Distance.COSINE;
        };
    return switch (one.path("loss").asString()) {
      case "contrastive" -> new Contrastive(distance, margin);
      case "online-contrastive" -> new OnlineContrastive(distance, margin);
      case "bce" -> new BinaryCrossEntropy(scale, parameters.path("threshold").asDouble());
      case "triplet" -> new Triplet(distance, margin);
      case "quadruplet" -> new Quadruplet(distance, margin, parameters.path("second_margin").asDouble());
      case "batch-all-triplet" -> new BatchTriplet(distance, margin, BatchTriplet.Choice.ALL);
      case "batch-hard-triplet" -> new BatchTriplet(distance, margin, BatchTriplet.Choice.HARD);
      case "batch-hard-soft-margin" -> new BatchTriplet(distance, margin, BatchTriplet.Choice.HARD_SOFT_MARGIN);
      case "semi-hard-triplet" -> new BatchTriplet(distance, margin, BatchTriplet.Choice.SEMI_HARD);
      case "info-nce" -> new InfoNce(scale, false);
      case "info-nce-symmetric" -> new InfoNce(scale, true);
      case "cosent" -> new CoSent(scale);
      case "arcface" -> new MarginSoftmax(scale, margin, MarginSoftmax.Kind.ANGLE);
      case "cosface" -> new MarginSoftmax(scale, margin, MarginSoftmax.Kind.COSINE);
      case "mse" -> new MeanSquaredError();
      default -> throw new AssertionError(one.path("loss").asString());
    };
  }

  private static Matrix matrix(JsonNode rows) {
    List<float[]> all = new ArrayList<>();
    for (JsonNode row : rows) {
      float[] values = new float[row.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) row.path(i).asDouble();
      }
      all.add(values);
    }
    return Matrix.of(all);
  }

  private static List<Matrix> matrices(int count) {
    Random random = new Random(42);
    List<Matrix> matrices = new ArrayList<>();
    for (int m = 0; m < count; m++) {
      Matrix matrix = Matrix.zero(12, 8);
      for (int i = 0; i < matrix.rows(); i++) {
        for (int j = 0; j < matrix.columns(); j++) {
          matrix.row(i)[j] = (float) random.nextGaussian();
        }
      }
      matrices.add(matrix.unitRows());
    }
    return matrices;
  }

  /// Along random directions.
  private static void holdAgainstDifferences(Loss loss, List<Matrix> matrices, double[] labels, int learning) {
    Random random = new Random(9);
    LossValue value = loss.of(matrices, labels);
    for (int m = 0; m < learning; m++) {
      double along = 0;
      List<Matrix> less = new ArrayList<>(matrices);
      List<Matrix> more = new ArrayList<>(matrices);
      less.set(m, matrices.get(m).copy());
      more.set(m, matrices.get(m).copy());
      double step = 1e-4;
      for (int i = 0; i < matrices.get(m).rows(); i++) {
        for (int j = 0; j < matrices.get(m).columns(); j++) {
          float x = matrices.get(m).row(i)[j];
          float change = (float) (step * random.nextGaussian());
          more.get(m).row(i)[j] = x + change;
          less.get(m).row(i)[j] = x - change;
          along +=
              (double) value.gradients().get(m).row(i)[j]
                  * ((double) more.get(m).row(i)[j] - less.get(m).row(i)[j]);
        }
      }
      double measured = loss.of(more, labels).value() - loss.of(less, labels).value();
      assertThat(measured).as("matrix %d of %s", m, loss).isCloseTo(along, within(1e-6 + 2e-3 * Math.abs(along)));
    }
  }
}
