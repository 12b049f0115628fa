package io.doppel.encoder;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A Sentence-BERT encoder in ONNX Runtime: tokenize, group by length, run, pool, normalise
/// (Reimers and Gurevych, 2019, "Sentence-BERT: Sentence Embeddings using Siamese BERT-Networks").
///
/// One session serves all threads. As many runs go on at once as there are workspaces; whoever
/// comes later waits in line, so that a short query waits for one batch, not for the whole of a
/// long job.
public final class OnnxEncoder implements Encoder {

  private final ModelFolder model;
  private final Tokenizer tokenizer;
  private final OnnxGraph graph;
  private final EncoderSettings settings;
  private final Fingerprint fingerprint;
  private final int documentPromptTokens;
  private final BlockingQueue<Workspace> workspaces;
  private final ExecutorService workers;
  private volatile boolean closed;

  private OnnxEncoder(
      ModelFolder model,
      Tokenizer tokenizer,
      OnnxGraph graph,
      EncoderSettings settings,
      Fingerprint fingerprint) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.graph = graph;
    this.settings = settings;
    this.fingerprint = fingerprint;
    this.documentPromptTokens = tokenizer.count(model.prompt(Prompt.DOCUMENT));
    this.workspaces = new ArrayBlockingQueue<>(settings.workers(), true);
    for (int i = 0; i < settings.workers(); i++) {
      workspaces.add(new Workspace(graph.dimension()));
    }
    this.workers =
        Executors.newFixedThreadPool(
            settings.workers(), Thread.ofPlatform().daemon().name("encoder-", 0).factory());
  }

  /// Loads a model and makes it embed one word, so that a broken one is refused here and not at the
  /// first text.
  ///
  /// @throws ModelException if the folder holds no model that works
  public static OnnxEncoder load(Path folder, EncoderSettings settings) throws IOException {
    ModelFolder model = ModelFolder.read(folder);
    Tokenizer tokenizer = Tokenizer.load(model.tokenizer(), model.maxTokens());
    OnnxEncoder encoder;
    try {
      OnnxGraph graph = OnnxGraph.load(model.graph(), settings);
      encoder =
          new OnnxEncoder(model, tokenizer, graph, settings, model.fingerprint(graph.dimension()));
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
    try {
      encoder.encode("doppel", Prompt.NONE);
      return encoder;
    } catch (RuntimeException e) {
      encoder.close();
      throw new ModelException(model.graph(), "cannot embed a word: " + e.getMessage(), e);
    }
  }

  @Override
  public List<Embedding> encode(List<String> texts, Prompt prompt) {
    requireOpen();
    String instruction = model.prompt(prompt);
    Map<String, Integer> positions = HashMap.newHashMap(texts.size());
    List<Tokens> tokens = new ArrayList<>(texts.size());
    for (String text : texts) {
      if (positions.putIfAbsent(text, tokens.size()) == null) {
        tokens.add(tokenizer.encode(instruction + text));
      }
    }
    Embedding[] embeddings = run(tokens);
    return texts.stream().map(text -> embeddings[positions.getOrDefault(text, -1)]).toList();
  }

  @Override
  public int count(String text) {
    requireOpen();
    return tokenizer.count(text);
  }

  @Override
  public int maxTokens() {
    return model.maxTokens();
  }

  @Override
  public int maxContentTokens() {
    return model.maxTokens() - tokenizer.specialTokens() - documentPromptTokens;
  }

  @Override
  public int dimension() {
    return graph.dimension();
  }

  @Override
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    workers.shutdownNow();
    try {
      // Takes every workspace, so that no run is under way when the session goes.
      for (int i = 0; i < settings.workers(); i++) {
        workspaces.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    graph.close();
    tokenizer.close();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the encoder is closed");
    }
  }

  private Embedding[] run(List<Tokens> texts) {
    List<TokenBatch> batches = TokenBatch.plan(texts, settings.tokenBudget());
    Embedding[] results = new Embedding[texts.size()];
    int lanes = Math.min(settings.workers(), batches.size());
    if (lanes <= 1) {
      batches.forEach(batch -> run(texts, batch, results));
      return results;
    }
    AtomicInteger next = new AtomicInteger();
    Runnable lane =
        () -> {
          for (int i = next.getAndIncrement(); i < batches.size(); i = next.getAndIncrement()) {
            run(texts, batches.get(i), results);
          }
        };
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      running.add(CompletableFuture.runAsync(lane, workers));
    }
    try {
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof EncoderException known ? known : e;
    }
    return results;
  }

  private void run(List<Tokens> texts, TokenBatch batch, Embedding[] results) {
    try {
      Workspace workspace = workspaces.take();
      try {
        workspace.run(graph, model.pooling(), texts, batch, results);
      } finally {
        workspaces.add(workspace);
      }
    } catch (OrtException e) {
      throw new EncoderException(
          "%s failed on a batch of %d texts".formatted(model.name(), batch.size()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EncoderException("interrupted while waiting for a turn at the model", e);
    }
  }
}
