package io.doppel.models.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.token.Tokens;
import io.doppel.models.graft.ParallelSentences.Pair;
import io.doppel.models.graft.ScoredLessons.ScoredLesson;
import io.doppel.models.graft.ScoredPairs.Scored;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoredLessonsTest {

  private static final Pair DOG = new Pair("dog", "σκύλος", 1);
  private static final Pair CAT = new Pair("cat", "γάτα", 1);
  private static final Pair RIVER = new Pair("river", "ποτάμι", 1);
  private static final List<Pair> LEARNED = List.of(DOG, CAT, RIVER);

  @TempDir Path folder;

  @Test
  void a_score_is_the_cosine_of_the_same_place() {
    double[] cosines = {.3, .9, .1, .5};
    assertThat(ScoredLessons.onScale(new double[] {1, 2, 3, 4}, cosines)).containsExactly(.1, .3, .5, .9);
    assertThat(ScoredLessons.onScale(new double[] {40, 30, 20, 10}, cosines)).containsExactly(.9, .5, .3, .1);
    assertThat(ScoredLessons.onScale(new double[] {0, 7, 7, 7}, cosines)).containsExactly(.1, .5, .5, .5);
  }

  @Test
  void the_cosine_to_learn_is_halfway_between_that_of_the_translations_and_the_score() throws IOException {
    Path model = new TinyModel().writeTo(folder.resolve("tiny"));
    List<Scored> pairs =
        List.of(
            new Scored(DOG, CAT, 5),
            new Scored(DOG, RIVER, 3),
            new Scored(CAT, RIVER, 1));
    try (Encoder teacher = OnnxEncoder.load(model, EncoderSettings.standard())) {
      double[] cosines = pairs.stream().mapToDouble(pair -> cosine(teacher, pair)).toArray();
      double[] scores = ScoredLessons.onScale(new double[] {5, 3, 1}, cosines);
      List<ScoredLesson> drawn =
          new ScoredLessons(pairs, ScoredLessonsTest::tokens, teacher, new Random(1)).draw(3);
      for (int i = 0; i < 3; i++) {
        Pair one = pairs.get(i).one();
        Pair other = pairs.get(i).other();
        double wanted = (cosines[i] + scores[i]) / 2;
        assertThat(drawn)
            .filteredOn(lesson -> lesson.one().length() == one.other().length())
            .filteredOn(lesson -> lesson.other().length() == other.other().length())
            .singleElement()
            .satisfies(
                lesson -> {
                  assertThat(lesson.cosine()).isCloseTo(wanted, within(1e-6));
                  assertThat(lesson.wantedOne()).isEqualTo(teacher.encode(one.known(), Prompt.NONE).toArray());
                  assertThat(lesson.wantedOther()).isEqualTo(teacher.encode(other.known(), Prompt.NONE).toArray());
                });
      }
    }
  }

  @Test
  void no_pair_comes_again_before_all_came() throws IOException {
    Path model = new TinyModel().writeTo(folder.resolve("tiny"));
    List<Scored> pairs =
        IntStream.range(0, 10).mapToObj(i -> new Scored(LEARNED.get(i % 3), LEARNED.get(i / 4), i)).toList();
    try (Encoder teacher = OnnxEncoder.load(model, EncoderSettings.standard())) {
      ScoredLessons lessons = new ScoredLessons(pairs, ScoredLessonsTest::tokens, teacher, new Random(1));
      List<ScoredLesson> drawn = IntStream.range(0, 5).mapToObj(_ -> lessons.draw(4)).flatMap(List::stream).toList();
      assertThat(drawn.subList(0, 10)).doesNotHaveDuplicates();
      assertThat(drawn.subList(10, 20)).containsExactlyInAnyOrderElementsOf(drawn.subList(0, 10));
      assertThat(new ScoredLessons(List.of(), ScoredLessonsTest::tokens, teacher, new Random(1)).draw(4)).isEmpty();
    }
  }

  private static double cosine(Encoder teacher, Scored pair) {
    return teacher.encode(pair.one().known(), Prompt.NONE).cosine(teacher.encode(pair.other().known(), Prompt.NONE));
  }

  /// A token a letter.
  private static List<Tokens> tokens(List<String> texts) {
    return texts.stream().map(text -> new Tokens(text.codePoints().asLongStream().toArray(), false)).toList();
  }
}
