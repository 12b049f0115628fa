package io.doppel.engine.learning;

/// As many trained models as there may be wait for somebody to adopt or discard them.
public final class CandidatesFullException extends RuntimeException {

  private static final long serialVersionUID = 1;

  CandidatesFullException(long waiting) {
    super(
        "%d trained models wait to be adopted or discarded, at most %d may; decide about one first"
            .formatted(waiting, Candidates.MOST));
  }
}
