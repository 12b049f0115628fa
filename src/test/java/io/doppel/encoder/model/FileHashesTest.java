package io.doppel.encoder.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {

  @TempDir private Path folder;
  private Path graph;
  private Path tokenizer;

  @BeforeEach
  void twoFilesThatAreNotYoung() throws Exception {
    graph = Files.writeString(folder.resolve("model.onnx"), "graph");
    tokenizer = Files.writeString(folder.resolve("tokenizer.json"), "tokens");
    Thread.sleep(2_100);
  }

  @Test
  void a_hash_is_computed_once_and_remembered_for_each_file() throws Exception {
    assertThat(hash(graph)).isEqualTo(Sha256.of("graph"));
    assertThat(hash(tokenizer)).isEqualTo(Sha256.of("tokens"));
    String remembered = Files.readString(folder.resolve(FileHashes.FILE));
    assertThat(remembered.lines()).hasSize(2);

    // A lie that is remembered shows that nothing is computed.
    String lie = "0".repeat(64);
    Files.writeString(folder.resolve(FileHashes.FILE), remembered.replace(Sha256.of("graph"), lie));
    assertThat(hash(graph)).isEqualTo(lie);
    assertThat(hash(tokenizer)).isEqualTo(Sha256.of("tokens"));
  }

  @Test
  void a_file_that_was_changed_is_hashed_anew_also_where_its_size_and_time_were_kept() throws Exception {
    hash(graph);
    FileTime time = Files.getLastModifiedTime(graph);

    Files.writeString(graph, "other");
    Files.setLastModifiedTime(graph, time);

    assertThat(hash(graph)).isEqualTo(Sha256.of("other"));
  }

  @Test
  void what_is_remembered_of_a_file_is_replaced_and_not_added_to() throws Exception {
    hash(graph);
    Files.writeString(graph, "another graph");
    Thread.sleep(2_100);

    assertThat(hash(graph)).isEqualTo(Sha256.of("another graph"));
    assertThat(Files.readAllLines(folder.resolve(FileHashes.FILE))).hasSize(1);
  }

  @Test
  void a_file_that_is_young_is_not_remembered() throws Exception {
    Files.setLastModifiedTime(graph, FileTime.from(Instant.now()));

    assertThat(hash(graph)).isEqualTo(Sha256.of("graph"));
    assertThat(folder.resolve(FileHashes.FILE)).doesNotExist();
  }

  @Test
  void what_was_remembered_and_cannot_be_read_costs_only_time() throws Exception {
    Files.write(folder.resolve(FileHashes.FILE), new byte[] {(byte) 0xff, 10, 'x', ' ', ' ', 'y'});
    assertThat(hash(graph)).isEqualTo(Sha256.of("graph"));

    Files.delete(folder.resolve(FileHashes.FILE));
    Files.createDirectories(folder.resolve(FileHashes.FILE).resolve("in the way"));
    assertThat(hash(graph)).isEqualTo(Sha256.of("graph"));
  }

  @Test
  void two_files_have_one_hash() throws Exception {
    assertThat(FileHashes.in(folder).of(List.of(graph, tokenizer))).isEqualTo(Sha256.of("graphtokens"));
  }

  private String hash(Path file) throws IOException {
    return FileHashes.in(folder).of(List.of(file));
  }
}
