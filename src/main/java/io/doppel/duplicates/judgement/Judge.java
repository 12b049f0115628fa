package io.doppel.duplicates.judgement;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CalibrationFile;
import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.duplicates.calibration.SecondOpinion;
import io.doppel.duplicates.guard.Comparison;
import io.doppel.duplicates.guard.Contrast;
import io.doppel.index.Passport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Judges pairs of texts: by a calibration, and where that is uncertain and no guard fires also by a cross-encoder, if
/// the calibration learned how much that is worth. The same texts get the same judgement in either order. Thread-safe.
///
/// @param calibration makes a probability of a cosine and of words
/// @param second a cross-encoder; it is not asked unless the calibration was learned with it
public record Judge(Calibration calibration, Optional<SecondJudge> second) {

  /// A calibration alone.
  public static Judge of(Calibration calibration) {
    return new Judge(calibration, Optional.empty());
  }

  /// The same, as if no guard lowered a probability; which of them fire is told all the same.
  public Judge unguarded() {
    return new Judge(calibration.unguarded(), second);
  }

  /// The same without a second judge.
  public Judge alone() {
    return of(calibration);
  }

  /// Judges two texts.
  ///
  /// @param cosine of their embeddings
  public Judgement judge(String text1, String text2, double cosine) {
    Comparison words = Comparison.of(text1, text2);
    List<Contrast> contrasts = words.contrasts();
    double logOdds = calibration.logOdds(words, text1, text2, cosine);
    double plain = Calibration.probability(logOdds);
    OptionalDouble both = contrasts.isEmpty() ? withSecond(text1, text2, logOdds) : OptionalDouble.empty();
    double probability = contrasts.isEmpty() ? both.orElse(plain) : calibration.guardFactor() * plain;
    return new Judgement(
        probability,
        calibration.verdict(probability),
        contrasts,
        words.template(),
        Optional.empty(),
        both.isPresent() ? OptionalDouble.of(plain) : OptionalDouble.empty());
  }

  private OptionalDouble withSecond(String text1, String text2, double logOdds) {
    Optional<SecondOpinion> opinion = opinion();
    if (opinion.isEmpty() || !SecondOpinion.isWanted(Calibration.probability(logOdds))) {
      return OptionalDouble.empty();
    }
    double score = second.orElseThrow().score(text1, text2);
    return Double.isFinite(score)
        ? OptionalDouble.of(opinion.get().probability(logOdds, score))
        : OptionalDouble.empty();
  }

  /// How much the second judge counts; empty where none is asked.
  public Optional<SecondOpinion> opinion() {
    return calibration.secondOpinion().filter(learned -> second.isPresent() && second.get().gave(learned));
  }

  /// Tells judges apart: 64 hexadecimal digits, and whether a second judge is asked.
  public String hash() {
    return CalibrationFile.hash(calibration) + (opinion().isPresent() ? " and a second judge" : "");
  }

  /// Why what is judged is to be taken with care: sentences; empty where the calibration was learned with the model of
  /// the passport, and with the cross-encoder that is asked, if with any.
  public Optional<String> warning(Passport passport) {
    Optional<String> other = CalibrationFile.warning(calibration, passport);
    Optional<String> missing =
        calibration
            .secondOpinion()
            .filter(_ -> opinion().isEmpty())
            .map(learned ->
                ("the calibration was learned with the cross-encoder \"%s\" as a second judge, which is not among the"
                    + " models as it was then, so that pairs are judged without it; to learn anew: doppel calibrate")
                    .formatted(learned.model()));
    return other.isPresent() && missing.isPresent()
        ? Optional.of(other.get() + "; " + missing.get())
        : other.or(() -> missing);
  }
}
