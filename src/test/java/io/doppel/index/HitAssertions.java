package io.doppel.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.index.hit.Hits;
import io.doppel.text.Passage;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/// Holds hits that were found in two ways against each other. Whoever computes a similarity does it with the one dot
/// product, so they are equal to the last bit.
@NullMarked
public final class HitAssertions {

  private HitAssertions() {}

  /// The same passages, with the same similarities.
  public static void assertSameHits(Hits hits, Hits expected) {
    assertThat(hits.truncated()).isEqualTo(expected.truncated());
    assertThat(hits.list()).hasSameSizeAs(expected.list());
    for (int i = 0; i < hits.list().size(); i++) {
      assertThat(hits.list().get(i).similarity()).isEqualTo(expected.list().get(i).similarity());
    }
    assertThat(passages(hits)).isEqualTo(passages(expected));
  }

  static Set<Passage> passages(Hits hits) {
    Set<Passage> passages = new HashSet<>();
    hits.list().forEach(hit -> passages.add(hit.passage()));
    return passages;
  }
}
