package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.file.SystemCommand;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a server says about collections whose disk is full, slow or damaged.
@Timeout(120)
class DamagedCollectionTest {

  private static final String THINGS = "/v1/collections/things";
  private static final String SEARCH = "{\"text\":\"ship\",\"k\":1}";

  @TempDir private Path folder;

  @BeforeEach
  void make() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "things", Document.of("a", "the dog and the cat"), Document.of("b", "a ship on the sea"));
      TinyDoppel.add(doppel, "sound", Document.of("a", "the dog"));
    }
  }

  private Path things() {
    return folder.resolve("index/things");
  }

  private Path file(String ending) throws IOException {
    try (Stream<Path> files = Files.list(things())) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  private void assertDamaged(String sentence) throws IOException, InterruptedException {
    try (TinyServer server = TinyServer.start(folder)) {
      for (HttpResponse<String> answer :
          List.of(
              server.send("GET", THINGS),
              server.send("POST", THINGS + "/search", SEARCH),
              server.send("POST", THINGS + "/documents", "{\"documents\":[{\"id\":\"c\",\"text\":\"a tree\"}]}"))) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(answer).at("/code").asString()).isEqualTo("collection_damaged");
        assertThat(json(answer).at("/detail").asString())
            .startsWith(
                "collection \"things\" cannot be read, its index is damaged or of an unknown version: "
                    + sentence)
            .endsWith("; restore a snapshot, or try: doppel reindex things");
      }
      JsonNode listed = server.get("/v1/collections");
      assertThat(listed.at("/collections/1/state").asString()).isEqualTo("failed");
      assertThat(listed.at("/collections/1/error").asString()).contains(sentence);
      assertThat(server.post("/v1/collections/sound/search", SEARCH).at("/hits/0/id").asString()).isEqualTo("a");
    }
  }

  @Test
  void a_flipped_byte_is_told_after_an_unclean_end() throws Exception {
    Path file = file(".cfs");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);
    Files.createFile(things().resolve("writing"));
    assertDamaged("checksum failed");
  }

  @Test
  void a_truncated_file_is_told() throws Exception {
    Path file = file(".cfs");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    assertDamaged("");
  }

  @Test
  void a_truncated_commit_is_told() throws Exception {
    Path file;
    try (Stream<Path> files = Files.list(things())) {
      file = files.filter(each -> each.getFileName().toString().startsWith("segments_")).findFirst().orElseThrow();
    }
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 30));
    assertDamaged("");
  }

  @Test
  void a_wrong_byte_in_a_decision_costs_that_decision_only() throws Exception {
    try (TinyServer server = TinyServer.start(folder)) {
      server.post(THINGS + "/decisions", "{\"id1\":\"a\",\"id2\":\"b\",\"decision\":\"apart\"}");
    }
    Path file = things().resolve("decisions.jsonl");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] = (byte) 0xff;
    Files.write(file, bytes);
    try (TinyServer server = TinyServer.start(folder)) {
      assertThat(server.send("POST", THINGS + "/search", SEARCH).statusCode()).isEqualTo(200);
      JsonNode decisions = server.get(THINGS + "/decisions");
      assertThat(decisions.at("/decisions")).isEmpty();
      assertThat(decisions.at("/warning").asString()).contains("line 1");
      server.post(THINGS + "/decisions", "{\"id1\":\"a\",\"id2\":\"b\",\"decision\":\"apart\"}");
      assertThat(server.get(THINGS + "/decisions").at("/decisions")).hasSize(1);
    }
  }

  /// Opening a named pipe waits until somebody writes to it.
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_collection_that_is_slow_to_open_is_listed_as_such_and_keeps_nobody_waiting() throws Exception {
    Path pipe = Files.createDirectories(folder.resolve("index/slow")).resolve("segments_1");
    assertThat(SystemCommand.run("mkfifo", pipe.toString())).isZero();
    try (TinyServer server = TinyServer.start(folder)) {
      try {
        for (int i = 0; i < 3; i++) {
          JsonNode listed = server.get("/v1/collections");
          assertThat(listed.findValuesAsString("name")).containsExactly("slow", "sound", "things");
          assertThat(listed.findValuesAsString("state")).containsExactly("opening", "ready", "ready");
        }
      } finally {
        // Whoever waits for the pipe goes on, and finds that it is gone.
        OutputStream end = Files.newOutputStream(pipe, StandardOpenOption.WRITE);
        Files.delete(pipe);
        end.close();
      }
      while (server.get("/v1/collections").findValuesAsString("state").contains("opening")) {
        Thread.sleep(20);
      }
      server.doppel().delete(new CollectionName("sound"));
      assertThat(server.get("/v1/collections").findValuesAsString("name")).containsExactly("slow", "things");
    }
  }

  /// On a real disk, which root may make on Linux.
  @Test
  @EnabledOnOs(OS.LINUX)
  void a_full_disk_is_told_and_when_there_is_room_again_writing_goes_on_by_itself() throws Exception {
    Path home = Files.createDirectory(folder.resolve("full"));
    TinyDoppel.home(home);
    Path disk = Files.createDirectory(home.resolve("index"));
    boolean mounted = SystemCommand.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0;
    assumeThat(mounted).as("may mount a small disk").isTrue();
    try (TinyServer server = TinyServer.start(home)) {
      String documents = THINGS + "/documents";
      assertThat(server.send("POST", documents, document("first")).statusCode()).isEqualTo(200);
      List<String> acknowledged = new ArrayList<>(List.of("first"));
      HttpResponse<String> last = server.send("GET", THINGS);
      for (int i = 0; i < 500 && last.statusCode() == 200; i++) {
        last = server.send("POST", documents, document("id" + i));
        if (last.statusCode() == 200) {
          acknowledged.add("id" + i);
        }
      }
      assertFull(last);
      assertThat(json(last).at("/detail").asString())
          .isEqualTo(
              "there is no room on the disk for collection \"things\"; what was committed is safe, make "
                  + "room and send the rest again");
      fill(disk.resolve("filler"));
      assertFull(server.send("POST", documents, document("more")));
      assertFull(server.send("PUT", "/v1/collections/another"));
      assertThat(server.get("/v1/collections").findValuesAsString("name")).containsExactly("things");
      assertThat(server.send("POST", THINGS + "/search", SEARCH).statusCode()).isEqualTo(200);
      assertThat(server.get(THINGS).at("/documents").asInt()).isEqualTo(acknowledged.size());
      assertThat(SystemCommand.run("mount", "-o", "remount,size=8m", disk.toString())).isZero();
      assertThat(server.send("POST", documents, document("later")).statusCode()).isEqualTo(200);
      acknowledged.add("later");
      assertThat(server.get(documents + "?limit=1000").at("/documents").findValuesAsString("id"))
          .containsExactlyInAnyOrderElementsOf(acknowledged);
    } finally {
      SystemCommand.run("umount", disk.toString());
    }
  }

  /// On a real disk, which root may make on Linux.
  @Test
  @EnabledOnOs(OS.LINUX)
  void where_files_may_only_be_read_searching_goes_on_and_writing_is_refused_until_it_may_be_done() throws Exception {
    Path home = Files.createDirectory(folder.resolve("read"));
    TinyDoppel.home(home);
    Path disk = Files.createDirectory(home.resolve("index"));
    boolean mounted = SystemCommand.run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()) == 0;
    assumeThat(mounted).as("may mount a small disk").isTrue();
    try {
      try (Doppel doppel = TinyDoppel.open(home)) {
        TinyDoppel.add(doppel, "things", Document.of("a", "the dog"), Document.of("b", "a ship on the sea"));
      }
      assertThat(SystemCommand.run("mount", "-o", "remount,ro", disk.toString())).isZero();
      String decision = "{\"id1\":\"a\",\"id2\":\"b\",\"decision\":\"apart\"}";
      try (TinyServer server = TinyServer.start(home)) {
        for (HttpResponse<String> answer :
            List.of(
                server.send("POST", THINGS + "/documents", document("more")),
                server.send("POST", THINGS + "/documents?on_duplicate=reject", document("more")),
                server.send("DELETE", THINGS + "/documents/a"),
                server.send("POST", THINGS + "/decisions", decision),
                server.send("POST", THINGS + "/snapshots"),
                server.send("POST", THINGS + "/compact"),
                server.send("POST", THINGS + "/reindex"),
                server.send("PATCH", THINGS + "/upkeep", "{\"search_width\":64}"),
                server.send("PUT", "/v1/collections/another"),
                server.send("DELETE", THINGS))) {
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
          assertThat(json(answer).at("/code").asString()).isEqualTo("read_only");
          assertThat(json(answer).at("/detail").asString())
              .isEqualTo(
                  "what is there can only be read (Read-only file system); nothing was changed, do it again when it "
                      + "can be written");
        }
        assertThat(server.send("POST", THINGS + "/search", SEARCH).statusCode()).isEqualTo(200);
        assertThat(server.send("GET", THINGS + "/duplicates/clusters").statusCode()).isNotEqualTo(500);
        assertThat(SystemCommand.run("mount", "-o", "remount,rw", disk.toString())).isZero();
        assertThat(server.send("POST", THINGS + "/decisions", decision).statusCode()).isEqualTo(200);
        assertThat(server.send("POST", THINGS + "/documents", document("later")).statusCode()).isEqualTo(200);
      }
    } finally {
      SystemCommand.run("umount", disk.toString());
    }
  }

  private static void assertFull(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
    assertThat(json(answer).at("/code").asString()).isEqualTo("disk_full");
  }

  private static String document(String id) {
    return "{\"documents\":[{\"id\":\"%s\",\"text\":\"%s\"}]}"
        .formatted(id, ("the ship " + id + " is on the sea. ").repeat(200));
  }

  private static void fill(Path file) throws IOException {
    byte[] block = "x".repeat(1024).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < 1024; i++) {
        out.write(block);
      }
    } catch (IOException e) {
      // Full.
      return;
    }
  }
}
