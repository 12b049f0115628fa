package io.doppel.examination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.duplicates.guard.Guard;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.engine.quality.CollectionExamination;
import io.doppel.examination.change.Change;
import io.doppel.index.query.Filter;
import io.doppel.learn.statistic.MeanInterval;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A collection with faults that are known, and a model that reads whole words only.
class ExaminationTest {

  private static final List<String> NATURE =
      List.of("tree", "flower", "sun", "moon", "star", "sea", "river", "mountain", "rain", "snow", "wind", "bird");

  private static final List<String> TRADE =
      List.of("bank", "card", "price", "order", "delivery", "ticket", "account", "money", "market", "office", "hotel");

  @TempDir private Path folder;

  private static String text(List<String> words, Random random) {
    return random.ints(8, 0, words.size()).mapToObj(words::get).collect(Collectors.joining(" "));
  }

  private static List<Document> documents(String prefix, List<String> words, int count, long seed) {
    Random random = new Random(seed);
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(new Document(prefix + i, "", text(words, random), Map.of("kind", prefix)));
    }
    return documents;
  }

  private static ExaminationQuery query(String... by) {
    return new ExaminationQuery(100, List.of(by), OptionalDouble.empty(), 1);
  }

  private static DocumentCollection collection(Doppel doppel, List<Document> documents) throws IOException {
    TinyDoppel.add(doppel, "texts", documents.toArray(Document[]::new));
    return doppel.collection(new CollectionName("texts"));
  }

  private static CollectionExamination examine(
      DocumentCollection collection, ExaminationQuery query, List<Document> fresh) throws IOException {
    return collection.quality().examine(query, Optional.of(collection.judge()), fresh, _ -> {});
  }

  private static Kept kept(ExaminationReport report, Change change) {
    return report.kept().stream()
        .filter(each -> each.perturbation().change() == change)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_the_model_does_not_see_costs_nothing_and_what_it_cannot_read_costs_much() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      DocumentCollection collection = collection(doppel, documents("nature", NATURE, 60, 1));
      ExaminationReport report = examine(collection, query(), List.of()).report();
      assertThat(report.documents()).isEqualTo(60);
      assertThat(report.texts()).isEqualTo(60);
      Kept capitals = kept(report, Change.CAPITALS);
      assertThat(capitals.standard().low()).isGreaterThan(.999);
      assertThat(capitals.recall().mean()).isEqualTo(1);
      Kept typos = kept(report, Change.TYPOS);
      assertThat(typos.texts()).isEqualTo(60);
      assertThat(typos.standard().high()).isLessThan(.95);
      assertThat(typos.low()).isLessThanOrEqualTo(typos.standard().mean());
      Kept worse =
          report.kept().stream()
              .filter(each -> each.perturbation().change() == Change.TYPOS && each.perturbation().strength() > .1)
              .findFirst()
              .orElseThrow();
      assertThat(worse.standard().high()).isLessThan(typos.standard().low());
      assertThat(report.kept()).as("nothing here is Korean").noneMatch(
          each -> each.perturbation().change() == Change.KOREAN_TYPOS);
      assertThat(examine(collection, query(), List.of()).report()).isEqualTo(report);
    }
  }

  @Test
  void a_class_whose_texts_hardly_differ_is_the_worst_slice_and_a_small_one_is_told_last() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      List<String> words = Stream.concat(NATURE.stream(), TRADE.stream()).toList();
      List<Document> documents = new ArrayList<>(documents("various", words, 40, 1));
      // Texts that differ in one word of twelve are another one as soon as that has a typo.
      String same = "the law report of the president and the government of the city";
      for (int i = 0; i < 30; i++) {
        String law = same + " in " + NATURE.get(i % 12) + " " + TRADE.get(i % 11);
        documents.add(new Document("law" + i, "", law, Map.of("kind", "law")));
      }
      documents.add(new Document("alone", "", "guitar piano drum", Map.of("kind", "[\"music\",\"law\"]")));
      DocumentCollection collection = collection(doppel, documents);
      ExaminationReport report = examine(collection, query("kind"), List.of()).report();
      List<Slice> kinds = report.slices().stream().filter(slice -> slice.property().equals("kind")).toList();
      assertThat(kinds).extracting(Slice::value).containsExactly("law", "various", "music");
      Slice law = kinds.getFirst();
      assertThat(law.texts()).isEqualTo(31);
      assertThat(law.isSmall()).isFalse();
      assertThat(law.recall().map(MeanInterval::high).orElseThrow())
          .isLessThan(kinds.get(1).recall().map(MeanInterval::low).orElseThrow());
      assertThat(law.density().map(MeanInterval::mean).orElseThrow())
          .isGreaterThan(kinds.get(1).density().map(MeanInterval::mean).orElseThrow());
      assertThat(kinds.getLast().isSmall()).isTrue();
      assertThat(report.slices().getLast().isSmall()).isTrue();
    }
  }

  @Test
  void texts_are_told_apart_by_script_and_by_length_with_those_beyond_the_model_on_their_own() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      List<Document> documents = new ArrayList<>(documents("nature", NATURE, 25, 1));
      documents.add(Document.of("ko", "오늘 서울 날씨 좋다"));
      documents.add(Document.of("long", "The tree is big. ".repeat(60)));
      ExaminationReport report = examine(collection(doppel, documents), query(), List.of()).report();
      assertThat(report.slices())
          .extracting(slice -> slice.property() + " " + slice.value())
          .contains("script Latin", "script Hangul", "tokens 1 to 8", "tokens over 126");
      assertThat(kept(report, Change.SPACES_LOST).texts()).isEqualTo(1);
    }
  }

  @Test
  void new_texts_of_the_same_kind_raise_no_alarm_and_others_do() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      DocumentCollection collection = collection(doppel, documents("nature", NATURE, 150, 1));
      int alarms = 0;
      for (int seed = 0; seed < 10; seed++) {
        ExaminationQuery query = new ExaminationQuery(60, List.of(), OptionalDouble.of(.01), seed);
        ExaminationReport same =
            examine(collection, query, documents("fresh", NATURE, 60, 100 + seed)).report();
        alarms += same.alarms() ? 1 : 0;
        assertThat(same.drift().orElseThrow().rejected().mean()).isLessThan(.25);
      }
      assertThat(alarms).isLessThanOrEqualTo(1);
      ExaminationQuery query = new ExaminationQuery(60, List.of(), OptionalDouble.of(.01), 1);
      ExaminationReport others = examine(collection, query, documents("fresh", TRADE, 60, 5)).report();
      Drift drift = others.drift().orElseThrow();
      assertThat(others.alarms()).isTrue();
      assertThat(drift.pValue()).isEqualTo(EnergyTest.LEAST);
      assertThat(drift.rejected().low()).isGreaterThan(.9);
      assertThat(drift.nearest().high()).isLessThan(drift.nearestStored().low());
    }
  }

  @Test
  void new_documents_of_the_collection_are_held_against_the_others_and_not_against_each_other() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      List<Document> documents = new ArrayList<>(documents("nature", NATURE, 150, 1));
      documents.addAll(documents("same", NATURE, 60, 2));
      documents.addAll(documents("trade", TRADE, 60, 3));
      DocumentCollection collection = collection(doppel, documents);
      ExaminationReport others = examine(collection, fresh("trade"), List.of()).report();
      assertThat(others.alarms()).isTrue();
      assertThat(others.drift().orElseThrow().texts()).isEqualTo(60);
      assertThat(others.drift().orElseThrow().rejected().low()).isGreaterThan(.9);
      assertThat(others.slices()).noneMatch(slice -> slice.value().equals("trade"));
      Filter nature = new Filter.Is("kind", List.of("nature", "same"));
      Filter same = new Filter.Is("kind", List.of("same"));
      assertThat(examine(collection, fresh(same), List.of()).report().drift().orElseThrow().rejected().mean())
          .isLessThan(.25);
      assertThatThrownBy(() -> examine(collection, fresh("none"), List.of()))
          .isInstanceOf(Bounds.Violation.class)
          .hasMessageContaining("no document of the collection is new by that filter");
      assertThatThrownBy(
              () -> examine(collection, fresh(new Filter.Or(List.of(nature, new Filter.Has("kind")))), List.of()))
          .hasMessageContaining("all documents of the collection are new by that filter");
      assertThatThrownBy(() -> examine(collection, fresh("trade"), documents))
          .hasMessageContaining("not both");
    }
  }

  private static ExaminationQuery fresh(String kind) {
    return fresh(new Filter.Is("kind", List.of(kind)));
  }

  private static ExaminationQuery fresh(Filter filter) {
    return new ExaminationQuery(100, List.of("kind"), OptionalDouble.of(.01), Optional.of(filter), 1);
  }

  @Test
  void a_new_text_is_not_held_against_itself() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      List<Document> documents = documents("nature", NATURE, 80, 1);
      DocumentCollection collection = collection(doppel, documents);
      Drift drift = examine(collection, query(), documents).report().drift().orElseThrow();
      assertThat(drift.nearest().mean()).isEqualTo(drift.nearestStored().mean());
      assertThat(drift.pValue()).isEqualTo(1);
    }
  }

  @Test
  void pairs_that_only_a_guard_holds_apart_are_told_with_the_words_that_differ() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      List<Document> documents = new ArrayList<>(documents("nature", NATURE, 30, 1));
      documents.add(Document.of("yes", "The school is open on the first day of snow and rain."));
      documents.add(Document.of("no", "The school is not open on the first day of snow and rain."));
      CollectionExamination found = examine(collection(doppel, documents), query(), List.of());
      assertThat(found.looked()).isEqualTo(32);
      assertThat(found.guarded().pairs())
          .singleElement()
          .satisfies(
              pair -> {
                assertThat(pair.first().id()).isEqualTo("no");
                assertThat(pair.second().id()).isEqualTo("yes");
                assertThat(pair.judgement().orElseThrow().contrasts())
                    .anyMatch(contrast -> contrast.guard() == Guard.NEGATION);
              });
    }
  }

  @Test
  void what_cannot_be_examined_is_refused_in_a_sentence() throws IOException {
    assertThatThrownBy(() -> new ExaminationQuery(5, List.of(), OptionalDouble.empty(), 1))
        .hasMessage("sample must be 10 to 2000, got 5");
    assertThatThrownBy(() -> query("kind", "script"))
        .hasMessage("by must not be script: texts are told apart by their own script always");
    assertThatThrownBy(() -> new ExaminationQuery(10, List.of(), OptionalDouble.of(.0001), 1))
        .hasMessage("alarm must be 0.001 to 1, got 1.0E-4");
    try (Doppel doppel = TinyDoppel.open(folder)) {
      DocumentCollection empty = doppel.openOrCreate(new CollectionName("texts"));
      assertThatThrownBy(() -> examine(empty, query(), List.of()))
          .isInstanceOf(Bounds.Violation.class)
          .hasMessage("the collection is empty; there is nothing to examine");
      DocumentCollection collection = collection(doppel, documents("nature", NATURE, 3, 1));
      assertThatThrownBy(() -> examine(collection, query("author"), List.of()))
          .isInstanceOf(Bounds.Violation.class)
          .hasMessage("no document has a field \"author\"; there are: kind");
      assertThatThrownBy(
              () -> examine(collection, new ExaminationQuery(10, List.of(), OptionalDouble.of(.05), 1), List.of()))
          .hasMessage("an alarm needs new texts to hold against the collection");
    }
  }

  @Test
  void a_collection_of_a_single_text_can_be_examined() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      DocumentCollection collection = collection(doppel, List.of(Document.of("one", "!?")));
      ExaminationReport report = examine(collection, query(), List.of(Document.of("two", "A tree."))).report();
      assertThat(report.texts()).isEqualTo(1);
      assertThat(report.drift()).as("there is no other text to compare with").isEmpty();
      ExaminationQuery alarm = new ExaminationQuery(10, List.of(), OptionalDouble.of(.05), 1);
      assertThatThrownBy(() -> examine(collection, alarm, List.of(Document.of("two", "A tree."))))
          .hasMessage(
            "an alarm needs at least 2 texts in the collection that are not new, to hold new ones against; got 1");
    }
  }

  @Test
  void an_examination_that_is_cancelled_ends_early_and_leaves_nothing() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      DocumentCollection collection = collection(doppel, documents("nature", NATURE, 100, 1));
      String before = collection.generation();
      AtomicBoolean stop = new AtomicBoolean();
      assertThatThrownBy(
              () ->
                  Cancellation.<CollectionExamination, IOException>within(
                      stop::get,
                      () ->
                          collection
                              .quality()
                              .examine(
                                  query(), Optional.of(collection.judge()), List.of(), part -> stop.set(part > .3))))
          .isInstanceOf(CancellationException.class);
      assertThat(collection.quality().lastExamination()).isEmpty();
      assertThat(collection.generation()).isEqualTo(before);
    }
  }
}
