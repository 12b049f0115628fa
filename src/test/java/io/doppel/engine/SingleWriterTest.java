package io.doppel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SingleWriterTest {

  private static final CollectionName CATS = new CollectionName("cats");

  private final List<Integer> made = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch end = new CountDownLatch(1);

  /// Makes a change that lasts until the end, and returns once it is under way.
  private Thread changeUntilTheEnd(SingleWriter writer) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .start(
                () ->
                    change(
                        writer,
                        () -> {
                          begun.countDown();
                          await();
                          return made.add(0);
                        }));
    begun.await();
    return thread;
  }

  private static void change(SingleWriter writer, SingleWriter.Change<Boolean> change) {
    try {
      writer.change(change);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void changes_are_made_in_the_order_in_which_they_come() throws Exception {
    SingleWriter writer = new SingleWriter(CATS, Duration.ofMinutes(1));
    List<Thread> threads = new ArrayList<>(List.of(changeUntilTheEnd(writer)));
    for (int number : IntStream.rangeClosed(1, 16).toArray()) {
      Thread thread = Thread.ofPlatform().start(() -> change(writer, () -> made.add(number)));
      threads.add(thread);
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }

    assertThatThrownBy(() -> writer.change(() -> made.add(17)))
        .isInstanceOf(CollectionBusyException.class)
        .hasMessage("collection \"cats\" is being changed by others, and no more may wait for that; try again later");

    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(made).isEqualTo(IntStream.rangeClosed(0, 16).boxed().toList());
  }

  @Test
  void nobody_waits_for_long() throws Exception {
    SingleWriter writer = new SingleWriter(CATS, Duration.ofMillis(1));
    Thread first = changeUntilTheEnd(writer);

    assertThatThrownBy(() -> writer.change(() -> made.add(1))).isInstanceOf(CollectionBusyException.class);
    assertThatThrownBy(() -> writer.changeIfIdle(() -> made.add(1))).isInstanceOf(CollectionBusyException.class);

    end.countDown();
    first.join();
    assertThat(made).containsExactly(0);
  }
}
