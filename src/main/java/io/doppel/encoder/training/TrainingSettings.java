package io.doppel.encoder.training;

/// How training uses the machine. The gradient of a batch is a sum over its pieces, always in the same order: the
/// number of workers changes nothing of it, the budget its last digits.
///
/// @param workers pieces of a batch at the same time, at least 1
/// @param tokenBudget tokens of a piece, padding counted; a longer text is a piece of its own
/// @param heldTokens tokens of a batch whose activations are all kept from the forward to the backward pass, which
///     takes some 200 kB each. A larger batch is run forward twice ([GradCache](https://arxiv.org/abs/2101.06983))
public record TrainingSettings(int workers, int tokenBudget, int heldTokens) {

  public TrainingSettings {
    requireAtLeast("workers", workers);
    requireAtLeast("tokenBudget", tokenBudget);
    requireAtLeast("heldTokens", heldTokens);
  }

  public static TrainingSettings standard() {
    return new TrainingSettings(Math.min(8, Runtime.getRuntime().availableProcessors()), 512, 3072);
  }

  private static void requireAtLeast(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be at least 1, got %d".formatted(name, value));
    }
  }
}
