package io.doppel.engine.job;

/// So many jobs wait for their turn that another one had better come later.
public final class JobsFullException extends RuntimeException {

  private static final long serialVersionUID = 1;

  JobsFullException(int waiting) {
    super("%d jobs wait for their turn already; wait until some are done, or stop some".formatted(waiting));
  }
}
