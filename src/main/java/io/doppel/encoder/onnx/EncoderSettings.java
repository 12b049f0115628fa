package io.doppel.encoder.onnx;

/// How an encoder uses the machine. It changes how fast embeddings are made, not which.
///
/// @param workers inference runs at the same time, at least 1
/// @param threadsPerRun threads inside one run, at least 1
/// @param tokenBudget tokens of a batch, padding counted; a longer text is a batch of its own
/// @param queryThreads threads for a single text that finds the encoder idle, at least `threadsPerRun`. Where they are
///   more, the model is opened a second time once single texts come repeatedly, which takes memory for its packed
///   weights once more.
public record EncoderSettings(int workers, int threadsPerRun, int tokenBudget, int queryThreads) {

  public EncoderSettings {
    requireAtLeast("workers", 1, workers);
    requireAtLeast("threadsPerRun", 1, threadsPerRun);
    requireAtLeast("tokenBudget", 1, tokenBudget);
    requireAtLeast("queryThreads", threadsPerRun, queryThreads);
  }

  /// A single text is treated as all others.
  public EncoderSettings(int workers, int threadsPerRun, int tokenBudget) {
    this(workers, threadsPerRun, tokenBudget, threadsPerRun);
  }

  /// One single-threaded run a core: several runs side by side waste less than one run on several
  /// cores, because nothing in a small batch waits for another thread. 256 tokens keep a batch's
  /// activations in the L2 cache. A single text is answered sooner by two cores.
  public static EncoderSettings standard() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new EncoderSettings(cores, 1, 256, Math.min(2, cores));
  }

  /// A single text is treated as all others.
  public EncoderSettings forBatches() {
    return new EncoderSettings(workers, threadsPerRun, tokenBudget);
  }

  private static void requireAtLeast(String name, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, got %d".formatted(name, least, value));
    }
  }
}
