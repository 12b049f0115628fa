package io.doppel.engine.mining;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.duplicates.calibration.SecondOpinion;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.encoder.Encoder;
import io.doppel.engine.model.SecondJudges;
import io.doppel.engine.snapshot.CollectionFiles;
import io.doppel.index.PassageIndex;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// By what the pairs of a collection are judged. Thread-safe.
///
/// @param encoder the one of the index, stays the caller's
/// @param files where what was learned for the collection is kept
/// @param secondJudges where the cross-encoder is that it was learned with; stays the caller's
public record CollectionJudge(
    PassageIndex index, Encoder encoder, CollectionFiles files, SecondJudges secondJudges) {

  private static final Logger LOG = Logger.getLogger(CollectionJudge.class.getName());

  /// What was learned for this collection, else what comes with the program, if need be brought onto the scale of the
  /// collection's model.
  public Calibration calibration() throws IOException {
    return files.calibration(index.passport(), encoder);
  }

  /// The judge of this moment. Where the cross-encoder is not there that the calibration was learned with, it judges
  /// without, and its warning says so.
  public Judge judge() throws IOException {
    Calibration calibration = calibration();
    Optional<SecondOpinion> learned = calibration.secondOpinion();
    return learned.isEmpty() ? Judge.of(calibration) : new Judge(calibration, second(learned.get().model()));
  }

  /// The second judge that is to be tried by whoever learns.
  ///
  /// @param name of a cross-encoder, or [SecondJudges#NOBODY]; where nobody chose it is the one that is asked now, else
  ///     the only one there is
  /// @throws Bounds.Violation if there is none of that name that works
  public Optional<SecondJudge> tried(Optional<String> name) throws IOException {
    if (name.isEmpty()) {
      Judge now = judge();
      if (now.opinion().isPresent()) {
        return now.second();
      }
    }
    return secondJudges.chosen(name);
  }

  private Optional<SecondJudge> second(String name) throws IOException {
    try {
      return Optional.of(secondJudges.secondJudge(name));
    } catch (Bounds.Violation e) {
      LOG.log(Level.FINE, e, () -> "pairs are judged without a second judge");
      return Optional.empty();
    }
  }
}
