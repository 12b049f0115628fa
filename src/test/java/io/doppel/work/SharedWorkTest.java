package io.doppel.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedWorkTest {

  @Test
  void every_part_is_done_once_and_progress_tells_of_all() throws IOException {
    AtomicInteger done = new AtomicInteger();
    AtomicLong told = new AtomicLong();
    try (SharedWork work = SharedWork.begin("test", told::set, () -> false)) {
      for (int i = 0; i < 5_000; i++) {
        work.add(done::incrementAndGet);
      }
      work.finish();
    }
    assertThat(done).hasValue(5_000);
    assertThat(told).hasValue(5_000);
  }

  @Test
  void what_a_part_fails_with_the_whole_fails_with_be_it_an_error() {
    assertThatThrownBy(() ->
            run(() -> {
              throw new IOException("disk");
            }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk");
    assertThatThrownBy(() -> run(() -> { throw new IllegalStateException("state"); })).hasMessage("state");
    assertThatThrownBy(() ->
            run(() -> {
              throw new StackOverflowError("deep");
            }))
        .isInstanceOf(StackOverflowError.class);
  }

  private static void run(SharedWork.Part bad) throws IOException {
    try (SharedWork work = SharedWork.begin("test", _ -> {}, () -> false)) {
      work.add(bad);
      for (int i = 0; i < 1_000; i++) {
        work.add(() -> {});
      }
      work.finish();
    }
  }

  @Test
  void a_cancellation_ends_it_within_a_second_and_is_heard_in_the_parts() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    AtomicInteger stopped = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    Thread canceller =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    begun.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  cancelled.set(true);
                });
    long start = System.nanoTime();
    assertThatThrownBy(
            () -> {
              try (SharedWork work = SharedWork.begin("test", _ -> {}, cancelled::get)) {
                for (int i = 0; i < 100_000; i++) {
                  work.add(
                      () -> {
                        begun.countDown();
                        try {
                          while (true) {
                            Cancellation.check();
                            Thread.onSpinWait();
                          }
                        } finally {
                          stopped.incrementAndGet();
                        }
                      });
                }
              }
            })
        .isInstanceOf(CancellationException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(stopped.get()).isPositive().isLessThan(1_000);
    canceller.join();
  }

  @Test
  void a_part_that_gave_way_until_all_was_cancelled_does_not_begin() throws IOException {
    AtomicInteger begun = new AtomicInteger();
    ThreadLocal<Integer> asked = ThreadLocal.withInitial(() -> 0);
    BooleanSupplier cancelled =
        () -> {
          asked.set(asked.get() + 1);
          return Thread.currentThread().getName().startsWith("resting") && asked.get() > 1;
        };
    RightOfWay.<Boolean, IOException>question(
        () -> RightOfWay.<Boolean, IOException>behind(
            () -> {
              try (SharedWork work = SharedWork.begin("resting", _ -> {}, cancelled)) {
                work.add(begun::incrementAndGet);
                work.finish();
              }
              return true;
            }));
    assertThat(begun).hasValue(0);
  }

  @Test
  void no_part_is_under_way_after_the_end() throws IOException {
    AtomicInteger running = new AtomicInteger();
    try (SharedWork work = SharedWork.begin("test", _ -> {}, () -> false)) {
      for (int i = 0; i < 20; i++) {
        work.add(
            () -> {
              running.incrementAndGet();
              Thread.onSpinWait();
              running.decrementAndGet();
            });
      }
    }
    assertThat(running).hasValue(0);
  }
}
