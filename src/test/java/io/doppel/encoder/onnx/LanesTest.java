package io.doppel.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.work.Cancellation;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class LanesTest {

  @Test
  void a_part_on_another_thread_hears_that_nobody_waits_any_more() {
    ThreadLocal<Boolean> over = ThreadLocal.withInitial(() -> false);
    Queue<Boolean> heard = new ConcurrentLinkedQueue<>();
    try (Lanes lanes = new Lanes(2)) {
      Cancellation.within(
          over::get,
          () -> {
            lanes.run(
                2,
                _ -> {
                  over.set(true);
                  heard.add(Cancellation.current().getAsBoolean());
                  over.set(false);
                });
            return true;
          });
    }
    assertThat(heard).containsExactly(true, true);
  }
}
