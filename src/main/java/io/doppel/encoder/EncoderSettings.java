package io.doppel.encoder;

/// How an encoder uses the machine.
///
/// @param workers inference runs at the same time, at least 1
/// @param threadsPerRun threads inside one run, at least 1
/// @param tokenBudget tokens of a batch, padding counted; a longer text is a batch of its own
public record EncoderSettings(int workers, int threadsPerRun, int tokenBudget) {

  public EncoderSettings {
    requireAtLeastOne("workers", workers);
    requireAtLeastOne("threadsPerRun", threadsPerRun);
    requireAtLeastOne("tokenBudget", tokenBudget);
  }

  /// One single-threaded run a core: several runs side by side waste less than one run on several
  /// cores, because nothing in a small batch waits for another thread. 256 tokens keep a batch's
  /// activations in the L2 cache.
  public static EncoderSettings standard() {
    return new EncoderSettings(Runtime.getRuntime().availableProcessors(), 1, 256);
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be at least 1, got %d".formatted(name, value));
    }
  }
}
