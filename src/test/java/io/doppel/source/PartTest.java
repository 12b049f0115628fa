package io.doppel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.text.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartTest {

  private static final List<Document> ALL =
      IntStream.range(0, 1_000).mapToObj(i -> Document.of("문서 " + i % 700, "text " + i)).toList();

  private static List<Document> part(String text) throws IOException {
    List<Document> read = new ArrayList<>();
    try (DocumentSource some = Part.of(text).in(DocumentSource.of(ALL))) {
      some.forEachRemaining(each -> read.add(((SourceRecord.Accepted) each).document()));
    }
    return read;
  }

  @Test
  void every_document_is_in_one_part_and_those_of_one_id_in_the_same_and_in_order() throws IOException {
    List<Document> together = new ArrayList<>();
    for (int number = 1; number <= 8; number++) {
      List<Document> some = part(number + "/8");
      assertThat(some).hasSizeBetween(80, 180).isSubsetOf(ALL);
      assertThat(some).isSortedAccordingTo((a, b) -> Integer.compare(ALL.indexOf(a), ALL.indexOf(b)));
      together.addAll(some);
    }
    assertThat(together).containsExactlyInAnyOrderElementsOf(ALL);
    assertThat(part("1/1")).isEqualTo(ALL);
  }

  @Test
  void what_is_no_part_is_refused_with_the_value_and_the_bound() {
    for (String text : List.of("", "2", "a/b", "1/2/3", "-1/2", "1/999999")) {
      assertThatThrownBy(() -> Part.of(text))
          .hasMessage("a part is written such as 2/8, the second of eight, got \"%s\"".formatted(text));
    }
    assertThatThrownBy(() -> Part.of("9/8")).hasMessage("part must be 1 to 8, got 9");
    assertThatThrownBy(() -> Part.of("0/8")).hasMessage("part must be 1 to 8, got 0");
    assertThatThrownBy(() -> Part.of("1/0")).hasMessage("parts must be 1 to 10000, got 0");
  }
}
