package io.doppel.duplicates.resemblance;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.Judgement;
import io.doppel.duplicates.guard.Comparison;
import io.doppel.duplicates.guard.Contrast;
import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.work.Cancellation;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/// How alike two documents are as a whole: how much of *both* stands in the other one. Each passage is held against the
/// one of the other document that is nearest to it; a document has the mean of its passages, by their lengths, and of
/// both documents the lesser counts. So a passage that two documents share makes them no duplicates, nor does a
/// document that is a part of another one. Of documents of one passage each, it is what the two passages say.
///
/// A guard that fires between titles, or between two passages, speaks against the whole.
///
/// For one thread.
public final class Resemblance {

  private final EmbeddedDocument one;
  private final EmbeddedDocument other;
  private final int[] fromOne;
  private final int[] fromOther;
  private final float similarity;

  private Resemblance(EmbeddedDocument one, EmbeddedDocument other) {
    this.one = one;
    this.other = other;
    this.fromOne = nearest(one, other);
    this.fromOther = nearest(other, one);
    double here = mean(one, i -> cosine(i, fromOne[i]));
    double there = mean(other, i -> cosine(fromOther[i], i));
    this.similarity = (float) Math.min(here, there);
  }

  /// Takes the product of the numbers of their passages.
  public static Resemblance of(EmbeddedDocument one, EmbeddedDocument other) {
    return new Resemblance(one, other);
  }

  /// The mean cosine of the passages with the nearest ones of the other document; of two single passages, their cosine.
  public float similarity() {
    return similarity;
  }

  /// How likely both documents say the same. Takes the sum of the numbers of their passages.
  public Judgement judge(Calibration calibration) {
    Map<Long, Judgement> judged = new HashMap<>();
    double here = mean(one, i -> judge(calibration, i, fromOne[i], judged).probability());
    double there = mean(other, i -> judge(calibration, fromOther[i], i, judged).probability());
    Set<Contrast> contrasts = new LinkedHashSet<>(betweenTitles());
    judged.values().forEach(judgement -> contrasts.addAll(judgement.contrasts()));
    double most = contrasts.isEmpty() ? 1 : calibration.guardFactor();
    double probability = Math.min(most, Math.min(here, there));
    return new Judgement(probability, calibration.verdict(probability), List.copyOf(contrasts));
  }

  private Judgement judge(Calibration calibration, int here, int there, Map<Long, Judgement> judged) {
    Cancellation.check();
    return judged.computeIfAbsent(
        ((long) here << 32) | there,
        _ -> calibration.judge(text(one, here), text(other, there), cosine(here, there)));
  }

  private List<Contrast> betweenTitles() {
    String here = one.document().title().strip();
    String there = other.document().title().strip();
    return here.isEmpty() || there.isEmpty() || here.equals(there) ? List.of() : Comparison.of(here, there).contrasts();
  }

  private float cosine(int here, int there) {
    return one.embeddings().get(here).cosine(other.embeddings().get(there));
  }

  /// Of each passage, which one of the other document is nearest.
  private static int[] nearest(EmbeddedDocument from, EmbeddedDocument to) {
    int[] nearest = new int[from.passages().size()];
    for (int i = 0; i < nearest.length; i++) {
      Cancellation.check();
      float best = -2;
      for (int j = 0; j < to.passages().size(); j++) {
        float cosine = from.embeddings().get(i).cosine(to.embeddings().get(j));
        if (cosine > best) {
          best = cosine;
          nearest[i] = j;
        }
      }
    }
    return nearest;
  }

  private static double mean(EmbeddedDocument document, IntToDoubleFunction value) {
    if (document.passages().size() == 1) {
      return value.applyAsDouble(0);
    }
    double sum = 0;
    double length = 0;
    for (int i = 0; i < document.passages().size(); i++) {
      int weight = document.passages().get(i).text().length();
      sum += weight * value.applyAsDouble(i);
      length += weight;
    }
    return sum / length;
  }

  /// A passage as the model read it: after the title, which may be all there is.
  private static String text(EmbeddedDocument embedded, int passage) {
    Document document = embedded.document();
    Passage part = embedded.passages().get(passage);
    String title = document.title().strip();
    return title.isEmpty() ? part.text() : part.text().isBlank() ? title : title + " " + part.text();
  }

  /// The text of the passage of the second document that is nearest to one of the first; its title where it has no
  /// text.
  public String nearestText() {
    int best = 0;
    for (int i = 1; i < fromOne.length; i++) {
      best = cosine(i, fromOne[i]) > cosine(best, fromOne[best]) ? i : best;
    }
    String text = other.passages().get(fromOne[best]).text();
    return text.isBlank() ? other.document().title() : text;
  }

  /// The judgement, where there is a calibration.
  public Optional<Judgement> judge(Optional<Calibration> calibration) {
    return calibration.map(this::judge);
  }
}
