package io.doppel.models.graft;

import io.doppel.encoder.token.Tokens;
import io.doppel.learn.loss.BankDistillation;
import io.doppel.learn.loss.CosineRegression;
import io.doppel.models.graft.Lessons.Lesson;
import io.doppel.models.graft.ScoredLessons.ScoredLesson;
import io.doppel.vector.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What is learned in a step: each text is to see the neighbours that its translation sees, and the cosine of a scored
/// pair is to be the one that it should have.
final class GraftBatch {

  private static final BankDistillation NEIGHBOURS = new BankDistillation(20, 2);
  private static final CosineRegression COSINES = new CosineRegression();

  /// Squared differences of cosines are small beside divergences.
  private static final float WEIGHT_OF_COSINES = 20;

  private final List<Tokens> texts = new ArrayList<>();
  private final List<float[]> wanted = new ArrayList<>();
  private final double[] cosines;

  /// @param known embeddings of the lessons' texts in the model's own language
  GraftBatch(List<Lesson> lessons, Map<String, float[]> known, List<ScoredLesson> scored) {
    for (Lesson lesson : lessons) {
      texts.add(lesson.other());
      wanted.add(Objects.requireNonNull(known.get(lesson.known())));
    }
    scored.stream().map(ScoredLesson::one).forEach(texts::add);
    scored.stream().map(ScoredLesson::other).forEach(texts::add);
    scored.stream().map(ScoredLesson::wantedOne).forEach(wanted::add);
    scored.stream().map(ScoredLesson::wantedOther).forEach(wanted::add);
    cosines = scored.stream().mapToDouble(ScoredLesson::cosine).toArray();
  }

  /// Those of the lessons, then one of each scored pair, then the other of each.
  List<Tokens> texts() {
    return texts;
  }

  /// Where the texts are to lie.
  List<float[]> wanted() {
    return wanted;
  }

  /// @param embeddings of the texts
  /// @param bank what other texts should lie near or far from
  Matrix gradient(Matrix embeddings, Matrix bank) {
    Matrix gradient =
        NEIGHBOURS.of(List.of(embeddings, Matrix.of(wanted), bank), new double[0]).gradients().getFirst();
    if (cosines.length > 0) {
      int other = texts.size() - cosines.length;
      int one = other - cosines.length;
      List<Matrix> gradients =
          COSINES.of(List.of(rows(embeddings, one), rows(embeddings, other)), cosines).gradients();
      add(gradients.get(0), gradient, one);
      add(gradients.get(1), gradient, other);
    }
    return gradient;
  }

  private Matrix rows(Matrix all, int first) {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < cosines.length; i++) {
      rows.add(all.row(first + i));
    }
    return Matrix.of(rows);
  }

  private static void add(Matrix part, Matrix sum, int first) {
    for (int i = 0; i < part.rows(); i++) {
      float[] row = sum.row(first + i);
      for (int j = 0; j < row.length; j++) {
        row[j] += WEIGHT_OF_COSINES * part.row(i)[j];
      }
    }
  }
}
