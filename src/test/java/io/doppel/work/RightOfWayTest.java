package io.doppel.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RightOfWayTest {

  @Test
  void long_work_is_to_give_way_while_a_question_is_answered_and_the_question_is_not() {
    boolean question =
        RightOfWay.question(
            () -> {
              assertThat(RightOfWay.<Boolean, RuntimeException>behind(RightOfWay::isWanted)).isTrue();
              return RightOfWay.isWanted();
            });
    assertThat(question).isFalse();
  }

  @Test
  void long_work_goes_on_while_questions_come_without_end() {
    int pieces =
        RightOfWay.question(
            () -> RightOfWay.behind(
                () -> {
                  int done = 0;
                  while (done < 5) {
                    RightOfWay.give();
                    done++;
                  }
                  return done;
                }));
    assertThat(pieces).isEqualTo(5);
  }

  @Test
  void a_rest_ends_when_nobody_waits_for_the_work_any_more() {
    AtomicBoolean cancelled = new AtomicBoolean();
    assertThatThrownBy(() ->
            RightOfWay.question(
                () -> Cancellation.within(
                    cancelled::get,
                    () -> RightOfWay.behind(
                        () -> {
                          cancelled.set(true);
                          RightOfWay.give();
                          Cancellation.check();
                          return true;
                        }))))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void what_a_part_computed_is_made_up_for_though_it_never_gave_way() throws Exception {
    long computed = 400_000_000;
    AtomicLong ended = new AtomicLong();
    Runnable work =
        () -> {
          compute(computed);
          ended.set(System.nanoTime());
        };
    RightOfWay.<Boolean, InterruptedException>question(
        () -> RightOfWay.<Boolean, InterruptedException>behind(
            () -> {
              Thread.ofPlatform().start(RightOfWay.asHere(work)).join();
              RightOfWay.give();
              return true;
            }));
    assertThat(System.nanoTime() - ended.get())
        .isGreaterThanOrEqualTo(computed / Runtime.getRuntime().availableProcessors());
  }

  private static void compute(long nanos) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + nanos;
    while (threads.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void long_work_does_not_give_way_to_a_question_that_waits() {
    boolean rested =
        RightOfWay.question(
            () -> RightOfWay.waiting(
                () -> RightOfWay.behind(
                    () -> {
                      while (RightOfWay.isWanted() && !Thread.currentThread().isInterrupted()) {
                        RightOfWay.give();
                      }
                      return !RightOfWay.isWanted();
                    })));
    assertThat(rested).isTrue();
    assertThat(RightOfWay.<Boolean, RuntimeException>waiting(() -> true)).isTrue();
  }

  @Test
  void parts_of_shared_work_are_long_if_that_which_shares_it_is() throws IOException {
    assertThat(RightOfWay.<List<Boolean>, IOException>behind(RightOfWayTest::parts)).containsOnly(true).hasSize(20);
    assertThat(parts()).containsOnly(false).hasSize(20);
  }

  private static List<Boolean> parts() throws IOException {
    Queue<Boolean> parts = new ConcurrentLinkedQueue<>();
    try (SharedWork work = SharedWork.begin("test", _ -> {}, () -> false)) {
      for (int i = 0; i < 20; i++) {
        work.add(() -> parts.add(RightOfWay.isBehind()));
      }
      work.finish();
    }
    return List.copyOf(parts);
  }
}
