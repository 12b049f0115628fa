package io.doppel.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.model.Dense;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.model.Modules;
import io.doppel.encoder.model.Safetensors;
import io.doppel.encoder.model.Safetensors.Tensor;
import io.doppel.text.Span;
import io.doppel.vector.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ways in which published models differ, each on a tiny model.
class ModelKindsTest {

  private static final String TEXT = "cat dog";
  private static final List<String> TOKENS = List.of("[CLS]", "cat", "dog", "[SEP]");

  @TempDir private Path models;

  @Test
  void weights_in_a_file_of_their_own_give_the_same_and_count_for_the_fingerprint()
      throws IOException {
    Path inside = TinyModel.write(models, "inside");
    Path outside = new TinyModel().withExternalWeights().writeTo(models.resolve("outside"));
    try (Encoder one = load(inside);
        Encoder other = load(outside)) {
      assertThat(other.encode(TEXT, Prompt.NONE)).isEqualTo(one.encode(TEXT, Prompt.NONE));
      EncoderFingerprint before = other.fingerprint();
      Path data = outside.resolve("model.onnx_data");
      byte[] bytes = Files.readAllBytes(data);
      bytes[bytes.length - 1] ^= 1;
      Files.write(models.resolve("changed"), bytes);
      Files.move(models.resolve("changed"), data, StandardCopyOption.REPLACE_EXISTING);
      try (Encoder changed = load(outside)) {
        assertThat(changed.fingerprint()).isNotEqualTo(before);
      }
    }
  }

  @Test
  void missing_weights_are_refused_by_the_name_of_their_file() throws IOException {
    Path folder = new TinyModel().withExternalWeights().writeTo(models.resolve("outside"));
    Files.delete(folder.resolve("model.onnx_data"));
    assertThatThrownBy(() -> load(folder))
        .hasMessage(folder.resolve("model.onnx_data") + " is missing");
  }

  /// The layout of the caches of the Hugging Face hub, and links that lead to another place each.
  @Test
  void files_may_be_links() throws IOException {
    Path real = new TinyModel().withExternalWeights().writeTo(models.resolve("real"));
    Path blobs = Files.createDirectory(models.resolve("blobs"));
    Path elsewhere = Files.createDirectories(models.resolve("else/where"));
    Path near = Files.createDirectories(models.resolve("near"));
    Path far = Files.createDirectories(models.resolve("far"));
    Files.createSymbolicLink(near.resolve("1_Pooling"), real.resolve("1_Pooling"));
    Files.createSymbolicLink(far.resolve("1_Pooling"), real.resolve("1_Pooling"));
    for (String name :
        List.of(
            "tokenizer.json",
            "modules.json",
            "sentence_bert_config.json",
            "model.onnx",
            "model.onnx_data")) {
      Files.copy(real.resolve(name), blobs.resolve("0a" + name.hashCode()));
      Files.createSymbolicLink(near.resolve(name), Path.of("../blobs/0a" + name.hashCode()));
      Files.copy(real.resolve(name), elsewhere.resolve(name));
      Files.createSymbolicLink(
          far.resolve(name),
          name.equals("model.onnx") ? elsewhere.resolve(name) : real.resolve(name));
    }
    try (Encoder one = load(real);
        Encoder hub = load(near);
        Encoder scattered = load(far);
        Encoder link = load(Files.createSymbolicLink(models.resolve("link"), real))) {
      assertThat(hub.encode(TEXT, Prompt.NONE)).isEqualTo(one.encode(TEXT, Prompt.NONE));
      assertThat(scattered.encode(TEXT, Prompt.NONE)).isEqualTo(one.encode(TEXT, Prompt.NONE));
      assertThat(link.encode(TEXT, Prompt.NONE)).isEqualTo(one.encode(TEXT, Prompt.NONE));
      assertThat(hub.fingerprint().modelSha256()).isEqualTo(one.fingerprint().modelSha256());
    }
  }

  @Test
  void weights_that_the_graph_wants_from_elsewhere_are_refused() throws IOException {
    Path folder = new TinyModel().withExternalWeights().writeTo(models.resolve("outside"));
    byte[] graph = Files.readAllBytes(folder.resolve("model.onnx"));
    String name = new String(graph, StandardCharsets.ISO_8859_1).replace("model.onnx_data", "../xel.onnx_dat");
    Files.write(folder.resolve("model.onnx"), name.getBytes(StandardCharsets.ISO_8859_1));
    Files.move(folder.resolve("model.onnx_data"), models.resolve("xel.onnx_dat"));
    assertThatThrownBy(() -> load(folder))
        .hasMessage(folder.resolve("model.onnx") + " has weights outside of its folder, in ../xel.onnx_dat");
  }

  @Test
  void texts_are_put_into_lower_case_where_the_model_says_so_and_its_tokenizer_does_not() throws IOException {
    Path plain = TinyModel.write(models, "plain");
    Path cased = TinyModel.write(models, "cased");
    Path told = TinyModel.write(models, "told");
    Path both = TinyModel.write(models, "both");
    for (Path folder : List.of(cased, told)) {
      Path file = folder.resolve("tokenizer.json");
      Files.writeString(file, Files.readString(file).replace("{\"type\":\"Lowercase\"}", "{\"type\":\"NFC\"}"));
    }
    for (Path folder : List.of(told, both)) {
      Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\":128,\"do_lower_case\":true}");
    }
    try (Encoder one = load(plain);
        Encoder other = load(cased);
        Encoder lower = load(told);
        Encoder twice = load(both)) {
      Embedding wanted = one.encode("The Cat İ sat", Prompt.NONE);
      assertThat(other.encode("The Cat İ sat", Prompt.NONE)).isNotEqualTo(wanted);
      assertThat(lower.encode("The CAT", Prompt.NONE))
          .isEqualTo(lower.encode("the cat", Prompt.NONE))
          .isEqualTo(one.encode("the cat", Prompt.NONE));
      assertThat(lower.count("The CAT sat")).isEqualTo(one.count("the cat sat"));
      assertThat(lower.tokens("İİİİ CAT").getLast().span()).isEqualTo(new Span(5, 8));
      assertThat(lower.tokens("İ CAT")).last().satisfies(token -> assertThat(token.span()).isEqualTo(new Span(2, 5)));
      assertThat(lower.fingerprint().tokenizerSha256()).isEqualTo(other.fingerprint().tokenizerSha256() + "+lowercase");
      assertThat(twice.fingerprint().tokenizerSha256()).isEqualTo(one.fingerprint().tokenizerSha256());
    }
  }

  @Test
  void what_is_read_of_a_text_is_told_by_the_prompt_before_it() throws IOException {
    Path folder = TinyModel.write(models, "prompted");
    Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\":12}");
    Files.writeString(
        folder.resolve("config_sentence_transformers.json"),
        "{\"prompts\":{\"query\":\"cat cat cat cat cat \",\"document\":\"\"}}");
    try (Encoder encoder = load(folder)) {
      String text = "dog dog dog dog dog dog dog dog";
      assertThat(encoder.truncates(text, Prompt.QUERY)).isTrue();
      assertThat(encoder.encode(text, Prompt.QUERY)).isEqualTo(encoder.encode(text + " cat", Prompt.QUERY));
      assertThat(encoder.truncates(text, Prompt.DOCUMENT)).isFalse();
      assertThat(encoder.truncates(text, Prompt.NONE)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"max_seq_length":2048} | {"max_position_embeddings":512,"model_type":"bert"} | {} | 512
          {"max_seq_length":2048} | {"max_position_embeddings":514,"model_type":"xlm-roberta","pad_token_id":1} | {} | 512
          {"max_seq_length":514} | {"max_position_embeddings":514,"model_type":"mpnet"} | {} | 512
          {"max_seq_length":256} | {"max_position_embeddings":512,"model_type":"bert"} | {"model_max_length":128} | 256
          {"max_seq_length":2048} | {"model_type":"t5"} | {} | 2048
          {} | {"max_position_embeddings":514,"model_type":"roberta"} | {"model_max_length":1000000000000000019884624838656} | 512
          {} | {"max_position_embeddings":512,"model_type":"bert"} | {} | 512
          {} | {} | {"model_max_length":384} | 384
          """)
  void no_text_is_longer_than_the_positions_of_the_model(
      String own, String config, String tokenizer, int tokens) throws IOException {
    Path folder = TinyModel.write(models, "bounded");
    Files.writeString(
        folder.resolve("sentence_bert_config.json"),
        own.equals("{}") ? "{\"max_seq_length\":null}" : own);
    Files.writeString(folder.resolve("config.json"), config);
    Files.writeString(folder.resolve("tokenizer_config.json"), tokenizer);
    try (Encoder encoder = load(folder)) {
      assertThat(encoder.maxTokens()).isEqualTo(tokens);
    }
  }

  @Test
  void the_graph_may_lie_in_the_folder_onnx() throws IOException {
    Path folder = new TinyModel().graph("onnx/model.onnx").writeTo(models.resolve("inner"));
    try (Encoder inner = load(folder);
        Encoder outer = load(TinyModel.write(models, "outer"))) {
      assertThat(inner.encode(TEXT, Prompt.NONE)).isEqualTo(outer.encode(TEXT, Prompt.NONE));
    }
  }

  @Test
  void token_embeddings_go_by_two_names() throws IOException {
    Path folder = new TinyModel().tokenOutput("token_embeddings").writeTo(models.resolve("named"));
    try (Encoder named = load(folder);
        Encoder standard = load(TinyModel.write(models, "standard"))) {
      assertThat(named.encode(TEXT, Prompt.NONE)).isEqualTo(standard.encode(TEXT, Prompt.NONE));
    }
    Path strange = new TinyModel().tokenOutput("logits").writeTo(models.resolve("strange"));
    assertThatThrownBy(() -> load(strange))
        .hasMessage(
            strange.resolve("model.onnx")
                + " has none of the outputs last_hidden_state, token_embeddings and sentence_embedding, only [logits]");
  }

  /// As XLM-RoBERTa has it, and with it most multilingual models.
  @Test
  void a_unigram_tokenizer_reads_the_longest_likely_pieces() throws IOException {
    List<String> tokens = List.of("<s>", "<pad>", "</s>", "<unk>", "▁cat", "▁dog", "▁고양이", "▁", "c", "a", "t", "s");
    String json =
        """
        {"version":"1.0","added_tokens":[%s],"normalizer":{"type":"NFKC"},
         "pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true},
         "post_processor":%s,
         "model":{"type":"Unigram","unk_id":3,"byte_fallback":false,"vocab":[["<s>",0],["<pad>",0],["</s>",0],["<unk>",0],
          ["▁cat",-2],["▁dog",-2],["▁고양이",-2],["▁",-3],["c",-5],["a",-5],["t",-5],["s",-5]]}}
        """
            .formatted(special("<s>", 0, "<pad>", 1, "</s>", 2, "<unk>", 3), FRAME);
    Path folder =
        new TinyModel().dimension(8).withoutTokenTypes().tokenizer(tokens, json).writeTo(models.resolve("unigram"));
    try (Encoder encoder = load(folder)) {
      assertThatIsMeanOf(encoder.encode("cat dog", Prompt.NONE), "<s>", "▁cat", "▁dog", "</s>");
      assertThatIsMeanOf(encoder.encode("고양이 cats", Prompt.NONE), "<s>", "▁고양이", "▁cat", "s", "</s>");
      assertThat(encoder.count("cat dog zebra")).isEqualTo(encoder.count("cat dog") + encoder.count("zebra"));
      assertThat(encoder.legibility("고양이")).isGreaterThan(encoder.legibility("ㅁㅁㅁ"));
    }
  }

  /// As RoBERTa has it.
  @Test
  void a_byte_pair_tokenizer_merges_in_its_order() throws IOException {
    List<String> tokens =
        List.of("<s>", "<pad>", "</s>", "<unk>", "c", "a", "t", "d", "o", "g", "Ġ", "Ġd", "ca", "cat", "Ġdo", "Ġdog");
    StringBuilder vocabulary = new StringBuilder();
    for (int id = 0; id < tokens.size(); id++) {
      vocabulary.append(id == 0 ? "" : ",").append("\"%s\":%d".formatted(tokens.get(id), id));
    }
    String json =
        """
        {"version":"1.0","added_tokens":[%s],
         "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},
         "post_processor":%s,
         "model":{"type":"BPE","unk_token":"<unk>","vocab":{%s},"merges":[["c","a"],["ca","t"],["Ġ","d"],["Ġd","o"],["Ġdo","g"]]}}
        """
            .formatted(special("<s>", 0, "<pad>", 1, "</s>", 2, "<unk>", 3), FRAME, vocabulary);
    Path folder =
        new TinyModel()
            .dimension(8)
            .withoutTokenTypes()
            .tokenizer(tokens, json)
            .writeTo(models.resolve("bpe"));
    try (Encoder encoder = load(folder)) {
      assertThatIsMeanOf(encoder.encode("cat dog", Prompt.NONE), "<s>", "cat", "Ġdog", "</s>");
      assertThatIsMeanOf(encoder.encode("cat dot", Prompt.NONE), "<s>", "cat", "Ġdo", "t", "</s>");
    }
  }

  @Test
  void without_a_limit_of_its_own_a_model_reads_what_transformer_and_tokenizer_allow() throws IOException {
    Path folder = TinyModel.write(models, "unlimited");
    Path own = folder.resolve("sentence_bert_config.json");
    Files.delete(own);
    assertThatThrownBy(() -> load(folder))
        .hasMessage(own + " is missing, and config.json and tokenizer_config.json do not say how long a text may be");
    Files.writeString(folder.resolve("config.json"), "{\"max_position_embeddings\":514}");
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"model_max_length\":512}");
    try (Encoder encoder = load(folder)) {
      assertThat(encoder.maxTokens()).isEqualTo(512);
    }
    Files.writeString(own, "{\"max_seq_length\":null}");
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"model_max_length\":1e30}");
    try (Encoder encoder = load(folder)) {
      assertThat(encoder.maxTokens()).isEqualTo(514);
    }
  }

  @Test
  void the_pooling_may_be_named_by_a_word() throws IOException {
    Path folder = TinyModel.write(models, "word");
    Files.writeString(folder.resolve("1_Pooling/config.json"), "{\"pooling_mode\":\"cls\"}");
    try (Encoder encoder = load(folder)) {
      assertThat(encoder.fingerprint().pooling()).isEqualTo("cls");
    }
  }

  @Test
  void a_graph_that_pools_by_itself_is_not_pooled_again() throws IOException {
    Path folder = new TinyModel().dimension(8).withPooledOutput().writeTo(models.resolve("pooled"));
    try (Encoder encoder = load(folder)) {
      assertThat(encoder.dimension()).isEqualTo(8);
      assertThat(encoder.encode(TEXT, Prompt.NONE).toArray())
          .containsExactly(Embedding.normalize(mean(8)).toArray(), within(1e-6f));
    }
  }

  @Test
  void dense_layers_come_after_the_pooling_in_their_order() throws IOException {
    float[] tilt = new float[3 * 8];
    for (int i = 0; i < tilt.length; i++) {
      tilt[i] = (i % 5) * 0.25f - 0.5f;
    }
    float[] turn = {0, 1, 0, 0, 0, 2};
    Path folder =
        new TinyModel()
            .dimension(8)
            .dense("torch.nn.modules.activation.Tanh", tilt, new float[] {0.1f, 0.2f, 0.3f})
            .dense("torch.nn.modules.linear.Identity", turn, new float[] {0, -1})
            .writeTo(models.resolve("dense"));
    float[] mean = mean(8);
    float[] hidden = new float[3];
    for (int row = 0; row < 3; row++) {
      float sum = 0.1f * (row + 1);
      for (int i = 0; i < 8; i++) {
        sum += tilt[row * 8 + i] * mean[i];
      }
      hidden[row] = (float) Math.tanh(sum);
    }
    float[] expected = {hidden[1], 2 * hidden[2] - 1};
    try (Encoder encoder = load(folder)) {
      assertThat(encoder.dimension()).isEqualTo(2);
      assertThat(encoder.fingerprint().pooling())
          .matches("mean,dense:tanh:[0-9a-f]{16},dense:identity:[0-9a-f]{16}");
      assertThat(encoder.encode(TEXT, Prompt.NONE).toArray())
          .containsExactly(Embedding.normalize(expected).toArray(), within(1e-6f));
    }
  }

  @Test
  void a_dense_layer_that_cannot_be_read_is_refused_by_the_name_of_its_file() throws IOException {
    Path folder =
        new TinyModel()
            .dimension(2)
            .dense("torch.nn.modules.activation.Softsign", new float[] {1, 0, 0, 1}, new float[2])
            .writeTo(models.resolve("dense"));
    Path module = folder.resolve("2_Dense");
    assertThatThrownBy(() -> load(folder))
        .hasMessage(
            module.resolve("config.json")
                + " asks for the activation torch.nn.modules.activation.Softsign, which is not supported");
    new TinyModel()
        .dimension(2)
        .dense("torch.nn.modules.linear.Identity", new float[] {1, 0, 0, 1}, new float[2])
        .writeTo(folder);
    Path weights = module.resolve("model.safetensors");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(whole, whole.length - 4));
    assertThatThrownBy(() -> load(folder))
        .hasMessage(weights + " is cut short or no safetensors file");
    Files.delete(weights);
    assertThatThrownBy(() -> load(folder))
        .hasMessage(weights + " is missing; weights in another format are not read");
  }

  @Test
  void an_adapter_behind_a_model_turns_what_the_model_gives_and_leaves_the_base_as_it_was() throws IOException {
    Path folder = new TinyModel().dimension(8).writeTo(models.resolve("adapted"));
    Dense adapter = new Dense(turn(), new float[] {0, 0, 0.5f}, Dense.Activation.IDENTITY);
    Modules.append(folder, adapter);
    try (Encoder plain = load(new TinyModel().dimension(8).writeTo(models.resolve("plain")));
        Encoder adapted = load(folder)) {
      Embedding unadapted = plain.encode(TEXT, Prompt.NONE);
      Embedding expected = Embedding.normalize(Embedding.normalize(adapter.apply(unadapted.toArray())).toArray());
      assertThat(adapted.encode(TEXT, Prompt.NONE)).isEqualTo(expected);
      assertThat(adapted.dimension()).isEqualTo(3);
      assertThat(adapted.fingerprint().pooling()).matches("mean,unit,dense:identity:[0-9a-f]{16}");
      assertThat(plain.base()).isSameAs(plain);
      assertThat(adapted.base().encode(TEXT, Prompt.NONE)).isEqualTo(unadapted);
      assertThat(adapted.base().fingerprint().unnamed()).isEqualTo(plain.fingerprint().unnamed());
      assertThat(adapted.adapt(unadapted, Prompt.NONE)).isEqualTo(expected);
      assertThat(adapted.shortenedTo(2).base().fingerprint()).isEqualTo(adapted.base().fingerprint());
      assertThat(adapted.shortenedTo(2).adapt(unadapted, Prompt.NONE)).isEqualTo(expected.shortenedTo(2));
    }
  }

  @Test
  void an_adapter_behind_a_graph_that_pools_by_itself_or_behind_another_adapter_counts_too() throws IOException {
    Path folder = new TinyModel().dimension(8).withPooledOutput().writeTo(models.resolve("pooled"));
    Embedding unadapted;
    try (Encoder plain = load(folder)) {
      unadapted = plain.encode(TEXT, Prompt.NONE);
    }
    Dense first = new Dense(turn(), new float[3], Dense.Activation.TANH);
    Dense second =
        new Dense(
            Matrix.of(2, 3, new float[] {1, 1, 0, 0, 1, -1}),
            new float[] {0.25f, 0},
            Dense.Activation.IDENTITY);
    Modules.append(folder, first);
    Modules.append(folder, second);
    try (Encoder adapted = load(folder)) {
      Embedding once = Embedding.normalize(first.apply(unadapted.toArray()));
      float[] expected = Embedding.normalize(second.apply(once.toArray())).toArray();
      assertThat(adapted.encode(TEXT, Prompt.NONE).toArray()).containsExactly(expected, within(1e-6f));
      assertThat(adapted.base().encode(TEXT, Prompt.NONE)).isEqualTo(unadapted);
    }
  }

  private static Matrix turn() {
    Random random = new Random(7);
    float[] values = new float[3 * 8];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Matrix.of(3, 8, values);
  }

  @Test
  void a_dense_layer_is_written_as_it_is_read() throws IOException {
    Path folder = models.resolve("3_Dense");
    Dense written = new Dense(turn(), new float[] {1, -2, 1e-30f}, Dense.Activation.TANH);
    written.write(folder);
    Dense read = Dense.read(folder);
    assertThat(read.fingerprint()).isEqualTo(written.fingerprint());
    float[] some = {1, 2, 3, 4, 5, 6, 7, 8};
    assertThat(read.apply(some)).isEqualTo(written.apply(some));
    assertThat(folder.resolve("config.json"))
        .content()
        .isEqualTo(
            """
            {
              "in_features" : 8,
              "out_features" : 3,
              "bias" : true,
              "activation_function" : "torch.nn.modules.activation.Tanh"
            }
            """);
    ByteBuffer weights =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("model.safetensors")))
            .order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) weights.getLong(0);
    assertThat(header % 8).isZero();
    assertThat(new String(weights.array(), 8, header, StandardCharsets.UTF_8).strip())
        .isEqualTo(
            """
            {"__metadata__":{"format":"pt"},"linear.bias":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},\
            "linear.weight":{"dtype":"F32","shape":[3,8],"data_offsets":[12,108]}}""");
    assertThat(weights.capacity()).isEqualTo(8 + header + 108);
    assertThat(weights.getFloat(8 + header + 4)).isEqualTo(-2);
  }

  @Test
  void weights_of_half_the_width_are_read() throws IOException {
    String header =
        """
        {"half":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"brain":{"dtype":"BF16","shape":[1],"data_offsets":[4,6]}}""";
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length() + 6)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length());
    bytes
        .put(header.getBytes(StandardCharsets.UTF_8))
        .putShort(Float.floatToFloat16(-0.5f))
        .putShort(Float.floatToFloat16(3));
    bytes.putShort((short) (Float.floatToIntBits(-2.5f) >> 16));
    Path file = Files.write(models.resolve("half.safetensors"), bytes.array());
    Safetensors read = Safetensors.read(file);
    assertThat(read.tensor("half", 2)).containsExactly(-0.5f, 3);
    assertThat(read.tensor("brain", 1)).containsExactly(-2.5f);
    assertThatThrownBy(() -> read.tensor("brain", 2))
        .hasMessage(file + " needs 2 values of brain, in float32, float16 or bfloat16");
    assertThatThrownBy(() -> new Tensor(List.of(2, 2), new float[3]))
        .hasMessage("a tensor of the shape [2, 2] has 4 values, got 3");
    assertThatThrownBy(() -> new Dense(turn(), new float[2], Dense.Activation.IDENTITY))
        .hasMessage(
            "a Dense module needs at least one row and column and a bias for each row, got 3 rows, 8 "
                + "columns and 2 values of bias");
  }

  @Test
  void a_tokenizer_with_more_tokens_than_the_graph_has_embeddings_for_is_refused()
      throws IOException {
    Path folder = new TinyModel().tableRows(700).writeTo(models.resolve("mismatch"));
    assertThatThrownBy(() -> load(folder))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            folder.resolve("tokenizer.json")
                + " has more than the 700 tokens that model.onnx has embeddings for");
  }

  @Test
  void a_shortened_encoder_keeps_the_first_coordinates_at_unit_length() throws IOException {
    try (Encoder whole = load(TinyModel.write(models, "whole"));
        Encoder shorter = whole.shortenedTo(16)) {
      float[] first = Arrays.copyOf(whole.encode(TEXT, Prompt.NONE).toArray(), 16);
      assertThat(shorter.dimension()).isEqualTo(16);
      assertThat(shorter.encode(TEXT, Prompt.NONE)).isEqualTo(Embedding.normalize(first));
      assertThat(shorter.fingerprint()).isNotEqualTo(whole.fingerprint());
      assertThat(whole.shortenedTo(64)).isSameAs(whole);
      assertThatThrownBy(() -> whole.shortenedTo(65))
          .hasMessage("dimension must be 1 to 64, got 65");
      assertThatThrownBy(() -> whole.shortenedTo(0)).hasMessage("dimension must be 1 to 64, got 0");
    }
  }

  private static Encoder load(Path folder) throws IOException {
    return OnnxEncoder.load(folder, new EncoderSettings(2, 1, 64));
  }

  private static final String FRAME =
      """
      {"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}},\
      {"SpecialToken":{"id":"</s>","type_id":0}}],"pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":0}}],\
      "special_tokens":{"<s>":{"id":"<s>","ids":[0],"tokens":["<s>"]},"</s>":{"id":"</s>","ids":[2],"tokens":["</s>"]}}}\
      """;

  /// The `added_tokens` of a tokenizer, from tokens and their ids by turns.
  private static String special(Object... tokensAndIds) {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < tokensAndIds.length; i += 2) {
      json.append(i == 0 ? "" : ",")
          .append(
              ("{\"id\":%s,\"content\":\"%s\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,"
                  + "\"normalized\":false,\"special\":true}")
                  .formatted(tokensAndIds[i + 1], tokensAndIds[i]));
    }
    return json.toString();
  }

  private static void assertThatIsMeanOf(Embedding actual, String... tokens) {
    int dimension = actual.dimension();
    float[] sum = new float[dimension];
    for (String token : tokens) {
      float[] vector = TinyModel.vector(token, dimension);
      for (int i = 0; i < dimension; i++) {
        sum[i] += vector[i];
      }
    }
    assertThat(actual.toArray()).containsExactly(Embedding.normalize(sum).toArray(), within(1e-6f));
  }

  private static float[] mean(int dimension) {
    float[] mean = new float[dimension];
    for (String token : TOKENS) {
      for (int i = 0; i < dimension; i++) {
        mean[i] += TinyModel.vector(token, dimension)[i] / TOKENS.size();
      }
    }
    return mean;
  }
}
