package io.doppel.index.audit;

import io.doppel.encoder.Embedding;
import io.doppel.index.GraphWalk;
import io.doppel.index.IndexView;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/// Holds approximate search in an index against exact search: an index that nobody checks goes wrong unseen.
///
/// @param sample how many stored passages are searched for, and how many recent questions at most, 1 to 10,000
/// @param k how many of the nearest should be found, 1 to 1,000
/// @param promise the recall to be kept, above 0, at most 1
/// @param seed draws the sample
public record RecallAudit(int sample, int k, double promise, long seed) {

  public static final int DEFAULT_SAMPLE = 200;
  public static final int DEFAULT_K = 10;

  /// What a collection promises unless something else is said.
  public static final double DEFAULT_PROMISE = .99;

  private static final int MAX_SAMPLE = 10_000;
  private static final int MAX_K = 1_000;

  /// How often the width is doubled to find one that keeps the promise.
  private static final int DOUBLINGS = 4;

  /// Vectors looked at by an audit that nobody waits for: a second or two of processor time.
  private static final long SMALL = 4_000_000;

  private static final int SMALLEST_SAMPLE = 4;

  public RecallAudit {
    Bounds.check("sample", sample, 1, MAX_SAMPLE);
    Bounds.check("k", k, 1, MAX_K);
    if (!(promise > 0 && promise <= 1)) {
      throw new Bounds.Violation("promise", "promise must be above 0 and at most 1, got " + promise);
    }
  }

  /// What came of an audit.
  ///
  /// @param stored recall where passages of the index are searched for
  /// @param asked recall of the questions that were last asked; empty if nothing was asked since the index was opened
  /// @param settings those that the index has
  /// @param width the smallest width that was found to keep the promise, if the present one does not and another does
  public record Report(
      long passages,
      RecallAudit audit,
      Recall stored,
      Optional<Recall> asked,
      IndexSettings settings,
      OptionalInt width,
      double seconds) {

    /// Whether the promise is kept, as far as the queries can tell: it is not if the upper end of an interval is below
    /// it.
    public boolean kept() {
      return audit.keptBy(stored, asked);
    }
  }

  /// The default audit.
  public static RecallAudit standard(long seed) {
    return new RecallAudit(DEFAULT_SAMPLE, DEFAULT_K, DEFAULT_PROMISE, seed);
  }

  /// An audit whose cost is bounded whatever the size of the index, for checks that nobody waits for.
  ///
  /// @param passages how many there are
  public static RecallAudit small(long passages, long seed) {
    long sample = SMALL / 2 / Math.max(1, passages);
    return new RecallAudit(Math.clamp(sample, SMALLEST_SAMPLE, DEFAULT_SAMPLE), DEFAULT_K, DEFAULT_PROMISE, seed);
  }

  /// Audits one state of an index; searches go on meanwhile. Empty if it has no passages.
  ///
  /// @param asked what was last asked, the latest first
  public Optional<Report> of(IndexView view, List<Embedding> asked) throws IOException {
    long start = System.nanoTime();
    long passages = view.passages();
    List<Embedding> sampled = view.sample(sample, new SplittableRandom(seed));
    if (passages == 0 || sampled.isEmpty()) {
      return Optional.empty();
    }
    int reachable = (int) Math.min(k, passages);
    GroundTruth stored = new GroundTruth(view, sampled, reachable);
    GroundTruth recent = new GroundTruth(view, asked.subList(0, Math.min(sample, asked.size())), reachable);
    Recall ofStored = stored.recall();
    Optional<Recall> ofAsked = recent.queries().isEmpty() ? Optional.empty() : Optional.of(recent.recall());
    Optional<GraphWalk> graph = keptBy(ofStored, ofAsked) ? Optional.empty() : view.graph();
    OptionalInt width =
        graph.isEmpty()
            ? OptionalInt.empty()
            : width(graph.get(), view.settings().searchWidth(), List.of(stored, recent));
    double seconds = (System.nanoTime() - start) / 1e9;
    return Optional.of(new Report(passages, this, ofStored, ofAsked, view.settings(), width, seconds));
  }

  private boolean keptBy(Recall stored, Optional<Recall> asked) {
    return stored.high() >= promise && asked.map(Recall::high).orElse(1.0) >= promise;
  }

  private OptionalInt width(GraphWalk graph, int present, List<GroundTruth> truths) throws IOException {
    int width = present;
    for (int i = 0; i < DOUBLINGS && width < IndexSettings.MAX_WIDTH; i++) {
      width = Math.min(IndexSettings.MAX_WIDTH, 2 * width);
      boolean kept = true;
      for (GroundTruth truth : truths) {
        kept &= truth.queries().isEmpty() || truth.recall(graph, width).value() >= promise;
      }
      if (kept) {
        return OptionalInt.of(width);
      }
    }
    return OptionalInt.empty();
  }
}
