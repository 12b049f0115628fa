package io.doppel.engine.curation;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.Judgement;
import io.doppel.duplicates.calibration.Leverage;
import io.doppel.duplicates.calibration.Verdict;
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
import java.util.Set;
import java.util.stream.Gatherers;

/// What the texts of pairs of a collection tell whoever draws some of them to be decided about.
///
/// @param boilerplate what of documents does not count
record PairEvidence(MinedPairs pairs, IndexView view, Calibration calibration, Boilerplate boilerplate)
    implements Draw.Evidence {

  /// Pairs whose documents are read together.
  private static final int READ_TOGETHER = 64;

  @Override
  public boolean mayDisagree(MinedPairs.Pair pair) {
    return pair.probability() <= (float) calibration.guardFactor();
  }

  /// Where a guard holds apart what would else be more likely a duplicate than not.
  @Override
  public Set<Integer> disagreeing(Collection<Integer> places) throws IOException {
    Calibration unguarded = calibration.unguarded();
    Set<Integer> found = new HashSet<>();
    each(
        List.copyOf(places),
        (place, one, other) -> {
          Judgement plain = Resemblance.of(one, other, boilerplate).judge(unguarded);
          if (!plain.contrasts().isEmpty() && plain.verdict() != Verdict.DIFFERENT) {
            found.add(place);
          }
        });
    return found;
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
    double[] found = Leverage.of(calibration, List.copyOf(compared.values()));
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
