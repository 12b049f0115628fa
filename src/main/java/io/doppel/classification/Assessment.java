package io.doppel.classification;

import io.doppel.classification.example.LabelledText;
import io.doppel.classification.head.HeadKind;
import io.doppel.learn.measure.Confusion;
import io.doppel.learn.measure.Roc;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/// How good a classifier is on texts whose labels are known. NaN where there is nothing to tell from.
///
/// @param head what decided
/// @param cutoff what was rejected
/// @param texts how many texts have a label that the classifier knows
/// @param accuracy the share of them with the right label, rejected or not
/// @param macroF1 the mean of F1 over labels
/// @param rejected the share of them that was rejected
/// @param none how many texts are none of these
/// @param noneRejected the share of them that was rejected
/// @param auroc how often the cosine of one that has a label is above that of one that has none
/// @param fpr95 the share of those without that would pass at a threshold that 95 % of those with a label pass
/// @param worst the labels that are confused most often, the worst first
public record Assessment(
    HeadKind head,
    Cutoff cutoff,
    int texts,
    double accuracy,
    double macroF1,
    double rejected,
    int none,
    double noneRejected,
    double auroc,
    double fpr95,
    List<Mistake> worst) {

  private static final int WORST = 10;
  private static final int WINDOW = 512;

  /// Texts of one label that got another one.
  public record Mistake(String label, String taken, int texts) {}

  public Assessment {
    worst = List.copyOf(worst);
  }

  /// @param test texts; one whose label the classifier does not know is none of these
  /// @param isNone labels that are none of these, too
  /// @param done hears how many texts are done
  /// @throws java.util.concurrent.CancellationException once nobody waits for it
  public static Assessment of(
      Classifier classifier,
      HeadKind head,
      OptionalDouble falseAccept,
      List<LabelledText> test,
      Predicate<String> isNone,
      LongConsumer done) {
    List<String> labels = classifier.labels();
    Cutoff cutoff = classifier.cutoff(falseAccept);
    Confusion confusion = new Confusion(labels.size());
    List<Double> known = new ArrayList<>();
    List<Double> unknown = new ArrayList<>();
    for (int from = 0; from < test.size(); from += WINDOW) {
      Cancellation.check();
      List<LabelledText> window = test.subList(from, Math.min(from + WINDOW, test.size()));
      ClassifyQuery query =
          new ClassifyQuery(window.stream().map(LabelledText::text).toList(), Optional.of(head), falseAccept, 0);
      List<Classified> answers = classifier.classify(query, head).texts();
      for (int i = 0; i < window.size(); i++) {
        int actual = Collections.binarySearch(labels, window.get(i).label());
        double similarity = answers.get(i).similarity();
        if (actual < 0 || isNone.test(window.get(i).label())) {
          unknown.add(similarity);
        } else {
          known.add(similarity);
          confusion.add(actual, Collections.binarySearch(labels, answers.get(i).label()));
        }
      }
      done.accept(from + (long) window.size());
    }
    double[] of = array(known);
    double[] not = array(unknown);
    Roc roc = new Roc(of, not);
    return new Assessment(
        head,
        cutoff,
        of.length,
        confusion.accuracy(),
        confusion.macroF1(),
        rejected(cutoff, of),
        not.length,
        rejected(cutoff, not),
        roc.area(),
        roc.falseAcceptAt(Classifier.USUAL_ACCEPT),
        confusion.worst(WORST).stream()
            .map(pair -> new Mistake(labels.get(pair.actual()), labels.get(pair.taken()), pair.count()))
            .toList());
  }

  private static double rejected(Cutoff cutoff, double[] similarities) {
    return 1 - cutoff.accepts(similarities);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
