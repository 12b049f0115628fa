package io.doppel.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The keys and names of a running server.
class KeysTest {

  @TempDir private Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

  private final Logger log = Logger.getLogger(Keys.class.getName());
  private final List<LogRecord> told = new ArrayList<>();
  private final Handler handler = listener(told);

  @BeforeEach
  void listen() {
    log.addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    log.removeHandler(handler);
  }

  @Test
  void a_file_that_names_no_keys_is_not_taken_for_one_without_keys() throws IOException {
    KeyFile file = new KeyFile(folder.resolve("keys.json"));
    for (String content :
        List.of(
            "null",
            "{}",
            "{\"Keys\":[]}",
            "{\"keys\":null}",
            "{\"keys\":[null]}",
            "{\"keys\":[{\"name\":\"a\",\"role\":\"READ\",\"collections\":[],\"hash\":\"0\"}]}",
            "{\"keys\":[{\"id\":\"0\",\"name\":\"a\",\"role\":\"READ\",\"collections\":[]}]}")) {
      Files.writeString(file.path(), content);
      assertThatThrownBy(file::keys).as(content).hasMessageContaining("keys.json holds no keys");
      assertThatThrownBy(() -> file.create("new", Role.READ, List.of(), null, null, Instant.EPOCH))
          .as(content)
          .hasMessageContaining("keys.json holds no keys");
      assertThat(file.path()).hasContent(content);
    }
  }

  @Test
  void a_file_that_cannot_be_read_leaves_the_keys_as_they_were_and_is_told_once() throws Exception {
    KeyFile file = new KeyFile(folder.resolve(KeyFile.NAME));
    String key = file.create("me", Role.READ, List.of(), null, null, now.get()).text();
    Keys keys = new Keys(file, null, clock());
    Files.writeString(file.path(), "{\"keys\":[");
    for (int second = 0; second < 5; second++) {
      later();
      assertThat(keys.find(key)).isPresent();
    }
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().getMessage()).contains(file.path().toString(), "still count");

    Files.writeString(file.path(), "{\"keys\":[]}");
    later();
    assertThat(keys.find(key)).isEmpty();
    Files.writeString(file.path(), "no keys");
    later();
    assertThat(keys.areWanted()).isTrue();
    assertThat(told).hasSize(2);
  }

  @Test
  void a_second_fault_is_told_although_the_file_is_as_it_was_in_between() throws Exception {
    KeyFile file = new KeyFile(folder.resolve(KeyFile.NAME));
    file.create("me", Role.READ, List.of(), null, null, now.get());
    Path aside = folder.resolve("aside");
    Keys keys = new Keys(file, null, clock());
    for (int fault = 1; fault <= 2; fault++) {
      Files.move(file.path(), aside);
      Files.createDirectory(file.path());
      later();
      assertThat(keys.areWanted()).isTrue();
      assertThat(told).hasSize(fault);
      Files.delete(file.path());
      Files.move(aside, file.path());
      later();
      assertThat(keys.areWanted()).isTrue();
    }
  }

  @Test
  void a_key_that_is_revoked_is_none_also_after_the_clock_was_set_back() throws Exception {
    KeyFile file = new KeyFile(folder.resolve(KeyFile.NAME));
    String key = file.create("me", Role.READ, List.of(), null, null, now.get()).text();
    Instant right = now.get();
    now.set(right.plus(Duration.ofDays(4_000)));
    Keys keys = new Keys(file, null, clock());
    assertThat(keys.find(key)).isPresent();
    now.set(right);
    Files.writeString(file.path(), "{\"keys\":[]}");
    later();
    assertThat(keys.find(key)).isEmpty();
  }

  @Test
  void a_folder_is_no_file_of_keys() {
    assertThatThrownBy(() -> new Keys(new KeyFile(folder), null, clock()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("%s is none", folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "https://search.example.org", "search.example.org:443", "*.example.org", ""})
  void a_name_by_which_no_server_is_asked_is_refused(String name) {
    assertThatThrownBy(() -> new AccessSettings(null, null, List.of(name), List.of(), false))
        .isInstanceOf(Bounds.Violation.class)
        .hasMessageContaining("such as search.example.org, got \"" + name + "\"");
  }

  private void later() {
    now.updateAndGet(before -> before.plus(Duration.ofSeconds(2)));
  }

  private Clock clock() {
    InstantSource moved = now::get;
    return moved.withZone(ZoneOffset.UTC);
  }

  private static Handler listener(List<LogRecord> told) {
    return new Handler() {
      @Override
      public void publish(LogRecord event) {
        told.add(event);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
