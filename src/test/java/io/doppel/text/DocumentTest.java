package io.doppel.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
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
}
