package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.ArrayList;
import java.util.List;

/// A student that sees the neighbours its teacher sees: the mean of the Kullback-Leibler divergence of the softmax of
/// `scale` times the student's cosines with a bank from that of the teacher's, and `pull` times 1 less the cosine of
/// both. Of three matrices: student, teacher, and the bank, of which the teacher's rows are a part without being in it,
/// and which may be empty. Only the student has a gradient.
///
/// @param scale the reciprocal of the temperature, 20 as a rule
/// @param pull 2 as a rule
public record BankDistillation(double scale, double pull) implements Loss {

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("distillation", 3, 3, embeddings);
    int rows = Loss.rows(embeddings.subList(0, 2));
    Matrix student = embeddings.get(0);
    Matrix teacher = embeddings.get(1);
    List<float[]> bank = new ArrayList<>();
    for (Matrix part : embeddings.subList(1, 3)) {
      for (int i = 0; i < part.rows(); i++) {
        bank.add(part.row(i));
      }
    }
    List<Sums> sums = Sums.of(embeddings);
    double value = 0;
    for (int i = 0; i < rows; i++) {
      double[] seen = new double[bank.size()];
      double[] wanted = new double[bank.size()];
      double[] difference = new double[bank.size()];
      for (int j = 0; j < seen.length; j++) {
        seen[j] = scale * Sums.dot(student.row(i), bank.get(j));
        wanted[j] = scale * Sums.dot(teacher.row(i), bank.get(j));
        difference[j] = wanted[j] - seen[j];
      }
      value += (Sums.softmax(seen) - Sums.softmax(wanted)) / rows;
      for (int j = 0; j < seen.length; j++) {
        value += wanted[j] * difference[j] / rows;
        sums.getFirst().add(i, scale * (seen[j] - wanted[j]) / rows, bank.get(j));
      }
      value += pull * (1 - Sums.dot(student.row(i), teacher.row(i))) / rows;
      sums.getFirst().add(i, -pull / rows, teacher.row(i));
    }
    return new LossValue(value, Sums.toMatrices(sums));
  }
}
