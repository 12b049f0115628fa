package io.doppel.encoder.onnx;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.EncodingWork;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TokenEmbedding;
import io.doppel.encoder.graft.Graft;
import io.doppel.encoder.graft.Grafting;
import io.doppel.encoder.library.NativeLibraries;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.model.ModelFolder;
import io.doppel.encoder.onnx.runtime.GraphFile;
import io.doppel.encoder.token.TokenBatch;
import io.doppel.encoder.token.Tokenizer;
import io.doppel.encoder.token.Tokens;
import io.doppel.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A Sentence-BERT encoder in ONNX Runtime: tokenize, group by length, run, pool, normalise
/// (Reimers and Gurevych, 2019, "Sentence-BERT: Sentence Embeddings using Siamese BERT-Networks").
///
/// One session serves all threads. As many runs go on at once as there are workspaces; whoever
/// comes later waits in line, so that a short query waits for one batch, not for the whole of a
/// long job.
public final class OnnxEncoder implements Encoder {

  private static final int TEXTS_A_PART = 16;

  private final ModelFolder model;
  private final Tokenizer tokenizer;
  private final Bodies bodies;
  private final EncoderSettings settings;
  private final EncoderFingerprint fingerprint;
  private final Encoder base;
  private final Optional<Graft.Base> graft;
  private final Map<Prompt, Integer> promptTokens = new EnumMap<>(Prompt.class);
  private final Workspaces workspaces;
  private final Lanes lanes;

  private final NativeUse use = new NativeUse("encoder");

  private OnnxEncoder(
      ModelFolder model,
      Tokenizer tokenizer,
      Bodies bodies,
      EncoderSettings settings,
      EncoderFingerprint fingerprint,
      Optional<Graft.Base> graft) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.bodies = bodies;
    OnnxGraph graph = bodies.usual().graph();
    this.settings = settings;
    EncoderFingerprint own =
        fingerprint.withDimension(
            graph.pools() ? graph.dimension() : model.dimension(graph.dimension()));
    this.fingerprint = model.adapted(own);
    this.base = model.adapter().isEmpty() ? this : new UnadaptedEncoder(this, own);
    this.graft = graft;
    for (Prompt prompt : Prompt.values()) {
      promptTokens.put(prompt, tokenizer.count(model.prompt(prompt)));
    }
    this.workspaces = new Workspaces(model.name(), settings.workers(), graph.dimension(), use::requireOpen);
    this.lanes = new Lanes(settings.workers());
  }

  /// Loads a model and makes it embed one word, so that a broken one is refused here and not at the
  /// first text. A graft that was not put together yet is put together. Tokenizer and fingerprint are read while ONNX
  /// Runtime opens the graph.
  ///
  /// @throws ModelException if the folder holds no model that works
  public static OnnxEncoder load(Path folder, EncoderSettings settings) throws IOException {
    NativeLibraries.unpack();
    Grafting.complete(folder);
    ModelFolder model = ModelFolder.read(folder);
    GraphFile file = GraphFile.read(model.graph());
    Loading<Tokenizer> tokenizer =
        Loading.start(
            () -> Tokenizer.load(model.tokenizer(), model.maxTokens(), model.lowerCase()));
    Loading<EncoderFingerprint> fingerprint = Loading.start(() -> model.fingerprint(file.weights()));
    try {
      Bodies bodies = Bodies.open(file, settings);
      try {
        requireEmbeddings(model, file, tokenizer.result());
        OnnxEncoder encoder =
            new OnnxEncoder(
                model,
                tokenizer.result(),
                bodies,
                settings,
                tokenizer.result().lowersCase() ? fingerprint.result().inLowerCase() : fingerprint.result(),
                Graft.Base.of(folder));
        encoder.embedOneWord();
        return encoder;
      } catch (IOException | RuntimeException e) {
        bodies.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      closeLoaded(tokenizer);
      throw e;
    }
  }

  @Override
  public List<Embedding> encode(List<String> texts, Prompt prompt) {
    List<Embedding> embeddings = encodeUnadapted(texts, prompt);
    return base == this ? embeddings : embeddings.stream().map(embedding -> adapt(embedding, prompt)).toList();
  }

  /// The same without its adapter.
  List<Embedding> encodeUnadapted(List<String> texts, Prompt prompt) {
    return use.whileOpen(() -> encodeAll(texts, prompt));
  }

  @Override
  public Encoder base() {
    return base;
  }

  @Override
  public EncoderFingerprint fingerprintOf(String text, Prompt prompt) {
    return ungrafted(fingerprint, text);
  }

  /// The fingerprint of the model under a graft for a text without any token that it lacks, else this one.
  EncoderFingerprint ungrafted(EncoderFingerprint own, String text) {
    return graft
        .filter(under -> isKnownTo(under, text))
        .map(under -> own.of(under.name(), under.modelSha256(), under.tokenizerSha256()))
        .orElse(own);
  }

  private boolean isKnownTo(Graft.Base under, String text) {
    // No graft has tokens of such letters, and they are told at once.
    return text.chars().allMatch(letter -> letter < 0x80)
        || use.whileOpen(() -> LongStream.of(tokenizer.encode(text).ids()).allMatch(id -> id < under.firstToken()));
  }

  @Override
  public Embedding adapt(Embedding unadapted, Prompt prompt) {
    return model.adapt(unadapted);
  }

  private List<Embedding> encodeAll(List<String> texts, Prompt prompt) {
    Map<String, Integer> positions = HashMap.newHashMap(texts.size());
    List<String> distinct = new ArrayList<>();
    for (String text : texts) {
      if (positions.putIfAbsent(text, distinct.size()) == null) {
        distinct.add(text);
      }
    }
    List<Tokens> tokens = tokenize(distinct, prompt);
    List<Bodies.Run> runs = bodies.runs(tokens, settings.tokenBudget());
    Embedding[] embeddings = new Embedding[tokens.size()];
    boolean alone = tokens.size() == 1 && isIdle();
    lanes.run(
        runs.size(),
        run -> {
          Body body = runs.get(run).body();
          OnnxGraph graph = alone ? body.queryGraph().forOneText() : body.graph();
          run(graph, tokens, runs.get(run).batch(), embeddings);
        });
    return texts.stream().map(text -> embeddings[positions.getOrDefault(text, -1)]).toList();
  }

  private boolean isIdle() {
    return workspaces.areIdle();
  }

  boolean isQueryGraphOpen() {
    return bodies.usual().queryGraph().isOpen();
  }

  private List<Tokens> tokenize(List<String> texts, Prompt prompt) {
    String instruction = model.prompt(prompt);
    Tokens[] tokens = new Tokens[texts.size()];
    lanes.run(
        Math.ceilDiv(texts.size(), TEXTS_A_PART),
        part -> {
          int end = Math.min(texts.size(), (part + 1) * TEXTS_A_PART);
          for (int i = part * TEXTS_A_PART; i < end; i++) {
            tokens[i] = tokenizer.encode(instruction + texts.get(i));
          }
        });
    return Arrays.asList(tokens);
  }

  @Override
  public List<TokenEmbedding> tokens(String text) {
    return bodies.usual().graph().pools() ? List.of() : use.whileOpen(() -> tokensOf(text));
  }

  private List<TokenEmbedding> tokensOf(String text) {
    Tokens tokens = tokenizer.encode(text);
    List<Embedding> embeddings = workspaces.run(1, workspace -> workspace.tokens(bodies.of(tokens).graph(), tokens));
    List<Span> spans = tokenizer.spans(text);
    int read = tokens.length() - tokenizer.specialTokens();
    return IntStream.range(0, read)
        .mapToObj(token -> new TokenEmbedding(spans.get(token), embeddings.get(tokenizer.tokensBefore() + token)))
        .toList();
  }

  /// What it takes to encode these texts in one call. Texts that come twice are encoded once.
  public EncodingWork work(List<String> texts, Prompt prompt) {
    List<Tokens> tokens = use.whileOpen(() -> tokenize(texts.stream().distinct().toList(), prompt));
    long padded = 0;
    for (TokenBatch batch : bodies.plan(tokens, settings.tokenBudget())) {
      padded += (long) batch.size() * batch.width();
    }
    return new EncodingWork(
        tokens.stream().mapToLong(Tokens::length).sum(),
        padded,
        tokens.stream().mapToDouble(text -> bodies.usual().graph().operations(text.length())).sum());
  }

  /// How this encoder uses the machine.
  public EncoderSettings settings() {
    return settings;
  }

  @Override
  public int count(String text) {
    return use.whileOpen(() -> tokenizer.count(text));
  }

  @Override
  public Optional<String> textOf(long[] tokens) {
    return use.whileOpen(() -> tokenizer.textOf(tokens));
  }

  @Override
  public float legibility(String text) {
    return use.whileOpen(() -> tokenizer.legibility(text));
  }

  @Override
  public int maxTokens() {
    return model.maxTokens();
  }

  @Override
  public int maxContentTokens() {
    return maxContentTokens(Prompt.DOCUMENT);
  }

  @Override
  public int maxContentTokens(Prompt prompt) {
    return model.maxTokens() - tokenizer.specialTokens() - promptTokens.getOrDefault(prompt, 0);
  }

  @Override
  public int dimension() {
    return fingerprint.dimension();
  }

  @Override
  public EncoderFingerprint fingerprint() {
    return fingerprint;
  }

  /// Waits for what is under way, of which each text or batch is the last.
  @Override
  public void close() {
    use.close(
        () -> {
          lanes.close();
          bodies.close();
          tokenizer.close();
        });
  }

  private void run(
      OnnxGraph chosen, List<Tokens> texts, TokenBatch batch, Embedding[] results) {
    workspaces.run(
        batch.size(),
        workspace -> {
          workspace.run(chosen, model, texts, batch, results);
          return results;
        });
  }

  private static void closeLoaded(Loading<Tokenizer> tokenizer) {
    try {
      tokenizer.result().close();
    } catch (IOException | RuntimeException e) {
      // It never opened, which is why loading failed, or will be said by whatever made it fail
      // first.
    }
  }

  private static void requireEmbeddings(ModelFolder model, GraphFile file, Tokenizer tokenizer)
      throws ModelException {
    long known = file.vocabulary().orElse(Long.MAX_VALUE);
    if (known < Integer.MAX_VALUE && tokenizer.knows(known)) {
      throw new ModelException(
          model.tokenizer(),
          "has more than the %d tokens that %s has embeddings for"
              .formatted(known, model.graph().getFileName()));
    }
  }

  private void embedOneWord() throws ModelException {
    try {
      encode("doppel", Prompt.NONE);
    } catch (RuntimeException e) {
      throw new ModelException(model.graph(), "cannot embed a word: " + e.getMessage(), e);
    }
  }
}
