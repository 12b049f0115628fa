package io.doppel.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.text.Passage;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.NullMarked;

/// Holds hits that were found on two roads against each other.
///
/// A dot product in float32 depends in its last digits on the order of the sum: on the processor, and on whether Java has compiled the loop yet.
@NullMarked
public final class HitAssertions {

  /// What two float32 sums of the products of unit vectors may differ by.
  public static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

  private HitAssertions() {}

  /// The same passages, with the same similarities but for rounding.
  public static void assertClose(Hits hits, Hits expected) {
    assertThat(hits.truncated()).isEqualTo(expected.truncated());
    assertThat(hits.list()).hasSameSizeAs(expected.list());
    for (int i = 0; i < hits.list().size(); i++) {
      assertThat(hits.list().get(i).similarity()).isCloseTo(expected.list().get(i).similarity(), ROUNDING);
    }
    assertThat(passages(hits)).isEqualTo(passages(expected));
  }

  static Set<Passage> passages(Hits hits) {
    Set<Passage> passages = new HashSet<>();
    hits.list().forEach(hit -> passages.add(hit.passage()));
    return passages;
  }
}
