package io.doppel.engine.job;

/// A job of that kind is under way, and one at a time is enough.
public final class JobBusyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String kind;
  private final boolean sameCollection;

  private JobBusyException(String message, JobKind<?> kind, boolean sameCollection) {
    super(message);
    this.kind = kind.toString();
    this.sameCollection = sameCollection;
  }

  static JobBusyException sameCollection(JobKind<?> kind, String collection) {
    return new JobBusyException(
        "the %s of collection \"%s\" is under way; wait until that is done, or stop it"
            .formatted(kind, collection),
        kind,
        true);
  }

  static JobBusyException otherCollection(JobKind<?> kind) {
    return new JobBusyException(
        "the %s of another collection is under way; wait until that is done, or stop it".formatted(kind), kind, false);
  }

  /// What jobs of that kind are called.
  public String kind() {
    return kind;
  }

  /// Whether it is the collection's own job.
  public boolean isOfSameCollection() {
    return sameCollection;
  }
}
