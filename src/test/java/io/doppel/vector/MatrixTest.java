package io.doppel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixTest {

  private static final Matrix TWO_BY_THREE = Matrix.of(2, 3, new float[] {1, 2, 3, 4, 5, 6});
  private static final Matrix THREE_BY_TWO = Matrix.of(3, 2, new float[] {1, 0, -1, 2, 3, 1});

  @Test
  void products_are_those_of_the_textbook() {
    assertThat(TWO_BY_THREE.times(THREE_BY_TWO).toArray()).containsExactly(8, 7, 17, 16);
    assertThat(TWO_BY_THREE.timesTransposed(THREE_BY_TWO.transposed()).toArray()).containsExactly(8, 7, 17, 16);
    assertThat(TWO_BY_THREE.transposed().transposedTimes(THREE_BY_TWO).toArray()).containsExactly(8, 7, 17, 16);
    assertThat(TWO_BY_THREE.times(new float[] {1, 0, -1})).containsExactly(-2, -2);
  }

  @Test
  void rows_are_shared_with_who_gave_them() {
    float[] row = {1, 2};
    Matrix matrix = Matrix.of(List.of(row));
    row[0] = 7;
    assertThat(matrix.row(0)).isSameAs(row);
    assertThat(matrix.copy().row(0)).containsExactly(7, 2).isNotSameAs(row);
  }

  @Test
  void rows_get_unit_length_and_rows_of_zeros_stay() {
    assertThat(Matrix.of(new float[] {3, 4}, new float[2]).unitRows().toArray()).containsExactly(.6f, .8f, 0, 0);
  }

  @Test
  void the_mean_of_the_rows_is_a_row() {
    assertThat(TWO_BY_THREE.sum()).containsExactly(5, 7, 9);
    assertThat(TWO_BY_THREE.mean()).containsExactly(2.5f, 3.5f, 4.5f);
    assertThatIllegalStateException()
        .isThrownBy(Matrix.zero(0, 3)::mean)
        .withMessage("a matrix without rows has no mean");
  }

  @Test
  void what_does_not_fit_is_refused_with_both_sizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TWO_BY_THREE.times(TWO_BY_THREE))
        .withMessage("matrices do not go together: 3 columns times 2 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TWO_BY_THREE.timesTransposed(THREE_BY_TWO))
        .withMessage("matrices do not go together: rows of 3 times rows of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.of(new float[2], new float[3]))
        .withMessage("all rows of a matrix need one length, got 2 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.of(2, 2, new float[3]))
        .withMessage("a matrix of 2 rows and 2 columns cannot have 3 values");
  }
}
