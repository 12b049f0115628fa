package io.doppel.engine.learning;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.TwoSidedEncoder;
import io.doppel.models.ModelName;
import io.doppel.models.Origin;
import io.doppel.models.Staging;
import io.doppel.training.Checkpoint;
import io.doppel.training.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A model that was trained and that nobody has adopted yet: it can be asked, and lies where no model is looked for.
/// Closing it deletes it, unless it was adopted; what a run with the same settings goes on from stays until it was
/// adopted or discarded. Thread-safe.
public final class Candidate implements Closeable {

  private final ModelName base;
  private final ModelName name;
  private final Outcome outcome;
  private final Staging staging;
  private final Path checkpoint;
  private final Origin origin;
  private final ReentrantLock turn = new ReentrantLock();

  /// Loaded when it is first asked; guarded by `turn`.
  private @Nullable Encoder encoder;

  /// Changed by who has the `turn`, and read by all without waiting for a comparison to end.
  private volatile State state = State.WAITING;

  /// What has become of it.
  public enum State {
    WAITING,
    ADOPTED,
    DISCARDED
  }

  /// @param checkpoint of the run that it came of
  Candidate(ModelName base, ModelName name, Outcome outcome, Staging staging, Path checkpoint, Origin origin) {
    this.base = base;
    this.name = name;
    this.outcome = outcome;
    this.staging = staging;
    this.checkpoint = checkpoint;
    this.origin = origin;
  }

  /// The model that it was made from.
  public String base() {
    return base.value();
  }

  /// What it is called once it is adopted.
  public String name() {
    return name.value();
  }

  public Outcome outcome() {
    return outcome;
  }

  public State state() {
    return state;
  }

  /// What is made of the candidate's encoder.
  @FunctionalInterface
  public interface Use<T> {
    T of(Encoder encoder) throws IOException;
  }

  /// Asks it; one at a time.
  ///
  /// @throws IllegalStateException if it was adopted or discarded
  public <T> T ask(Use<T> use) throws IOException {
    turn.lock();
    try {
      requireWaiting();
      if (encoder == null) {
        encoder = TwoSidedEncoder.load(staging.folder(), EncoderSettings.standard());
      }
      return use.of(encoder);
    } finally {
      turn.unlock();
    }
  }

  /// Makes it a model like the others.
  ///
  /// @throws IOException if there is one of its name by now, or it does not work
  /// @throws IllegalStateException if it was adopted or discarded
  public void adopt() throws IOException {
    turn.lock();
    try {
      requireWaiting();
      closeEncoder();
      staging.install(origin);
      state = State.ADOPTED;
      forgetCheckpoint();
      staging.close();
    } finally {
      turn.unlock();
    }
  }

  private void requireWaiting() {
    if (state != State.WAITING) {
      throw new IllegalStateException(
          "model %s was %s already".formatted(name, state == State.ADOPTED ? "adopted" : "discarded"));
    }
  }

  private void forgetCheckpoint() throws IOException {
    for (Path file : Checkpoint.files(checkpoint)) {
      Files.deleteIfExists(file);
    }
  }

  private void closeEncoder() {
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
  }

  /// Closes it, and leaves nothing of its run. What was adopted stays.
  public void discard() throws IOException {
    turn.lock();
    try {
      if (state == State.WAITING) {
        forgetCheckpoint();
      }
      close();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    turn.lock();
    try {
      if (state == State.WAITING) {
        state = State.DISCARDED;
        closeEncoder();
        staging.discard();
        staging.close();
      }
    } finally {
      turn.unlock();
    }
  }
}
