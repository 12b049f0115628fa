package io.doppel.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.classification.example.ExampleSet;
import io.doppel.classification.example.LabelledText;
import io.doppel.classification.head.HeadChoice;
import io.doppel.classification.head.HeadKind;
import io.doppel.encoder.Encoder;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.text.Bounds;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTest {

  private static final List<LabelledText> SMALL =
      List.of(
          new LabelledText("pets", "the dog and the cat"),
          new LabelledText("pets", "a cat with a bird"),
          new LabelledText("pets", "the fish and the dog"),
          new LabelledText("money", "bank card and account"),
          new LabelledText("money", "the price of the order"),
          new LabelledText("money", "pay with a card"),
          new LabelledText("music", "play the guitar"),
          new LabelledText("music", "piano and drum"));

  private static Doppel doppel;
  private static Encoder encoder;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    doppel = TinyDoppel.open(folder);
    encoder = doppel.encoder();
  }

  @AfterAll
  static void close() throws IOException {
    doppel.close();
  }

  private static Classifier small() {
    return Classifier.of(ExampleSet.of(SMALL), encoder);
  }

  private static ClassifyQuery ask(OptionalDouble falseAccept, String... texts) {
    return new ClassifyQuery(List.of(texts), Optional.empty(), falseAccept, 2);
  }

  /// Texts of a few words that the tiny model knows, each label with words of its own.
  private static List<LabelledText> many(int labels, int each) {
    String[] words =
        ("time year people way day man woman child boy girl world life hand part place case week company system "
                + "program question work government number night point home water room mother father area money story "
                + "fact month lot right study book eye job word business issue side kind head house service")
            .split(" ", -1);
    Random random = new Random(3);
    List<LabelledText> examples = new ArrayList<>();
    for (int i = 0; i < labels; i++) {
      String one = words[i % words.length];
      String other = words[(i * 7 + i / words.length + 1) % words.length];
      for (int j = 0; j < each; j++) {
        examples.add(
            new LabelledText(
                "label" + i, "%s %s %s %d %d".formatted(one, other, words[random.nextInt(words.length)], i, j)));
      }
    }
    return examples;
  }

  @Test
  void every_head_finds_the_label_of_a_text_that_is_like_the_examples() {
    for (HeadKind kind : HeadKind.values()) {
      ClassifyAnswer answer =
          small().classify(ask(OptionalDouble.empty(), "a dog and a fish", "my bank account"), kind);
      assertThat(answer.texts()).extracting(Classified::label).as(kind.value()).containsExactly("pets", "money");
      assertThat(answer.head()).isEqualTo(kind);
    }
  }

  @Test
  void the_nearest_examples_are_told_as_the_reason() {
    Classified text =
        small().classify(ask(OptionalDouble.empty(), "the dog and the cat"), HeadKind.KNN).texts().getFirst();
    assertThat(text.nearest()).hasSize(2);
    assertThat(text.nearest().getFirst().example()).isEqualTo(SMALL.getFirst());
    assertThat(text.nearest().getFirst().similarity()).isGreaterThan(0.999f);
    assertThat(text.rejected()).isFalse();
  }

  @Test
  void one_example_is_enough_and_unrelated_texts_are_none_of_these() {
    Classifier one = Classifier.of(ExampleSet.of(List.of(new LabelledText("pets", "the dog and the cat"))), encoder);
    ClassifyAnswer answer =
        one.classify(ask(OptionalDouble.empty(), "the dog and the cat", "energy theory"), HeadKind.PROTOTYPES);
    assertThat(answer.cutoff().basis()).isEqualTo(Cutoff.Basis.MODEL);
    assertThat(answer.cutoff().falseAccept()).isNaN();
    assertThat(answer.texts()).extracting(Classified::rejected).containsExactly(false, true);
    assertThat(one.verify("the cat and the dog", "pets", OptionalDouble.empty()).accepted()).isTrue();
    assertThat(one.verify("energy theory", "pets", OptionalDouble.empty()).accepted()).isFalse();
    assertThat(one.claims().equalErrorRate()).isNaN();
  }

  @Test
  void a_single_example_a_label_leaves_nothing_to_validate_with() throws IOException {
    HeadChoice choice =
        Classifier.of(
                ExampleSet.of(List.of(new LabelledText("a", "dog"), new LabelledText("b", "cat"))), encoder)
            .choose();
    assertThat(choice.head()).isEqualTo(HeadKind.PROTOTYPES);
    assertThat(choice.heldOut()).isZero();
    assertThat(choice.measured()).isEmpty();
  }

  @Test
  void the_order_in_which_examples_come_changes_nothing() throws IOException {
    List<LabelledText> shuffled = new ArrayList<>(SMALL);
    Collections.shuffle(shuffled, new Random(2));
    Classifier other = Classifier.of(ExampleSet.of(shuffled), encoder);
    ClassifyQuery query = ask(OptionalDouble.empty(), "a child with a dog", "the price of a guitar");
    for (HeadKind kind : HeadKind.values()) {
      assertThat(other.classify(query, kind)).isEqualTo(small().classify(query, kind));
    }
    assertThat(other.choose()).isEqualTo(small().choose());
  }

  @Test
  void cross_validation_measures_all_heads_and_chooses_the_same_one_again() throws IOException {
    Classifier classifier = Classifier.of(ExampleSet.of(many(12, 6)), encoder);
    HeadChoice choice = classifier.choose();
    assertThat(choice.heldOut()).isEqualTo(72);
    assertThat(choice.measured()).extracting(HeadChoice.Measured::head).containsExactly(HeadKind.values());
    assertThat(choice.head()).isEqualTo(HeadChoice.best(choice.measured(), choice.heldOut()));
    assertThat(classifier.choose()).isEqualTo(choice);
  }

  @Test
  void a_thousand_labels_are_told_apart_at_once() {
    Classifier classifier = Classifier.of(ExampleSet.of(many(1_000, 2)), encoder);
    assertThat(classifier.labels()).hasSize(1_000);
    Classified text =
        classifier
            .classify(ask(OptionalDouble.of(0.1), classifier.examples().all().get(500).text()), HeadKind.KNN)
            .texts()
            .getFirst();
    assertThat(text.label()).isEqualTo(classifier.examples().all().get(500).label());
  }

  @Test
  void no_more_examples_are_accepted_as_something_else_than_was_stated() {
    Classifier classifier = Classifier.of(ExampleSet.of(many(20, 10)), encoder);
    for (double rate : new double[] {0.05, 0.2, 0.5}) {
      Cutoff cutoff = classifier.cutoff(OptionalDouble.of(rate));
      assertThat(cutoff.basis()).isEqualTo(Cutoff.Basis.STATED);
      assertThat(cutoff.falseAccept()).isLessThanOrEqualTo(rate);
      assertThat(cutoff.trueAccept()).isBetween(0.0, 1.0);
    }
    assertThat(classifier.cutoff(OptionalDouble.empty()).basis()).isEqualTo(Cutoff.Basis.KEPT);
    assertThat(classifier.cutoff(OptionalDouble.empty()).trueAccept()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void a_rate_that_so_few_examples_cannot_tell_is_refused_with_how_many_it_takes() {
    assertThatThrownBy(() -> small().cutoff(OptionalDouble.of(0.01)))
        .isInstanceOf(Bounds.Violation.class)
        .hasMessage(
            "a false-accept rate of 0.01 can be told from 99 comparisons with other labels, the examples give 8; enrol "
                + "more, or state a higher rate");
    for (double rate : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> small().cutoff(OptionalDouble.of(rate)))
          .hasMessageStartingWith("false_accept must be above 0 and below 1, got ");
    }
  }

  @Test
  void a_claimed_label_and_a_pair_are_verified() {
    Classifier classifier = Classifier.of(ExampleSet.of(many(20, 10)), encoder);
    LabelledText own = classifier.examples().all().get(0);
    String strange = classifier.examples().all().get(199).text();
    assertThat(classifier.verify(own.text(), own.label(), OptionalDouble.empty()).accepted()).isTrue();
    assertThat(classifier.verify(strange, own.label(), OptionalDouble.empty()).accepted()).isFalse();
    assertThat(classifier.verifyPair(own.text(), own.text(), OptionalDouble.of(0.001)).accepted()).isTrue();
    assertThat(classifier.verifyPair(own.text(), strange, OptionalDouble.of(0.001)).accepted()).isFalse();
    assertThat(classifier.claims().equalErrorRate()).isBetween(0.0, 0.2);
    assertThat(classifier.claims().trueAccept1()).isGreaterThanOrEqualTo(classifier.claims().trueAccept01());
    assertThat(classifier.pairMeasures().equalErrorRate()).isBetween(0.0, 0.4);
    assertThatThrownBy(() -> classifier.verify("dog", "nobody", OptionalDouble.empty()))
        .hasMessage("there is no label \"nobody\"; see which there are");
  }

  @Test
  void vectors_of_texts_that_were_known_are_taken_over_with_equal_answers() {
    Classifier before = small();
    ExampleSet more = before.examples().with(List.of(new LabelledText("travel", "plane and train")));
    ClassifyQuery query = ask(OptionalDouble.empty(), "the train");
    assertThat(Classifier.of(more, encoder, before).classify(query, HeadKind.PROTOTYPES))
        .isEqualTo(Classifier.of(more, encoder).classify(query, HeadKind.PROTOTYPES));
  }

  @Test
  void whoever_waits_no_more_ends_the_training() {
    Classifier classifier = Classifier.of(ExampleSet.of(many(20, 10)), encoder);
    assertThatThrownBy(
            () ->
                Cancellation.within(
                    () -> true, () -> classifier.classify(ask(OptionalDouble.empty(), "dog"), HeadKind.LOGISTIC)))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> Cancellation.within(() -> true, classifier::choose))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void trained_heads_are_refused_where_they_would_take_too_long() {
    List<LabelledText> many = many(1_000, 6);
    Classifier classifier = Classifier.of(ExampleSet.of(many), encoder);
    assertThatThrownBy(() -> classifier.classify(ask(OptionalDouble.empty(), "dog"), HeadKind.MLP))
        .hasMessage("mlp is for at most 5,000,000 examples times labels, got 6,000,000; take prototypes or knn");
  }

  @Test
  void labels_and_texts_have_bounds() {
    assertThatThrownBy(() -> new LabelledText(" ", "text")).hasMessage("label must not be empty");
    assertThatThrownBy(() -> new LabelledText("label", "")).hasMessage("text must not be empty");
    assertThatThrownBy(() -> new LabelledText("a\tb", "text"))
        .hasMessage("label must be one line without control letters, got \"a…b\"");
    assertThatThrownBy(() -> new LabelledText("x".repeat(201), "text"))
        .hasMessage("label must be at most 200 characters long, got 201");
    assertThatThrownBy(() -> new LabelledText("label", "x".repeat(10_001)))
        .hasMessage("text must be at most 10,000 characters long, got 10,001");
    assertThatThrownBy(() -> new LabelledText("label", "\ud800")).isInstanceOf(Bounds.Violation.class);
    assertThatThrownBy(
            () -> ExampleSet.of(IntStream.range(0, 1_001).mapToObj(i -> new LabelledText("l" + i, "t" + i)).toList()))
        .hasMessage("a classifier has at most 1,000 labels, got 1,001");
    assertThatThrownBy(
            () -> ExampleSet.of(IntStream.range(0, 100_001).mapToObj(i -> new LabelledText("l", "t" + i)).toList()))
        .hasMessage("a classifier has at most 100,000 examples, got 100,001");
    assertThatThrownBy(() -> ClassifyQuery.of(List.of())).hasMessage("texts must be 1 to 1,000, got 0");
    assertThatThrownBy(() -> ClassifyQuery.of(Arrays.asList("a", " "))).hasMessage("texts/1 must not be empty");
    assertThatThrownBy(() -> HeadKind.of("tree"))
        .hasMessage("head must be auto, prototypes, knn, logistic, mlp or pool, got \"tree\"");
  }

  @Test
  void a_text_has_one_label_the_last_that_it_was_given() {
    ExampleSet set = ExampleSet.of(SMALL).with(List.of(new LabelledText("money", "the dog and the cat")));
    assertThat(set.size()).isEqualTo(SMALL.size());
    assertThat(set.labels()).containsEntry("pets", 2L).containsEntry("money", 4L);
    assertThat(set.withoutLabel("money").labels()).containsOnlyKeys("pets", "music");
  }
}
