package io.doppel.index.cluster.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedExceptionTest {

  @ParameterizedTest
  @CsvSource({
    "search_context_missing_exception, true",
    "search_context_missing_nodes_exception, true",
    "resource_not_found_exception, true",
    "index_not_found_exception, false"
  })
  void a_point_in_time_is_lost_with_a_context_or_with_the_node_that_had_it(String type, boolean lost) {
    assertThat(new RefusedException(404, type, "gone").isLostView()).isEqualTo(lost);
  }
}
