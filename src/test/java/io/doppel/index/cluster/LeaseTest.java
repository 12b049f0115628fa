package io.doppel.index.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.file.KeptFile;
import io.doppel.index.failure.IndexLockedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class LeaseTest {

  private static final Lease.Holder HERE = new Lease.Holder("here", "order");
  private static final Lease.Holder THERE = new Lease.Holder("there", "");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;
  private final KeptFile file;

  LeaseTest(@TempDir Path folder) {
    file = KeptFile.of(folder.resolve("lease"));
  }

  @Test
  void one_that_has_run_out_is_lost_for_good_even_if_nobody_has_taken_it() throws IOException {
    Lease lease = Lease.take(file, HERE, clock);
    now = now.plusSeconds(50);
    lease.renew();
    now = now.plusSeconds(50);
    lease.require();
    now = now.plusSeconds(11);
    assertThatThrownBy(lease::require).isInstanceOf(IndexLockedException.class);
    assertThatThrownBy(lease::renew).hasMessageContaining("make it anew once more");
    now = now.minusSeconds(60);
    assertThatThrownBy(lease::require).isInstanceOf(IndexLockedException.class);
  }

  @Test
  void one_that_others_have_taken_or_deleted_is_not_renewed() throws IOException {
    Lease lease = Lease.take(file, HERE, clock);
    assertThatThrownBy(() -> Lease.take(file, THERE, clock)).hasMessageContaining("is being made anew by process");
    now = now.plusSeconds(61);
    Lease other = Lease.take(file, THERE, clock);
    assertThatThrownBy(lease::renew).isInstanceOf(IndexLockedException.class);
    lease.finish();
    lease.close();
    other.renew();
    file.delete();
    assertThatThrownBy(other::renew).isInstanceOf(IndexLockedException.class);
  }

  @Test
  void what_was_not_finished_is_left_to_others_at_once() throws IOException {
    Lease.take(file, HERE, clock).close();
    assertThat(Lease.told("things", "p.things.1", file.read().orElseThrow(), "other"))
        .hasValueSatisfying(left -> assertThat(left.abandoned()).isTrue());
    Lease.take(file, THERE, clock).close();
    Lease done = Lease.take(file, THERE, clock);
    done.finish();
    done.close();
    assertThat(file.exists()).isFalse();
  }

  @Test
  void one_whose_index_is_in_its_place_is_not_told_any_more() throws IOException {
    Lease lease = Lease.take(file, HERE, clock);
    lease.tell(new IndexName("p.things", 1, "kind"));
    lease.close();
    byte[] content = file.read().orElseThrow();
    assertThat(Lease.told("things", "p.things.1", content, "other")).isPresent();
    assertThat(Lease.told("things", "p.things.2", content, "other")).isEmpty();
  }
}
