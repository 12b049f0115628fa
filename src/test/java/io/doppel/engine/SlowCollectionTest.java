package io.doppel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SlowCollectionTest {

  private static final CollectionName SLOW = new CollectionName("slow");

  @TempDir Path folder;

  /// Opening a named pipe waits until somebody writes to it.
  @Test
  @Timeout(60)
  @DisabledOnOs(OS.WINDOWS)
  void a_collection_that_is_slow_to_open_keeps_nobody_waiting_who_asks_for_another_one() throws Exception {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "quick", Document.of("a", "the dog"));
      Path pipe = Files.createDirectories(folder.resolve("index/slow")).resolve("segments_1");
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
      // Threads of their own: a pool may have but one, which waits.
      CompletableFuture<DocumentCollection> opening =
          CompletableFuture.supplyAsync(
              () -> open(doppel), task -> Thread.ofPlatform().start(task));
      CompletableFuture<Void> others =
          CompletableFuture.runAsync(
              () -> useOthers(doppel), task -> Thread.ofPlatform().start(task));
      try {
        assertThatThrownBy(() -> Cancellation.within(() -> true, () -> open(doppel)))
            .isInstanceOf(CancellationException.class);
        assertThat(others).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(opening).isNotDone();
      } finally {
        // Whoever waits for the pipe goes on, and finds that it is gone.
        OutputStream end = Files.newOutputStream(pipe, StandardOpenOption.WRITE);
        Files.delete(pipe);
        end.close();
      }
      assertThat(opening.handle((collection, failure) -> true)).succeedsWithin(20, TimeUnit.SECONDS);
    }
  }

  private static DocumentCollection open(Doppel doppel) {
    try {
      return doppel.collection(SLOW);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void useOthers(Doppel doppel) {
    try {
      CollectionName quick = new CollectionName("quick");
      assertThat(doppel.collection(quick).documents()).isEqualTo(1);
      TimeUnit.MILLISECONDS.sleep(300);
      TinyDoppel.add(doppel, "third", Document.of("b", "a ship"));
      doppel.snapshot(quick, folder.resolve("copy"));
      doppel.restore(new CollectionName("again"), folder.resolve("copy"));
      doppel.delete(quick);
      assertThat(doppel.opened()).hasSize(1);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
