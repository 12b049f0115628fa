package io.doppel.plagiarism.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.plagiarism.BagOfWordsEncoder;
import org.junit.jupiter.api.Test;

class LexicalSimilarityTest {

  private final BagOfWordsEncoder encoder = new BagOfWordsEncoder();

  @Test
  void cosine_and_dice_of_two_units_are_as_computed_by_hand() {
    // Four units; "moon" is in two of them, "sea", "pulls", "loves" are in two, two and one.
    LexicalSimilarity words =
        new LexicalSimilarity(read("Moon pulls sea. Bread rises slowly."), read("Moon loves sea. Tide pulls boats."));
    float[] cosine = new float[2];
    float[] dice = new float[2];
    words.row(0, cosine, dice);
    double two = Math.log(5 / 2.0);
    double one = Math.log(5);
    double lengths = Math.sqrt(3 * two * two) * Math.sqrt(2 * two * two + one * one);
    assertThat(cosine[0]).isCloseTo((float) (2 * two * two / lengths), within(1e-5f));
    assertThat(dice[0]).isCloseTo(2 / 3f, within(1e-5f));
    assertThat(dice[1]).isCloseTo(1 / 3f, within(1e-5f));
  }

  @Test
  void equal_units_have_a_cosine_and_dice_of_one() {
    LexicalSimilarity words = new LexicalSimilarity(read("The moon pulls the sea."), read("The moon pulls the sea."));
    float[] cosine = new float[1];
    float[] dice = new float[1];
    words.row(0, cosine, dice);
    assertThat(cosine[0]).isCloseTo(1, within(1e-5f));
    assertThat(dice[0]).isEqualTo(1);
    assertThat(words.passages(0, 1, 0, 1)).isCloseTo(1, within(1e-5f));
  }

  @Test
  void korean_is_compared_by_pairs_of_syllables_whatever_its_spacing() {
    LexicalSimilarity words =
        new LexicalSimilarity(read("물속의 산소가 줄어든다."), read("물 속의 산소가 줄어 든다. 전혀 다른 이야기다."));
    float[] cosine = new float[2];
    float[] dice = new float[2];
    words.row(0, cosine, dice);
    assertThat(cosine[0]).isCloseTo(1, within(1e-5f));
    assertThat(dice).containsExactly(1, 0);
  }

  private Reading read(String text) {
    return Reading.of("", text, encoder);
  }
}
