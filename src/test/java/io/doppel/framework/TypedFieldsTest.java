package io.doppel.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void the_name_of_the_field_that_tells_kinds_is_taken() {
    assertThatThrownBy(() -> TypedFields.of(Map.of("metadata_kinds", "x")))
        .hasMessage("metadata must not be named \"metadata_kinds\"");
  }
}
