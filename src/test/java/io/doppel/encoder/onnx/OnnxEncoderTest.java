package io.doppel.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.OnnxFile;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.model.ModelException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxEncoderTest {

  private static final EncoderSettings SETTINGS = new EncoderSettings(2, 1, 64);

  @TempDir private Path models;

  @Test
  void embeddings_come_in_the_order_of_the_texts_whatever_their_lengths() throws IOException {
    List<String> texts = texts(200);
    try (OnnxEncoder encoder = standard()) {
      List<Embedding> together = encoder.encode(texts, Prompt.NONE);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(together.get(i))
            .as(texts.get(i))
            .isEqualTo(encoder.encode(texts.get(i), Prompt.NONE));
      }
    }
  }

  @Test
  void texts_that_share_words_are_more_alike_than_texts_that_do_not() throws IOException {
    try (OnnxEncoder encoder = standard()) {
      Embedding guitar = encoder.encode("A man plays the guitar", Prompt.NONE);
      Embedding piano = encoder.encode("The man plays a piano", Prompt.NONE);
      Embedding weather = encoder.encode("오늘 서울 날씨", Prompt.NONE);
      Embedding tomorrow = encoder.encode("내일 서울 날씨", Prompt.NONE);
      Embedding unknown = encoder.encode("zyxwv qponm", Prompt.NONE);
      assertThat(guitar.cosine(piano)).isGreaterThan(0.5f);
      assertThat(weather.cosine(tomorrow)).isGreaterThan(0.5f);
      assertThat(guitar.cosine(weather)).isLessThan(0.4f);
      assertThat(guitar.cosine(unknown)).isLessThan(0.4f);
    }
  }

  @Test
  void a_text_that_comes_twice_is_encoded_once() throws IOException {
    try (OnnxEncoder encoder = standard()) {
      List<Embedding> embeddings = encoder.encode(List.of("cat", "dog", "cat"), Prompt.NONE);
      assertThat(embeddings.get(2)).isSameAs(embeddings.get(0));
      assertThat(embeddings.get(1)).isNotEqualTo(embeddings.get(0));
    }
  }

  @Test
  void no_texts_give_no_embeddings() throws IOException {
    try (OnnxEncoder encoder = standard()) {
      assertThat(encoder.encode(List.of(), Prompt.NONE)).isEmpty();
    }
  }

  @Test
  void an_empty_text_has_the_embedding_of_the_special_tokens() throws IOException {
    try (OnnxEncoder encoder = standard()) {
      assertThat(encoder.encode("", Prompt.NONE)).isEqualTo(encoder.encode(" \n\t", Prompt.NONE));
      assertThat(encoder.count("")).isZero();
    }
  }

  @Test
  void a_text_is_read_up_to_the_limit_of_the_model() throws IOException {
    Path folder = new TinyModel().maxTokens(6).writeTo(models.resolve("short"));
    try (OnnxEncoder encoder = OnnxEncoder.load(folder, SETTINGS)) {
      assertThat(encoder.maxTokens()).isEqualTo(6);
      assertThat(encoder.maxContentTokens()).isEqualTo(4);
      assertThat(encoder.count("cat dog bird fish horse")).isEqualTo(5);
      assertThat(encoder.encode("cat dog bird fish horse", Prompt.NONE))
          .isEqualTo(encoder.encode("cat dog bird fish", Prompt.NONE))
          .isNotEqualTo(encoder.encode("cat dog bird", Prompt.NONE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cls_token, 1, 0, 0, 0",
    "mean_tokens, 0.25, 0.25, 0.25, 0.25",
    "mean_sqrt_len_tokens, 0.5, 0.5, 0.5, 0.5",
    "weightedmean_tokens, 0.1, 0.2, 0.3, 0.4",
    "lasttoken, 0, 0, 0, 1"
  })
  void a_pooling_weighs_the_tokens_by_its_definition(
      String pooling, float cls, float cat, float dog, float sep) throws IOException {
    Path folder = new TinyModel().dimension(8).pooling(pooling).writeTo(models.resolve(pooling));
    float[] expected = new float[8];
    for (int i = 0; i < 8; i++) {
      expected[i] =
          cls * TinyModel.vector("[CLS]", 8)[i]
              + cat * TinyModel.vector("cat", 8)[i]
              + dog * TinyModel.vector("dog", 8)[i]
              + sep * TinyModel.vector("[SEP]", 8)[i];
    }
    assertThatCatDogIs(folder, expected);
  }

  @Test
  void max_pooling_takes_the_largest_of_each_coordinate() throws IOException {
    Path folder = new TinyModel().dimension(8).pooling("max_tokens").writeTo(models.resolve("max"));
    float[] expected = TinyModel.vector("[CLS]", 8);
    for (String token : List.of("cat", "dog", "[SEP]")) {
      for (int i = 0; i < 8; i++) {
        expected[i] = Math.max(expected[i], TinyModel.vector(token, 8)[i]);
      }
    }
    assertThatCatDogIs(folder, expected);
  }

  @Test
  void each_side_gets_its_own_prompt() throws IOException {
    Path folder =
        new TinyModel()
            .prompt("query", "question ")
            .prompt("document", "one two three ")
            .writeTo(models.resolve("sides"));
    try (OnnxEncoder encoder = OnnxEncoder.load(folder, SETTINGS)) {
      assertThat(encoder.encode("cat", Prompt.QUERY))
          .isEqualTo(encoder.encode("question cat", Prompt.NONE));
      assertThat(encoder.encode("cat", Prompt.DOCUMENT))
          .isEqualTo(encoder.encode("one two three cat", Prompt.NONE));
      assertThat(encoder.maxContentTokens()).isEqualTo(128 - 2 - 3);
    }
  }

  @Test
  void a_model_without_token_types_gives_the_same_embeddings() throws IOException {
    Path folder = new TinyModel().withoutTokenTypes().writeTo(models.resolve("untyped"));
    try (OnnxEncoder typed = standard();
        OnnxEncoder untyped = OnnxEncoder.load(folder, SETTINGS)) {
      assertThat(untyped.encode("cat and dog", Prompt.NONE))
          .isEqualTo(typed.encode("cat and dog", Prompt.NONE));
    }
  }

  @Test
  void many_threads_get_what_one_thread_gets()
      throws IOException, InterruptedException, ExecutionException {
    List<String> texts = texts(300);
    try (OnnxEncoder encoder = standard();
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Embedding> serial = encoder.encode(texts, Prompt.NONE);
      List<Future<List<Embedding>>> answers = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        List<String> part = texts.subList(i, texts.size() - i);
        answers.add(threads.submit(() -> encoder.encode(part, Prompt.NONE)));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo(serial.subList(i, texts.size() - i));
      }
    }
  }

  @Test
  void a_closed_encoder_refuses_work_and_can_be_closed_again() throws IOException {
    OnnxEncoder encoder = standard();
    encoder.close();
    encoder.close();
    assertThatThrownBy(() -> encoder.encode("cat", Prompt.NONE))
        .hasMessage("the encoder is closed");
    assertThatThrownBy(() -> encoder.count("cat")).hasMessage("the encoder is closed");
  }

  @Test
  void the_fingerprint_changes_with_all_that_moves_an_embedding() throws IOException {
    List<EncoderFingerprint> prints = new ArrayList<>();
    for (TinyModel model :
        List.of(
            new TinyModel(),
            new TinyModel().dimension(32),
            new TinyModel().maxTokens(64),
            new TinyModel().pooling("cls_token"),
            new TinyModel().prompt("query", "ask "),
            new TinyModel().words(List.of("doppelganger")))) {
      try (OnnxEncoder encoder =
          OnnxEncoder.load(model.writeTo(models.resolve("changing")), SETTINGS)) {
        prints.add(encoder.fingerprint());
      }
    }
    assertThat(prints).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "model.onnx, is missing",
    "tokenizer.json, is missing",
    "modules.json, is missing",
    "1_Pooling/config.json, is missing",
    "sentence_bert_config.json, is missing"
  })
  void a_model_without_one_of_its_files_is_refused_by_the_name_of_the_file(
      String file, String problem) throws IOException {
    Path folder = TinyModel.write(models, "incomplete");
    Files.delete(folder.resolve(file));
    assertRefused(folder, file, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.onnx | no graph | is no ONNX file: it has an unknown kind of field at byte 0",
        "tokenizer.json | {\"version\": | is no tokenizer: EOF while parsing",
        "tokenizer.json | [] | is no tokenizer",
        "tokenizer.json | {} | is no tokenizer",
        "modules.json | nonsense | is not JSON",
        "modules.json | [] | must have one Pooling module, has 0",
        "modules.json | [{\"type\":\"sentence_transformers.models.CNN\"}] | asks for the module "
            + "sentence_transformers.models.CNN, which is not supported",
        "1_Pooling/config.json | {} | must choose one known pooling mode, got []",
        "sentence_bert_config.json | {} | needs a max_seq_length of at least 1",
        "sentence_bert_config.json | {\"max_seq_length\":2} | leaves no room for a text: max_seq_length is 2"
      })
  void a_model_with_a_broken_file_is_refused_by_the_name_of_the_file(
      String file, String content, String problem) throws IOException {
    Path folder = TinyModel.write(models, "broken");
    Files.writeString(folder.resolve(file), content);
    assertRefused(folder, problem.startsWith("leaves no room") ? "tokenizer.json" : file, problem);
  }

  @Test
  void a_graph_that_was_cut_short_is_refused() throws IOException {
    Path folder = TinyModel.write(models, "cut");
    byte[] whole = Files.readAllBytes(folder.resolve("model.onnx"));
    Files.write(folder.resolve("model.onnx"), Arrays.copyOf(whole, whole.length / 2));
    assertRefused(
        folder, "model.onnx", "is no ONNX file: it is cut short at byte " + whole.length / 2);
  }

  @Test
  void a_graph_of_weights_that_are_no_numbers_is_refused() throws IOException {
    Path folder = TinyModel.write(models, "nan");
    float[] nothing = new float[4000 * 8];
    Arrays.fill(nothing, Float.NaN);
    Files.write(
        folder.resolve("model.onnx"),
        new OnnxFile()
            .input("input_ids")
            .input("attention_mask")
            .constant("words", nothing, 4000, 8)
            .node("Gather", List.of("words", "input_ids"), "last_hidden_state")
            .output("last_hidden_state", "batch", "sequence", 8)
            .toBytes());
    assertRefused(folder, "model.onnx", "cannot embed a word");
  }

  @Test
  void a_folder_that_is_not_there_is_refused() {
    assertThatThrownBy(() -> OnnxEncoder.load(models.resolve("none"), SETTINGS))
        .isInstanceOf(ModelException.class)
        .hasMessage(models.resolve("none") + " is no model folder");
  }

  /// On Linux, a process that reports home has the upload queue's database open, and has read the
  /// machine's id.
  @Test
  void nothing_is_reported_to_the_maker_of_the_runtime() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors), "skipped: no /proc on this system");
    standard().close();
    List<String> open = new ArrayList<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        if (Files.isSymbolicLink(link)) {
          open.add(Files.readSymbolicLink(link).toString());
        }
      }
    }
    assertThat(open).isNotEmpty().noneMatch(file -> file.contains(".onnxruntime/"));
  }

  private static void assertRefused(Path folder, String file, String problem) {
    assertThatThrownBy(() -> OnnxEncoder.load(folder, SETTINGS))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(folder.resolve(file) + " " + problem);
  }

  private static void assertThatCatDogIs(Path folder, float[] expected) throws IOException {
    float[] unit = Embedding.normalize(expected).toArray();
    try (OnnxEncoder encoder = OnnxEncoder.load(folder, SETTINGS)) {
      // The longer neighbour makes padding, which no pooling may read.
      Embedding actual =
          encoder.encode(List.of("cat dog", "fish bird horse tree flower"), Prompt.NONE).getFirst();
      assertThat(actual.toArray()).containsExactly(unit, within(1e-6f));
    }
  }

  private OnnxEncoder standard() throws IOException {
    return OnnxEncoder.load(TinyModel.write(models, "tiny"), SETTINGS);
  }

  private static List<String> texts(int count) {
    Random random = new Random(11);
    List<String> words =
        new ArrayList<>(List.of("cat", "dog", "river", "unheard", "오늘", "날씨", "guitar", "the"));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Collections.shuffle(words, random);
      texts.add(
          i
              + " "
              + String.join(
                  " ",
                  Collections.nCopies(
                      1 + random.nextInt(5), words.getFirst() + " " + words.get(1))));
    }
    return texts;
  }
}
