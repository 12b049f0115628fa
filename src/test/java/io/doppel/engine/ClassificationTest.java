package io.doppel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.classification.Classification;
import io.doppel.classification.Classified;
import io.doppel.classification.ClassifyQuery;
import io.doppel.classification.NoExamplesException;
import io.doppel.classification.example.ExampleSet;
import io.doppel.classification.example.LabelledText;
import io.doppel.classification.head.HeadChoice;
import io.doppel.encoder.TinyModel;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.index.MemoryCatalog;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is enrolled belongs to the collection of that name, and goes where it goes.
class ClassificationTest {

  private static final CollectionName TICKETS = new CollectionName("tickets");
  private static final CollectionName AGAIN = new CollectionName("again");
  private static final List<LabelledText> EXAMPLES =
      List.of(
          new LabelledText("pets", "the dog and the cat"),
          new LabelledText("pets", "a cat with a bird"),
          new LabelledText("money", "bank card and account"),
          new LabelledText("money", "pay with a card"));

  @TempDir private Path folder;
  private Doppel doppel;

  @BeforeEach
  void open() throws IOException {
    doppel = TinyDoppel.open(folder);
  }

  @AfterEach
  void close() throws IOException {
    doppel.close();
  }

  private Path file(CollectionName name, String file) {
    return folder.resolve("index").resolve(name.value()).resolve(file);
  }

  private static String label(Classification classification, String text) throws IOException {
    return classification.classify(ClassifyQuery.of(List.of(text))).texts().getFirst().label();
  }

  @Test
  void a_collection_is_made_for_examples_and_goes_with_them() throws IOException {
    Classification classification = doppel.classificationOrNew(TICKETS);
    classification.enrol(EXAMPLES);
    assertThat(doppel.classifiers()).containsExactly(TICKETS);
    assertThat(label(classification, "the card of the bank")).isEqualTo("money");
    doppel.deleteIfEmpty(TICKETS);
    assertThat(doppel.exists(TICKETS)).isTrue();
    doppel.deleteExamples(TICKETS);
    assertThat(doppel.exists(TICKETS)).isFalse();
    assertThat(doppel.classifiers()).isEmpty();
    assertThatThrownBy(() -> classification.enrol(EXAMPLES)).isInstanceOf(IndexClosedException.class);
    assertThatThrownBy(() -> doppel.classification(TICKETS)).isInstanceOf(NoExamplesException.class);
  }

  @Test
  void documents_stay_when_examples_are_forgotten() throws IOException {
    TinyDoppel.add(doppel, "tickets", Document.of("a", "the dog and the cat"));
    doppel.classification(TICKETS).enrol(EXAMPLES);
    doppel.deleteExamples(TICKETS);
    assertThat(doppel.collection(TICKETS).documents()).isEqualTo(1);
    assertThatThrownBy(() -> doppel.classification(TICKETS).classifier())
        .isInstanceOf(NoExamplesException.class)
        .hasMessage(
            "there is no classifier \"tickets\"; make it with: doppel classify -l tickets --examples FILE");
  }

  @Test
  void examples_and_the_chosen_head_go_with_a_snapshot() throws IOException {
    Classification classification = doppel.classificationOrNew(TICKETS);
    classification.enrol(EXAMPLES);
    HeadChoice choice = classification.choice();
    doppel.snapshot(TICKETS, folder.resolve("copy"));
    doppel.delete(TICKETS);
    assertThat(doppel.classifiers()).isEmpty();
    doppel.restore(AGAIN, folder.resolve("copy"));
    assertThat(doppel.classification(AGAIN).examples().all()).hasSameElementsAs(EXAMPLES);
    assertThat(file(AGAIN, "classifier.json")).exists();
    assertThat(doppel.classification(AGAIN).choice()).isEqualTo(choice);
    assertThat(file(AGAIN, ".examples.jsonl.lock")).doesNotExist();
  }

  @Test
  void another_model_makes_vectors_of_the_same_examples_and_chooses_anew() throws IOException {
    doppel.classificationOrNew(TICKETS).enrol(EXAMPLES);
    HeadChoice before = doppel.classification(TICKETS).choice();
    doppel.close();
    new TinyModel().dimension(32).writeTo(folder.resolve("models").resolve("other"));
    doppel = Doppel.open(new Home(folder.resolve("models"), "other", folder.resolve("index")));
    Classification classification = doppel.classification(TICKETS);
    assertThat(label(classification, "the card of the bank")).isEqualTo("money");
    assertThat(classification.choice().encoder()).isNotEqualTo(before.encoder());
    classification.enrol(List.of(new LabelledText("music", "play the guitar")));
    assertThat(label(classification, "a guitar")).isEqualTo("music");
    doppel.deleteExamples(TICKETS);
    assertThat(doppel.exists(TICKETS)).isTrue();
    doppel.rebuilds().reindex(TICKETS, IndexingListener.SILENT, () -> false);
  }

  @Test
  void labels_come_and_go_without_training() throws IOException {
    Classification classification = doppel.classificationOrNew(TICKETS);
    classification.enrol(EXAMPLES);
    classification.enrol(List.of(new LabelledText("music", "play the guitar")));
    assertThat(label(classification, "guitar")).isEqualTo("music");
    classification.removeLabel("music");
    assertThat(label(classification, "guitar")).isNotEqualTo("music");
    classification.enrol(List.of(new LabelledText("money", "the dog and the cat")));
    assertThat(classification.examples().labels()).containsEntry("pets", 1L).containsEntry("money", 3L);
    classification.removeTexts(Set.of("pay with a card"));
    assertThat(classification.examples().size()).isEqualTo(3);
  }

  @Test
  void what_another_process_enrols_is_seen() throws IOException {
    Classification classification = doppel.classificationOrNew(TICKETS);
    classification.enrol(EXAMPLES);
    assertThat(classification.classifier().labels()).containsExactly("money", "pets");
    Files.writeString(
        file(TICKETS, "examples.jsonl"), "{\"label\":\"music\",\"text\":\"play the guitar\"}\n");
    assertThat(classification.classifier().labels()).containsExactly("music");
  }

  @Test
  void a_crash_between_two_writes_leaves_what_was_there() throws IOException {
    Classification classification = doppel.classificationOrNew(TICKETS);
    classification.enrol(EXAMPLES);
    // What a killed process leaves: a part that never got its name, a lock that nobody holds.
    Files.writeString(file(TICKETS, ".examples.jsonl.0123456789abcdef.part"), "{\"label\":\"mus");
    doppel.close();
    doppel = TinyDoppel.open(folder);
    assertThat(doppel.classification(TICKETS).examples().all()).hasSameElementsAs(EXAMPLES);
    doppel.classification(TICKETS).enrol(List.of(new LabelledText("music", "play the guitar")));
    assertThat(doppel.classification(TICKETS).examples().size()).isEqualTo(5);
  }

  @Test
  void a_damaged_file_is_named_with_its_line_and_nothing_is_written_over_it() throws IOException {
    Classification classification = doppel.classificationOrNew(TICKETS);
    classification.enrol(EXAMPLES);
    for (String bad :
        List.of("{\"label\":\"x\"", "{\"label\":\"x\"}", "{\"label\":\"\",\"text\":\"a\"}", "7", "\u0000")) {
      String damaged = "{\"label\":\"a\",\"text\":\"b\"}\n" + bad + "\n";
      Files.writeString(file(TICKETS, "examples.jsonl"), damaged);
      assertThatThrownBy(classification::examples)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("examples.jsonl, line 2: this is no example");
      assertThatThrownBy(() -> classification.enrol(EXAMPLES)).isInstanceOf(IOException.class);
      assertThat(file(TICKETS, "examples.jsonl")).hasContent(damaged);
    }
  }

  @Test
  void too_many_examples_change_nothing() throws IOException {
    Classification classification = doppel.classificationOrNew(TICKETS);
    classification.enrol(EXAMPLES);
    List<LabelledText> many =
        IntStream.range(0, 1_000).mapToObj(i -> new LabelledText("l" + i, "t" + i)).toList();
    assertThatThrownBy(() -> classification.enrol(many)).isInstanceOf(Bounds.Violation.class);
    List<LabelledText> most =
        IntStream.range(4, ExampleSet.MAX).mapToObj(i -> new LabelledText("all pets", "t" + i)).toList();
    assertThatThrownBy(() -> classification.enrolWithNames(most)).isInstanceOf(Bounds.Violation.class);
    assertThat(classification.examples().size()).isEqualTo(4);
  }

  @Test
  void a_choice_stands_until_a_fifth_of_the_examples_has_changed() throws IOException {
    Classification classification = doppel.classificationOrNew(TICKETS);
    classification.enrol(EXAMPLES);
    HeadChoice choice = classification.choice();
    assertThat(choice.heldOut()).isEqualTo(4);
    assertThat(classification.choice()).isEqualTo(choice);
    classification.enrol(List.of(new LabelledText("pets", "bird")));
    assertThat(classification.choice().examples()).isEqualTo(5);
    for (String content : List.of("{", "null", "{\"examples\":5,\"labels\":2,\"heldOut\":4,\"measured\":[]}")) {
      Files.writeString(file(TICKETS, "classifier.json"), content);
      assertThatThrownBy(classification::choice)
          .as(content)
          .hasMessageContaining("classifier.json holds no choice of a head; delete it; it will be made anew");
    }
    assertThat(classification.choose().examples()).isEqualTo(5);
    assertThat(classification.classify(ClassifyQuery.of(List.of("cat"))).texts())
        .extracting(Classified::label)
        .containsExactly("pets");
  }

  @Test
  void texts_are_enrolled_in_a_collection_whose_index_is_kept_elsewhere() throws IOException {
    doppel.close();
    MemoryCatalog elsewhere = new MemoryCatalog();
    doppel = TinyDoppel.open(folder.resolve("first"), elsewhere);
    TinyDoppel.add(doppel, "tickets", Document.of("a", "the dog"));
    // Another machine, which has nothing of it yet.
    Doppel other = TinyDoppel.open(folder.resolve("second"), elsewhere);
    other.classification(TICKETS).enrol(EXAMPLES);
    assertThat(label(other.classification(TICKETS), "the card of the bank")).isEqualTo("money");
  }
}
