package io.doppel.encoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A model folder for tests, written in a few milliseconds and run by the real ONNX Runtime and
/// tokenizer: each word has a fixed pseudo-random vector, and a text is their mean. Texts are the
/// more similar the more words they share; function words and punctuation weigh little. A word
/// outside the vocabulary is read in pairs of letters (Korean: in jamo), so that it is still unlike
/// other words; one with any other character is `[UNK]`.
///
/// `TinyModel.write(models, "tiny")` makes the standard one: 64 dimensions, mean pooling, 128
/// tokens.
public final class TinyModel {

  private static final int SEED = 20260101;
  private static final float LIGHT = 0.1f;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String PUNCTUATION = ".,;:!?'\"()[]{}<>-_/\\&%$#@*+=~`^|…·";
  private static final String FUNCTION_WORDS =
      """
      a an the this that these those of in on at to from by with for about as into over under and or but not no if then \
      than so is are was were be been being am do does did have has had can could will would shall should may might must \
      i you he she it we they me him her us them my your his its our their who what which when where why how there here\
      """;
  private static final String WORDS =
      """
      time year people way day man woman child boy girl world life hand part place case week company system program \
      question work government number night point home water room mother father area money story fact month lot right \
      study book eye job word business issue side kind head house service friend power hour game line end member law car \
      city community name president team minute idea body information back parent face level office door health person \
      art war history party result change morning reason research moment air teacher force education foot music dog cat \
      bird horse fish tree flower sun moon star sea river mountain rain snow wind fire light color red green blue black \
      white yellow big small old new good bad long short high low fast slow hot cold happy sad young early late easy hard \
      run walk go come see look hear say tell ask answer give take make get find think know want like love need feel try \
      leave call play guitar piano drum sing dance eat drink cook read write learn teach buy sell open close start stop \
      begin help show move live sit stand lose pay meet set follow create speak allow add spend grow win offer remember \
      consider appear wait serve die send build stay fall cut reach kill remain suggest raise pass require report decide \
      pull break carry car train plane ship bus bicycle road street bridge food bread rice meat apple banana onion salt \
      sugar milk tea coffee wine doctor nurse hospital disease medicine computer phone network software data file search \
      index text language english korean sentence password account email bank card price order delivery ticket travel \
      hotel airport weather school student university science theory energy planet cell animal plant machine engine metal \
      one two three four five six seven eight nine ten first second last next many few more most other same different\
      """;
  private static final String KOREAN_WORDS =
      """
      사람 시간 날씨 오늘 내일 어제 학교 학생 선생님 책 물 집 친구 나라 한국 한국어 영어 서울 부산 음식 밥 빵 커피 우유 고양이 강아지 새 나무 꽃 바다 강 산 \
      비 눈 바람 불 돈 은행 카드 계좌 비밀번호 변경 방법 주문 배송 가격 표 여행 호텔 공항 기차 버스 자동차 자전거 길 병원 의사 약 컴퓨터 전화 문장 검색 질문 \
      답 어떻게 무엇 언제 어디 왜 누가 하나요 합니다 있습니다 없습니다 좋다 나쁘다 크다 작다 빠르다 느리다 가다 오다 보다 먹다 마시다 읽다 쓰다 배우다\
      """;

  /// The same bytes in each run, so that a passport holds in all.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private static final Set<String> LIGHT_WORDS = Set.copyOf(words(FUNCTION_WORDS));

  private final Set<String> vocabulary = new LinkedHashSet<>();
  private final Map<String, String> prompts = new LinkedHashMap<>();
  private int dimension = 64;
  private int maxTokens = 128;
  private String pooling = "mean_tokens";
  private boolean readsTypes = true;
  private boolean external;
  private boolean pooled;
  private int tableRows = Integer.MAX_VALUE;
  private String graph = "model.onnx";
  private String tokenOutput = "last_hidden_state";
  private List<String> ownTokens = List.of();
  private String ownTokenizer = "";
  private final List<Dense> dense = new ArrayList<>();

  /// A Dense module to be written.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Dense(String activation, float[] weights, float[] bias) {}

  /// The standard model at `models/name`. Returns its folder.
  public static Path write(Path models, String name) throws IOException {
    return new TinyModel().writeTo(models.resolve(name));
  }

  /// Words to know besides the standard ones.
  public TinyModel words(Collection<String> words) {
    words.forEach(word -> vocabulary.add(normal(word)));
    return this;
  }

  public TinyModel dimension(int dimension) {
    this.dimension = dimension;
    return this;
  }

  public TinyModel maxTokens(int maxTokens) {
    this.maxTokens = maxTokens;
    return this;
  }

  /// The pooling by the end of its key in `1_Pooling/config.json`, such as `cls_token`.
  public TinyModel pooling(String pooling) {
    this.pooling = pooling;
    return this;
  }

  /// A prompt by its name, such as `query`.
  public TinyModel prompt(String name, String text) {
    prompts.put(name, text);
    return this;
  }

  public TinyModel withoutTokenTypes() {
    readsTypes = false;
    return this;
  }

  /// Keeps the word vectors in `model.onnx_data` beside the graph.
  public TinyModel withExternalWeights() {
    external = true;
    return this;
  }

  /// Makes the graph pool by itself: it takes the mean of all tokens, without regard to padding.
  public TinyModel withPooledOutput() {
    pooled = true;
    return this;
  }

  /// Where the graph is written, such as `onnx/model.onnx`.
  public TinyModel graph(String path) {
    graph = path;
    return this;
  }

  /// What the graph calls its token embeddings.
  public TinyModel tokenOutput(String name) {
    tokenOutput = name;
    return this;
  }

  /// Another tokenizer.
  ///
  /// @param tokens in the order of their ids
  /// @param json the whole `tokenizer.json`
  public TinyModel tokenizer(List<String> tokens, String json) {
    ownTokens = tokens;
    ownTokenizer = json;
    return this;
  }

  /// Leaves the graph without embeddings for the last tokens.
  public TinyModel tableRows(int rows) {
    tableRows = rows;
    return this;
  }

  /// Adds a Dense module behind the pooling.
  public TinyModel dense(String activation, float[] weights, float[] bias) {
    dense.add(new Dense(activation, weights, bias));
    return this;
  }

  /// Writes the folder and returns it.
  public Path writeTo(Path folder) throws IOException {
    List<String> tokens = ownTokens.isEmpty() ? tokens() : ownTokens;
    Files.createDirectories(folder.resolve("1_Pooling"));
    Path file = folder.resolve(graph);
    Files.createDirectories(folder.resolve("onnx"));
    Files.write(file, graph(tokens, file));
    if (ownTokenizer.isEmpty()) {
      json(folder.resolve("tokenizer.json"), tokenizer(tokens));
    } else {
      Files.writeString(folder.resolve("tokenizer.json"), ownTokenizer);
    }
    json(folder.resolve("modules.json"), modules(folder));
    json(
        folder.resolve("1_Pooling/config.json"),
        Map.of("word_embedding_dimension", dimension, "pooling_mode_" + pooling, true));
    json(folder.resolve("sentence_bert_config.json"), Map.of("max_seq_length", maxTokens));
    if (!prompts.isEmpty()) {
      json(folder.resolve("config_sentence_transformers.json"), Map.of("prompts", prompts));
    }
    return folder;
  }

  /// The vector that a model of this many dimensions gives a token, as `cat`, `##ab`, or `[CLS]`.
  public static float[] vector(String token, int dimension) {
    Random random = new Random(SEED + (long) token.hashCode());
    float weight = weight(token);
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) (weight * random.nextGaussian());
    }
    return vector;
  }

  private static float weight(String token) {
    boolean light =
        token.startsWith("[") || PUNCTUATION.contains(token) || LIGHT_WORDS.contains(token);
    return light ? LIGHT : 1;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ", -1)).map(TinyModel::normal).toList();
  }

  private static String normal(String word) {
    return Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
  }

  private List<String> tokens() {
    Set<String> tokens = new LinkedHashSet<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
    tokens.addAll(vocabulary);
    tokens.addAll(words(FUNCTION_WORDS));
    tokens.addAll(words(WORDS));
    tokens.addAll(words(KOREAN_WORDS));
    PUNCTUATION.chars().forEach(mark -> tokens.add(Character.toString(mark)));
    for (char jamo = '\u1100'; jamo <= '\u11ff'; jamo++) {
      tokens.add(Character.toString(jamo));
      tokens.add("##" + jamo);
    }
    for (String first : LETTERS.split("(?!^)", -1)) {
      tokens.add(first);
      tokens.add("##" + first);
      for (String second : LETTERS.split("(?!^)", -1)) {
        tokens.add(first + second);
        tokens.add("##" + first + second);
      }
    }
    return new ArrayList<>(tokens);
  }

  private byte[] graph(List<String> tokens, Path file) throws IOException {
    int rows = Math.min(tokens.size(), tableRows);
    float[] table = new float[rows * dimension];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(vector(tokens.get(row), dimension), 0, table, row * dimension, dimension);
    }
    OnnxFile onnx = new OnnxFile().input("input_ids").input("attention_mask");
    if (readsTypes) {
      onnx.input("token_type_ids");
    }
    if (external) {
      Files.write(file.resolveSibling("model.onnx_data"), OnnxFile.bytes(table));
      onnx.external("words", "model.onnx_data", rows, dimension);
    } else {
      onnx.constant("words", table, rows, dimension);
    }
    String words = pooled ? "tokens" : tokenOutput;
    onnx.node("Gather", List.of("words", "input_ids"), words);
    if (pooled) {
      return onnx.node("ReduceMean", List.of("tokens"), "mean", "axes", 1)
          .constant("flat", new long[] {-1, dimension})
          .node("Reshape", List.of("mean", "flat"), "sentence_embedding")
          .output("sentence_embedding", "batch", "unknown")
          .toBytes();
    }
    return onnx.output(words, "batch", "sequence", dimension).toBytes();
  }

  private List<Map<String, Object>> modules(Path folder) throws IOException {
    List<Map<String, Object>> modules = new ArrayList<>();
    modules.add(module(0, "", "Transformer"));
    modules.add(module(1, "1_Pooling", "Pooling"));
    for (Dense layer : dense) {
      String path = modules.size() + "_Dense";
      modules.add(module(modules.size(), path, "Dense"));
      writeDense(Files.createDirectories(folder.resolve(path)), layer);
    }
    modules.add(module(modules.size(), "2_Normalize", "Normalize"));
    return modules;
  }

  private static void writeDense(Path folder, Dense layer) throws IOException {
    int outputs = layer.bias().length;
    int inputs = layer.weights().length / outputs;
    json(
        folder.resolve("config.json"),
        Map.of(
            "in_features",
            inputs,
            "out_features",
            outputs,
            "bias",
            true,
            "activation_function",
            layer.activation()));
    int split = layer.weights().length * Float.BYTES;
    int end = split + outputs * Float.BYTES;
    byte[] header =
        JSON
            .writeValueAsBytes(
                Map.of(
                    "linear.weight",
                    Map.of(
                        "dtype",
                        "F32",
                        "shape",
                        List.of(outputs, inputs),
                        "data_offsets",
                        List.of(0, split)),
                    "linear.bias",
                    Map.of(
                        "dtype",
                        "F32",
                        "shape",
                        List.of(outputs),
                        "data_offsets",
                        List.of(split, end))));
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + header.length + end).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header);
    file.put(OnnxFile.bytes(layer.weights())).put(OnnxFile.bytes(layer.bias()));
    Files.write(folder.resolve("model.safetensors"), file.array());
  }

  private static Map<String, Object> tokenizer(List<String> tokens) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    tokens.forEach(token -> ids.put(token, ids.size()));
    List<Map<String, Object>> special =
        List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]").stream()
            .map(token ->
                Map.<String, Object>of(
                    "id",
                    ids.getOrDefault(token, 0),
                    "content",
                    token,
                    "single_word",
                    false,
                    "lstrip",
                    false,
                    "rstrip",
                    false,
                    "normalized",
                    false,
                    "special",
                    true))
            .toList();
    List<Map<String, Map<String, Object>>> frame =
        List.of(
            piece("SpecialToken", "[CLS]"), piece("Sequence", "A"), piece("SpecialToken", "[SEP]"));
    return Map.of(
        "version", "1.0",
        "added_tokens", special,
        "normalizer",
            Map.of(
                "type",
                "Sequence",
                "normalizers",
                List.of(
                    Map.of("type", "NFD"),
                    Map.of("type", "StripAccents"),
                    Map.of("type", "Lowercase"))),
        "pre_tokenizer", Map.of("type", "BertPreTokenizer"),
        "post_processor",
            Map.of(
                "type",
                "TemplateProcessing",
                "single",
                frame,
                "pair",
                List.of(piece("Sequence", "A"), piece("Sequence", "B")),
                "special_tokens",
                Map.of(
                    "[CLS]",
                    Map.of("id", "[CLS]", "ids", List.of(2), "tokens", List.of("[CLS]")),
                    "[SEP]",
                    Map.of("id", "[SEP]", "ids", List.of(3), "tokens", List.of("[SEP]")))),
        "model",
            Map.of(
                "type",
                "WordPiece",
                "unk_token",
                "[UNK]",
                "continuing_subword_prefix",
                "##",
                "max_input_chars_per_word",
                100,
                "vocab",
                ids));
  }

  private static Map<String, Map<String, Object>> piece(String kind, String id) {
    return Map.of(kind, Map.of("id", id, "type_id", 0));
  }

  private static Map<String, Object> module(int index, String path, String type) {
    return Map.of(
        "idx",
        index,
        "name",
        Integer.toString(index),
        "path",
        path,
        "type",
        "sentence_transformers.models." + type);
  }

  private static void json(Path file, Object value) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(value));
  }
}
