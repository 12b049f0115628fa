package io.doppel.duplicates.resemblance;

import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.judgement.Judgement.Shares;
import io.doppel.duplicates.judgement.Judgement;
import io.doppel.duplicates.guard.Comparison;
import io.doppel.duplicates.guard.Contrast;
import io.doppel.duplicates.guard.Template;
import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Passage;
import io.doppel.work.Cancellation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/// How alike two documents are as a whole: how much of *both* stands in the other one. Each passage is held against the
/// one of the other document that is nearest to it; a document has the mean of its passages, by their lengths, and of
/// both documents the lesser counts. So a passage that two documents share makes them no duplicates, nor does a
/// document that is a part of another one. Of documents of one passage each, it is what the two passages say.
///
/// Where one has several passages, what is [Boilerplate] does not count.
///
/// A guard that fires between titles, or between two passages, speaks against the whole.
///
/// For one thread.
public final class Resemblance {

  /// Passages of a document about which a second judge is asked.
  public static final int MAX_ASKED = 4;

  private final EmbeddedDocument one;
  private final EmbeddedDocument other;
  private final List<String> ofOne;
  private final List<String> ofOther;
  private final int[] fromOne;
  private final int[] fromOther;
  private final float similarity;

  private Resemblance(EmbeddedDocument one, EmbeddedDocument other, List<String> ofOne, List<String> ofOther) {
    this.one = one;
    this.other = other;
    this.ofOne = ofOne;
    this.ofOther = ofOther;
    this.fromOne = nearest(one, other, ofOther);
    this.fromOther = nearest(other, one, ofOne);
    double here = mean(ofOne, i -> cosine(i, fromOne[i]));
    double there = mean(ofOther, i -> cosine(fromOther[i], i));
    this.similarity = (float) Math.min(here, there);
  }

  /// All of both counts. Takes the product of the numbers of their passages.
  public static Resemblance of(EmbeddedDocument one, EmbeddedDocument other) {
    return of(one, other, Boilerplate.NONE);
  }

  /// What is boilerplate does not count.
  public static Resemblance of(EmbeddedDocument one, EmbeddedDocument other, Boilerplate boilerplate) {
    boolean single = one.passages().size() == 1 && other.passages().size() == 1;
    Boilerplate discounted = single ? Boilerplate.NONE : boilerplate;
    return new Resemblance(one, other, discounted.rest(one), discounted.rest(other));
  }

  private static double part(List<String> left, EmbeddedDocument of) {
    long all = Boilerplate.length(of.passages().stream().map(Passage::text).toList());
    return all == 0 ? 1 : (double) Boilerplate.length(left) / all;
  }

  /// The mean cosine of the passages with the nearest ones of the other document; of two single passages, their cosine.
  public float similarity() {
    return similarity;
  }

  /// How likely both documents say the same. Takes the sum of the numbers of their passages. A second judge is asked
  /// about the passages of documents that have at most [#MAX_ASKED] each: of longer ones many passages decide, and one
  /// that is uncertain does not matter much.
  public Judgement judge(Judge whole) {
    boolean asks = Math.max(one.passages().size(), other.passages().size()) <= MAX_ASKED;
    Judge judge = asks ? whole : whole.alone();
    Map<Long, Judgement> judged = new LinkedHashMap<>();
    double here = mean(ofOne, i -> judge(judge, i, fromOne[i], judged).probability());
    double there = mean(ofOther, i -> judge(judge, fromOther[i], i, judged).probability());
    Optional<Comparison> titles = betweenTitles();
    Set<Contrast> contrasts = new LinkedHashSet<>(titles.map(Comparison::contrasts).orElse(List.of()));
    judged.values().forEach(judgement -> contrasts.addAll(judgement.contrasts()));
    double most = contrasts.isEmpty() ? 1 : judge.calibration().guardFactor();
    double probability = Math.min(most, Math.min(here, there));
    return new Judgement(
        probability,
        judge.calibration().verdict(probability),
        List.copyOf(contrasts),
        // What is of one template differs in values, of which a guard tells.
        contrasts.isEmpty() ? Optional.empty() : template(titles, judged),
        shares(here, there),
        judged.values().stream().anyMatch(each -> each.first().isPresent())
            ? OptionalDouble.of(Math.min(most, first(judge, judged)))
            : OptionalDouble.empty());
  }

  /// The probability as it was before a second judge was asked about any passages.
  private double first(Judge judge, Map<Long, Judgement> judged) {
    return Math.min(
        mean(ofOne, i -> first(judge(judge, i, fromOne[i], judged))),
        mean(ofOther, i -> first(judge(judge, fromOther[i], i, judged))));
  }

  private static double first(Judgement judgement) {
    return judgement.first().orElse(judgement.probability());
  }

  private Optional<Shares> shares(double here, double there) {
    return one.passages().size() == 1 && other.passages().size() == 1
        ? Optional.empty()
        : Optional.of(new Shares(here, there, 1 - part(ofOne, one), 1 - part(ofOther, other)));
  }

  /// The template of both: where each passage is the other one's, or of one template with it, and so are the titles.
  private Optional<Template> template(Optional<Comparison> titles, Map<Long, Judgement> judged) {
    Optional<Template> ofTitles = titles.flatMap(Comparison::template);
    if (one.passages().size() != other.passages().size()
        || (ofTitles.isEmpty() && titles.isPresent())
        || !judged.entrySet().stream()
            .allMatch(each -> each.getValue().template().isPresent() || isSame(each.getKey()))) {
      return Optional.empty();
    }
    List<Template.Field> fields =
        Stream.concat(ofTitles.stream(), judged.values().stream().flatMap(each -> each.template().stream()))
            .flatMap(template -> template.fields().stream())
            .distinct()
            .toList();
    return fields.isEmpty() || fields.size() > Template.MAX_FIELDS
        ? Optional.empty()
        : Optional.of(new Template(fields));
  }

  private boolean isSame(long pair) {
    return ofOne.get((int) (pair >>> 32)).equals(ofOther.get((int) pair));
  }

  private Judgement judge(Judge judge, int here, int there, Map<Long, Judgement> judged) {
    Cancellation.check();
    return judged.computeIfAbsent(
        ((long) here << 32) | there,
        _ -> judge.judge(text(one, ofOne, here), text(other, ofOther, there), cosine(here, there)));
  }

  private Optional<Comparison> betweenTitles() {
    String here = one.document().title().strip();
    String there = other.document().title().strip();
    return here.isEmpty() || there.isEmpty() || here.equals(there)
        ? Optional.empty()
        : Optional.of(Comparison.of(here, there));
  }

  private float cosine(int here, int there) {
    return one.embeddings().get(here).cosine(other.embeddings().get(there));
  }

  /// Of each passage, which one of the other document is nearest.
  ///
  /// @param left what counts of the other's passages; one of which nothing does is near to none
  private static int[] nearest(EmbeddedDocument from, EmbeddedDocument to, List<String> left) {
    int[] nearest = new int[from.passages().size()];
    for (int i = 0; i < nearest.length; i++) {
      Cancellation.check();
      float best = -2;
      for (int j = 0; j < to.passages().size(); j++) {
        if (left.size() > 1 && left.get(j).isEmpty()) {
          continue;
        }
        float cosine = from.embeddings().get(i).cosine(to.embeddings().get(j));
        if (cosine > best) {
          best = cosine;
          nearest[i] = j;
        }
      }
    }
    return nearest;
  }

  /// @param left of each passage what counts
  private static double mean(List<String> left, IntToDoubleFunction value) {
    if (left.size() == 1) {
      return value.applyAsDouble(0);
    }
    double sum = 0;
    double length = 0;
    for (int i = 0; i < left.size(); i++) {
      int weight = left.get(i).length();
      if (weight > 0) {
        sum += weight * value.applyAsDouble(i);
        length += weight;
      }
    }
    return sum / length;
  }

  /// A passage as the model read it: after the title, which may be all there is.
  private static String text(EmbeddedDocument embedded, List<String> left, int passage) {
    String title = embedded.document().title().strip();
    String part = left.get(passage);
    return title.isEmpty() ? part : part.isBlank() ? title : title + " " + part;
  }

  /// The text of the passage of the second document that is nearest to one of the first; its title where it has no
  /// text.
  public String nearestText() {
    int best = -1;
    for (int i = 0; i < fromOne.length; i++) {
      boolean counts = fromOne.length == 1 || !ofOne.get(i).isEmpty();
      best = counts && (best < 0 || cosine(i, fromOne[i]) > cosine(best, fromOne[best])) ? i : best;
    }
    String text = other.passages().get(fromOne[best]).text();
    return text.isBlank() ? other.document().title() : text;
  }

  /// The judgement, where there is a judge.
  public Optional<Judgement> judge(Optional<Judge> judge) {
    return judge.map(this::judge);
  }
}
