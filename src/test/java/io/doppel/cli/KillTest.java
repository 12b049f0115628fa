package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.TinyModel;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import io.doppel.index.TestIndex;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at any moment loses nothing that was committed, and the next run goes on; `kill` ends it in good order.
class KillTest {

  private static final int DOCUMENTS = 20_000;
  private static final int STEP = 400;

  @TempDir Path folder;

  @Test
  void indexing_killed_midway_goes_on_and_ends_with_every_document_once() throws Exception {
    TinyModel.write(folder.resolve("models"), "tiny");
    long committed = 0;
    int written = 0;
    Process first = index("-");
    try (BufferedWriter input = first.outputWriter(StandardCharsets.UTF_8)) {
      // Trickles in until a commit shows, so that the process dies with some documents kept and others under way.
      while (committed == 0 && written < DOCUMENTS) {
        for (int i = 0; i < STEP; i++, written++) {
          input.write(line(written));
        }
        input.flush();
        TimeUnit.MILLISECONDS.sleep(250);
        committed = isMade() ? documents() : 0;
      }
      first.destroyForcibly().waitFor();
    } catch (IOException e) {
      // Closing what the dead process no longer reads may fail.
    }
    long before = documents();
    assertThat(before).isGreaterThanOrEqualTo(committed).isBetween(1L, DOCUMENTS - 1L);

    Path file = folder.resolve("many.jsonl");
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < DOCUMENTS; i++) {
        writer.write(line(i));
      }
    }
    Process second = index(file.toString());
    String summary = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(second.waitFor()).isZero();
    assertThat(summary).contains("\"unchanged\":" + before).contains("\"indexed\":" + (DOCUMENTS - before));
    try (Doppel doppel = Doppel.open(home())) {
      TestIndex index = new TestIndex(doppel.collection(new CollectionName("many")).index());
      assertThat(index.documents()).isEqualTo(DOCUMENTS);
      assertThat(index.passages()).isEqualTo(DOCUMENTS);
      assertThat(index.document("d0")).isPresent();
      assertThat(index.document("d" + (DOCUMENTS - 1))).isPresent();
    }
  }

  @Test
  @Timeout(120)
  void indexing_that_is_asked_to_stop_says_what_it_did_and_how_to_go_on() throws Exception {
    TinyModel.write(folder.resolve("models"), "tiny");
    Process process = index("-");
    try (BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8)) {
      // The reject shows that it reads by now.
      input.write("no json\n" + line(1));
      input.flush();
      while (!Files.readString(folder.resolve("err.txt")).contains("standard input:1") && process.isAlive()) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      // The process itself would close its streams here.
      process.toHandle().destroy();
      TimeUnit.SECONDS.sleep(1);
    }
    String summary = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(143);
    // Whether the document behind the rejected line was still read is a matter of moments.
    assertThat(summary).contains("\"indexed\":").contains("\"rejected\":1,");
    assertThat(Files.readString(folder.resolve("err.txt")))
        .endsWith("doppel: stopped; run the same command again to go on\n");
  }

  private static String line(int number) {
    return "{\"id\":\"d%d\",\"text\":\"the dog number %d sees the ship on the sea\"}\n".formatted(number, number);
  }

  /// Before that, to look would be to make it, and only one of two can.
  private boolean isMade() throws IOException {
    Path index = folder.resolve("index/many");
    if (!Files.isDirectory(index)) {
      return false;
    }
    try (Stream<Path> files = Files.list(index)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("segments_"));
    }
  }

  private long documents() throws IOException {
    try (Doppel doppel = Doppel.open(home())) {
      return doppel.openOrCreate(new CollectionName("many")).documents();
    }
  }

  private Home home() {
    return new Home(folder.resolve("models"), "tiny", folder.resolve("index"));
  }

  private Process index(String file) throws IOException {
    return ProgramProcess.of(folder, folder.resolve("models"), "tiny", "index", "--json", "-c", "many", file).start();
  }
}
