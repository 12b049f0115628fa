package io.doppel.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Embedding;
import io.doppel.index.LocalIndexes;
import io.doppel.index.TestIndex;
import io.doppel.index.Samples;
import io.doppel.projection.CollectionMap.Place;
import io.doppel.projection.CollectionMap.Point;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documents of an index in the plane.
class CollectionMapTest {

  private static final int DIMENSION = 16;

  private final Samples samples = new Samples(11, DIMENSION, 3);
  @TempDir private Path folder;

  private TestIndex index() throws IOException {
    return LocalIndexes.open(folder, Samples.passport(DIMENSION, "mean"));
  }

  private static CollectionMap map(TestIndex index, int limit) throws IOException {
    return CollectionMap.of(index, new MapQuery(limit, 1), _ -> {}, () -> false);
  }

  @Test
  void every_document_is_a_point_with_the_beginning_of_its_text_and_its_short_fields() throws IOException {
    try (TestIndex index = index()) {
      String text = "한글과 😀 ".repeat(100);
      Document document = new Document("long", "A title", text, Map.of("lang", "ko", "abstract", "w".repeat(65)));
      index.put(document, List.of(new Passage("long", 0, text)), List.of(samples.at(0)));
      for (int i = 0; i < 9; i++) {
        samples.put(index, "d" + i, 1 + i % 3);
      }
      index.commit();
      CollectionMap map = map(index, 100);
      assertThat(map.documents()).isEqualTo(10);
      assertThat(map.points()).extracting(Point::id).hasSize(10).contains("long", "d0", "d8").doesNotHaveDuplicates();
      Point point = map.points().stream().filter(each -> each.id().equals("long")).findFirst().orElseThrow();
      assertThat(point.title()).isEqualTo("A title");
      assertThat(text).startsWith(point.beginning());
      assertThat(point.beginning().codePointCount(0, point.beginning().length())).isEqualTo(120);
      assertThat(point.fields()).containsExactly(Map.entry("lang", "ko"));
      assertThat(map(index, 4).points()).hasSize(4);
    }
  }

  @Test
  void a_text_without_a_title_may_begin_with_much_that_cannot_be_seen() throws IOException {
    try (TestIndex index = index()) {
      Document document = Document.of("far", " \n\u200b".repeat(100) + "The text begins here.");
      index.put(document, List.of(new Passage("far", 300, "The text begins here.")), List.of(samples.at(0)));
      index.commit();
      assertThat(map(index, 10).points()).extracting(Point::beginning).containsExactly("The text begins here.");
    }
  }

  @Test
  void a_text_stands_amid_the_documents_nearest_to_it() throws IOException {
    try (TestIndex index = index()) {
      for (int i = 0; i < 200; i++) {
        Samples.put(index, (i % 2 == 0 ? "left" : "right") + i, samples.at(i % 2 == 0 ? i / 50.0 : 90 + i / 50.0));
      }
      index.commit();
      CollectionMap map = map(index, 1_000);
      Place place = map.place(samples.at(1));
      assertThat(place.nearest()).hasSize(10).allMatch(neighbour -> neighbour.point().id().startsWith("left"));
      assertThat(place.nearest().getFirst().similarity()).isGreaterThan(0.999f);
      double toLeft = distance(place, map, "left");
      assertThat(toLeft).isLessThan(distance(place, map, "right"));
    }
  }

  private static double distance(Place place, CollectionMap map, String prefix) {
    return map.points().stream()
        .filter(point -> point.id().startsWith(prefix))
        .mapToDouble(point -> Math.hypot(point.x() - place.x(), point.y() - place.y()))
        .average()
        .orElseThrow();
  }

  @Test
  void a_document_of_opposite_passages_has_a_place() throws IOException {
    try (TestIndex index = index()) {
      Document document = Samples.document("odd", 2);
      float[] opposite = samples.at(180).toArray();
      opposite[1] = 0;
      index.put(document, Samples.passages(document), List.of(samples.at(0), Embedding.ofUnit(opposite)));
      index.commit();
      assertThat(map(index, 10).points()).hasSize(1);
    }
  }

  @Test
  void a_limit_out_of_its_bounds_is_refused_with_a_sentence() {
    assertThatThrownBy(() -> new MapQuery(20_001, 1))
        .isInstanceOf(Bounds.Violation.class)
        .hasMessage("limit must be 1 to 20000, got 20001");
  }
}
