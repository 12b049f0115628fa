package io.doppel.index.cluster.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.index.upkeep.Calls;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class CallCountsTest {

  @Test
  void calls_are_counted_by_what_they_are_for_whatever_the_index() {
    CallCounts counts = new CallCounts();
    counts.note("/_search?allow_partial_search_results=false", 500_000_000, false);
    counts.note("/p.things/_bulk?timeout=60s", 1, true);
    counts.note("/_search", 250_000_000, true);
    counts.note("/p._files/_doc/things:a.json?op_type=create", 0, false);
    counts.note("/p.things.1", 0, false);
    assertThat(counts.all()).containsOnlyKeys("search", "bulk", "doc", "index");
    assertThat(counts.all().get("search")).isEqualTo(new Calls(2, 1, .75));
    assertThat(counts.all().get("bulk")).isEqualTo(new Calls(1, 1, 1e-9));
  }
}
