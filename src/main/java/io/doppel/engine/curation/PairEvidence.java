package io.doppel.engine.curation;

import io.doppel.duplicates.calibration.Leverage;
import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.duplicates.calibration.SecondOpinion;
import io.doppel.duplicates.calibration.Verdict;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.judgement.Judgement;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.duplicates.resemblance.Resemblance;
import io.doppel.duplicates.teaching.Draw;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Gatherers;

/// What the texts of pairs of a collection tell whoever draws some of them to be decided about.
///
/// @param boilerplate what of documents does not count
/// @param second a cross-encoder, if there is one, whatever the judge has learned of it
record PairEvidence(
    MinedPairs pairs, IndexView view, Judge judge, Optional<SecondJudge> second, Boilerplate boilerplate)
    implements Draw.Evidence {

  /// Pairs whose documents are read together.
  private static final int READ_TOGETHER = 64;

  @Override
  public boolean mayDisagree(MinedPairs.Pair pair) {
    return pair.probability() <= (float) judge.calibration().guardFactor()
        || (second.isPresent() && (judge.opinion().isPresent() || SecondOpinion.isWanted(pair.probability())));
  }

  /// Where a guard holds apart what would else be more likely a duplicate than not, or where a cross-encoder takes the
  /// one for more likely and the calibration alone the other: its logit is that of a probability, if not of a
  /// calibrated one.
  @Override
  public Set<Integer> disagreeing(Collection<Integer> places) throws IOException {
    Judge alone = Judge.of(judge.calibration().unguarded());
    Set<Integer> found = new HashSet<>();
    each(
        List.copyOf(places),
        (place, one, other) -> {
          Judgement plain = Resemblance.of(one, other, boilerplate).judge(alone);
          boolean likely = plain.verdict() != Verdict.DIFFERENT;
          if (plain.contrasts().isEmpty() ? differs(one, other, plain.probability(), likely) : likely) {
            found.add(place);
          }
        });
    return found;
  }

  /// Of documents of one passage, which the cross-encoder reads whole.
  private boolean differs(EmbeddedDocument one, EmbeddedDocument other, double probability, boolean likely) {
    return second.isPresent()
        && SecondOpinion.isWanted(probability)
        && one.passages().size() == 1
        && other.passages().size() == 1
        && (second.get().score(one.document().shown(), other.document().shown()) > 0) != likely;
  }

  /// A pair of which a document is gone tells nothing.
  @Override
  public double[] leverages(List<Integer> places) throws IOException {
    Map<Integer, Leverage.Compared> compared = new LinkedHashMap<>();
    each(
        places,
        (place, one, other) ->
            compared.put(
                place,
                new Leverage.Compared(
                    one.document().shown(),
                    other.document().shown(),
                    Resemblance.of(one, other, boilerplate).similarity())));
    double[] found = Leverage.of(judge.calibration(), List.copyOf(compared.values()));
    Map<Integer, Double> leverages = new HashMap<>();
    for (int place : compared.keySet()) {
      leverages.put(place, found[leverages.size()]);
    }
    return places.stream().mapToDouble(place -> leverages.getOrDefault(place, 0.0)).toArray();
  }

  private interface Taker {
    void take(int place, EmbeddedDocument one, EmbeddedDocument other);
  }

  private void each(List<Integer> places, Taker taker) throws IOException {
    for (List<Integer> some : places.stream().gather(Gatherers.windowFixed(READ_TOGETHER)).toList()) {
      Set<String> ids = new HashSet<>();
      for (int place : some) {
        ids.add(pairs.id(pairs.get(place).first()));
        ids.add(pairs.id(pairs.get(place).second()));
      }
      Map<String, EmbeddedDocument> documents = view.embedded(ids);
      for (int place : some) {
        Cancellation.check();
        EmbeddedDocument one = documents.get(pairs.id(pairs.get(place).first()));
        EmbeddedDocument other = documents.get(pairs.id(pairs.get(place).second()));
        if (one != null && other != null) {
          taker.take(place, one, other);
        }
      }
    }
  }
}
