package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.cli.TinyCommandLine.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class KeysCommandTest {

  @TempDir Path folder;

  private TinyCommandLine line;

  @BeforeEach
  void start() throws Exception {
    line = TinyCommandLine.in(folder);
  }

  @Test
  void a_key_is_printed_once_and_listed_without_it() {
    Run made = line.run("keys", "create", "--name", "widget", "--collections", "faq,docs", "--expires", "90d");
    assertThat(made.exit()).isZero();
    assertThat(made.out()).matches("doppel_[0-9a-f]{8}_[A-Za-z0-9_-]{43}\\R");
    assertThat(made.err()).contains("the only time");
    Run listed = line.run("keys", "list", "--json");
    JsonNode key = listed.json();
    assertThat(made.out()).startsWith("doppel_" + key.at("/id").asString());
    assertThat(listed.out()).doesNotContain(made.out().strip());
    assertThat(key.at("/role").asString()).isEqualTo("read");
    assertThat(key.at("/collections").toString()).isEqualTo("[\"faq\",\"docs\"]");
    assertThat(
            Duration.between(
                Instant.parse(key.at("/created").asString()),
                Instant.parse(key.at("/expires").asString())))
        .isEqualTo(Duration.ofDays(90));
    assertThat(line.run("keys").out()).contains("faq,docs").contains("widget");
  }

  @Test
  void a_key_is_revoked_by_its_name_or_its_id() {
    line.run("keys", "create", "--name", "one", "--role", "write");
    String id = line.run("keys", "create", "--name", "other", "--role", "admin", "--json").json().at("/id").asString();
    assertThat(line.run("keys", "revoke", "one").exit()).isZero();
    assertThat(line.run("keys", "revoke", id).exit()).isZero();
    assertThat(line.run("keys", "--json").out()).isEmpty();
    Run again = line.run("keys", "revoke", "one");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("there is no key \"one\"");
  }

  @Test
  void where_there_are_no_keys_it_says_how_to_make_one() {
    assertThat(line.run("keys").out()).contains("doppel keys create --name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--name a/b | a key's name is 1 to 64 letters",
        "--name x --role owner | role must be read, write, admin, got \"owner\"",
        "--name x --expires soon | got \"soon\"",
        "--name x --expires 0d | got \"0d\"",
        "--name x --collections Faq | got \"Faq\"",
        "--name x --filter {} | a filter has a field",
        "--name x --filter nothing | the filter is no JSON",
        "--name x --role admin --filter {\"field\":\"a\",\"is\":\"b\"} | a key with a filter can only search",
        "--name taken | there is a key \"taken\" already"
      })
  void what_is_wrong_is_told_in_a_sentence_and_makes_no_key(String options, String sentence) throws Exception {
    line.run("keys", "create", "--name", "taken");
    String before = Files.readString(folder.resolve("index/keys.json"));
    Run run = line.run(("keys create " + options.strip()).split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(sentence);
    assertThat(Files.readString(folder.resolve("index/keys.json"))).isEqualTo(before);
  }

  @Test
  void a_file_that_holds_something_else_is_told_and_left_alone() throws Exception {
    Files.createDirectories(folder.resolve("index"));
    Path file = Files.writeString(folder.resolve("index/keys.json"), "[1");
    Run run = line.run("keys", "create", "--name", "x");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("keys.json holds no keys");
    assertThat(Files.readString(file)).isEqualTo("[1");
  }
}
