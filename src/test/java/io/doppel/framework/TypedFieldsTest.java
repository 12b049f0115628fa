package io.doppel.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TypedFieldsTest {

  @Test
  void metadata_come_back_as_they_were_and_each_is_a_field_that_a_filter_reads() {
    Map<String, Object> metadata =
        Map.of(
            "topic", "account",
            "digits", "42",
            "year", 2024,
            "views", Long.MAX_VALUE,
            "weight", 0.1f,
            "price", 1e-300,
            "open", true,
            "of", UUID.fromString("00000000-0000-0001-0000-000000000002"),
            "tags", List.of("new", "한국어"));
    Map<String, String> fields = TypedFields.of(metadata);
    assertThat(fields).containsEntry("year", "2024").containsEntry("tags", "[\"new\",\"한국어\"]");
    assertThat(TypedFields.read(fields)).isEqualTo(metadata);
    assertThat(TypedFields.of(Map.of("topic", "account"))).containsExactly(Map.entry("topic", "account"));
  }

  @Test
  void fields_that_say_something_else_of_kinds_are_texts() {
    for (String kinds : List.of("x", "", "[1]", "\"a\"", "null")) {
      Map<String, String> fields = Map.of("metadata_kinds", kinds, "n", "1");
      assertThat(TypedFields.read(fields)).as(kinds).isEqualTo(fields);
    }
    Map<String, String> said = Map.of("n", "abc", "a", "b", "open", "maybe", "u", "1", "j", "null", "o", "{");
    Map<String, String> fields = new HashMap<>(said);
    fields.put(
        "metadata_kinds",
        """
        {"n": "integer", "a": "foo", "open": "boolean", "u": "uuid", "j": "json", "o": "json", "none": 1,
        "metadata_kinds": "json"}""");
    assertThat(TypedFields.read(fields)).isEqualTo(said);
    assertThat(TypedFields.read(Map.of("n", "1", "metadata_kinds", "{\"n\": {}}"))).isEqualTo(Map.of("n", "1"));
  }

  @Test
  void the_name_of_the_field_that_tells_kinds_is_taken() {
    assertThatThrownBy(() -> TypedFields.of(Map.of("metadata_kinds", "x")))
        .hasMessage("metadata must not be named \"metadata_kinds\"");
  }
}
