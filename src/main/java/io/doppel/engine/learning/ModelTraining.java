package io.doppel.engine.learning;

import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.models.Origin;
import io.doppel.models.Staging;
import io.doppel.training.Checkpoint;
import io.doppel.training.ModelCard;
import io.doppel.training.Outcome;
import io.doppel.training.Trainer;
import io.doppel.training.TrainingListener;
import io.doppel.training.TrainingOptions;
import io.doppel.training.example.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/// Trains a copy of a model, and keeps it if it is better. Nothing of it is to be seen before that; what a killed run
/// had come to, the next one of the same name and settings goes on from.
///
/// @param models where the model is, and the new one will be
/// @param base the model that is trained; it stays as it is
/// @param name what to call the new one
/// @param cache of embeddings that collections share; closed by whoever made it
public record ModelTraining(Models models, ModelName base, ModelName name, EmbeddingCache cache) {

  /// @param adopted whether there is a model of the new name now
  public record Result(Outcome outcome, boolean adopted) {}

  /// Refuses a name that there is a model of, before examples are read.
  ///
  /// @throws IOException if so
  public void requireNew() throws IOException {
    models.folder(base);
    Staging.requireNew(models.folder(), name);
  }

  /// Forgets what a run that ended had come to; that of another one of the name, which is under way or waits to be
  /// adopted, stays.
  public void forget() throws IOException {
    Staging.deleteUnlessMade(models.folder(), name, Checkpoint.files(checkpoint()));
  }

  private Path checkpoint() {
    return models.folder().resolve("." + name + ".checkpoint");
  }

  /// Trains.
  ///
  /// @param source what the examples come from, for people
  /// @param keepAnyway whether the new model is kept even if it is not better
  /// @param stopped whether to end early with the best so far
  /// @throws IllegalArgumentException if options, examples and model do not go together
  /// @throws IOException if there is a model of the new name, or none of the old, or one that cannot be trained;
  ///     nothing is changed then
  public Result train(
      TrainingOptions options,
      Split split,
      String source,
      boolean keepAnyway,
      TrainingListener listener,
      BooleanSupplier stopped)
      throws IOException {
    try (Candidate candidate = make(options, split, source, listener, stopped)) {
      boolean adopted = candidate.outcome().isBetter() || keepAnyway;
      if (adopted) {
        candidate.adopt();
      } else if (!stopped.getAsBoolean()) {
        candidate.discard();
      }
      return new Result(candidate.outcome(), adopted);
    }
  }

  /// The same without a decision, which is left to whoever asks for it.
  public Candidate make(
      TrainingOptions options,
      Split split,
      String source,
      TrainingListener listener,
      BooleanSupplier stopped)
      throws IOException {
    Path from = models.folder(base);
    Trainer trainer = new Trainer(from, cache, options, listener, stopped);
    trainer.check(split.train());
    Staging staging = models.copy(base, name);
    boolean done = false;
    try {
      Outcome outcome = trainer.train(split, staging.folder(), checkpoint());
      new ModelCard(base.value(), source, split.train().sha256(), options, split, outcome).writeTo(staging.folder());
      Origin origin = Origin.trained(from, Origin.of(from));
      Candidate candidate = new Candidate(base, name, outcome, staging, checkpoint(), origin);
      done = true;
      return candidate;
    } finally {
      if (!done) {
        staging.discard();
        staging.close();
      }
    }
  }
}
