package io.doppel.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.work.RightOfWay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkspacesTest {

  private static final Set<Thread.State> WAITING = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  private final Workspaces workspaces = new Workspaces("tiny", 2, 4, () -> {});

  @Test
  void a_question_does_not_wait_for_long_work_whatever_there_is_of_it() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    String answer =
        RightOfWay.question(
            () -> {
              for (int i = 0; i < 4; i++) {
                threads.add(
                    Thread.ofPlatform().start(() -> RightOfWay.behind(() -> run(new CountDownLatch(0), answered))));
              }
              while (!threads.stream().map(Thread::getState).allMatch(WAITING::contains)) {
                Thread.onSpinWait();
              }
              return workspaces.run(1, _ -> "answer");
            });
    answered.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(answer).isEqualTo("answer");
    assertThat(workspaces.areIdle()).isTrue();
  }

  @Test
  void long_work_has_all_of_them_while_nobody_asks() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<String>> working = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        working.add(threads.submit(() -> RightOfWay.behind(() -> run(both, both))));
      }
      for (Future<String> one : working) {
        assertThat(one.get()).isEqualTo("long");
      }
    }
  }

  private String run(CountDownLatch begun, CountDownLatch end) {
    return workspaces.run(
        1,
        _ -> {
          begun.countDown();
          await(end);
          return "long";
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
