package io.doppel.text;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentTest {

  @Test
  @SuppressWarnings("NullAway") // what a careless caller does
  void a_field_that_is_null_is_refused_by_name() {
    Map<String, String> fields = new HashMap<>();
    fields.put("k", null);
    assertThatThrownBy(() -> new Document("a", "", "text", fields))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fields must be texts, k is null");
  }

  @Test
  void metadata_has_a_bound_in_number_and_length_and_what_is_beyond_it_is_named() {
    refused(numbered(1_001, "v"), "fields must be at most 1,000, got 1,001");
    refused(Map.of("n".repeat(257), "v"), "names of fields must be at most 256 characters long, got 257");
    refused(
        Map.of("abstract", "v".repeat(32_769)), "fields.abstract must be at most 32,768 characters long, got 32,769");
    refused(numbered(5, "v".repeat(32_000)), "fields must be at most 131,072 characters long together, got 160,005");
    new Document("id", "", "text", numbered(1_000, "v".repeat(100))).admitted();
    new Document("id", "", "text", numbered(4, "v".repeat(32_767))).admitted();
  }

  @Test
  void an_id_that_no_address_can_end_with_does_not_come_in() {
    for (String id : List.of(".", "..")) {
      Document document = Document.of(id, "text");
      assertThatThrownBy(document::admitted)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got \"" + id + "\"");
    }
    Document.of("...", "text").admitted();
  }

  private static Map<String, String> numbered(int count, String value) {
    return IntStream.range(0, count).boxed().collect(toMap(Object::toString, i -> value));
  }

  private static void refused(Map<String, String> fields, String sentence) {
    Document document = new Document("id", "", "text", fields);
    assertThatThrownBy(document::admitted)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
