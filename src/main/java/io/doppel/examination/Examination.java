package io.doppel.examination;

import io.doppel.encoder.CosineScale;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.examination.change.Perturbation;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.learn.statistic.MeanInterval;
import io.doppel.text.Bounds;
import io.doppel.text.CodePoints;
import io.doppel.text.Document;
import io.doppel.text.PassageSplitter;
import io.doppel.vector.Matrix;
import io.doppel.vector.Quantiles;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

/// Examines how a model does on the texts of a collection, by a sample: what is left of their similarity when they are
/// changed without another meaning, how that differs between kinds of texts, and whether new texts are still like them.
///
/// Changed texts are embedded, as many for each text as there are changes that it can have; nothing is written. For one
/// call; ends early where [Cancellation] says so.
public final class Examination {

  /// The share of the collection's own texts that are further from the others than a text that belongs there.
  private static final double REJECTED = .05;

  /// What float32 may do to a cosine.
  private static final double ROUNDING = 1e-5;

  /// So many names of fields are told where another one is asked for.
  private static final int NAMED = 20;

  private final IndexView view;
  private final Encoder encoder;
  private final PassageSplitter splitter;
  private final ExaminationQuery query;
  private final DoubleConsumer progress;
  private final CosineScale scale;
  private final Intervals intervals;
  private final Neighbours neighbours;
  private int done;
  private int total = 1;

  private Examination(
      IndexView view, Encoder encoder, PassageSplitter splitter, ExaminationQuery query, DoubleConsumer progress) {
    this.view = view;
    this.encoder = encoder;
    this.splitter = splitter;
    this.query = query;
    this.progress = progress;
    this.scale = encoder.scale();
    this.intervals = new Intervals(query.seed());
    this.neighbours = new Neighbours(view, query.stored());
  }

  /// Examines one state of a collection.
  ///
  /// @param splitter the one that the collection was cut with
  /// @param fresh new texts; those with the id of a document of the collection are not held against that; may be empty
  /// @param progress hears which part is done, 0 to 1
  /// @throws Bounds.Violation as [#check], or if all documents of the collection or none of them are new
  public static ExaminationReport of(
      IndexView view,
      Encoder encoder,
      PassageSplitter splitter,
      ExaminationQuery query,
      List<Document> fresh,
      DoubleConsumer progress)
      throws IOException {
    check(view, query, fresh);
    return new Examination(view, encoder, splitter, query, progress).report(fresh);
  }

  private ExaminationReport report(List<Document> fresh) throws IOException {
    Sample sample = new Sample(splitter, new SplittableRandom(query.seed()));
    Sample.Divided divided =
        query.fresh().isPresent()
            ? sample.divided(view, query.fresh().get(), query.sample())
            : new Sample.Divided(sample.stored(view, query.sample()), List.of());
    List<Examined> texts = divided.stored();
    total =
        texts.size() * (1 + Perturbation.STANDARD.size())
            + divided.fresh().size()
            + Math.min(query.sample(), fresh.size());
    lookAround(texts);
    List<Kept> kept = new ArrayList<>();
    for (Perturbation perturbation : Perturbation.STANDARD) {
      kept(perturbation, texts).ifPresent(kept::add);
    }
    Slices.Cut slices = new Slices(encoder, query, intervals).of(texts);
    List<Examined> held = fresh.isEmpty() ? divided.fresh() : sample.fresh(fresh, query.sample(), encoder);
    Optional<Drift> drift = held.isEmpty() ? Optional.empty() : drift(texts, held);
    progress.accept(1);
    return new ExaminationReport(
        view.documents(), texts.size(), query, scale, kept, slices.slices(), slices.cut(), drift);
  }

  /// Refuses what cannot be examined; quick.
  ///
  /// @throws Bounds.Violation if the collection is empty, no document has a field that is asked for, or an alarm is
  ///     wanted without new texts
  public static void check(IndexView view, ExaminationQuery query, List<Document> fresh) throws IOException {
    if (view.documents() == 0) {
      throw new Bounds.Violation("name", "the collection is empty; there is nothing to examine");
    }
    if (query.fresh().isPresent() && !fresh.isEmpty()) {
      throw new Bounds.Violation("new", "new texts are those of the collection by a filter, or others; not both");
    }
    if (query.fresh().isPresent()) {
      if (!new Neighbours(view, query.fresh().get()).areAtLeast(1)) {
        throw new Bounds.Violation(
            "new", "no document of the collection is new by that filter; there is nothing to hold against the others");
      }
      if (!new Neighbours(view, query.stored()).areAtLeast(1)) {
        throw new Bounds.Violation(
            "new", "all documents of the collection are new by that filter; there is nothing to hold them against");
      }
    }
    if (query.alarm().isPresent() && query.fresh().isEmpty() && fresh.isEmpty()) {
      throw new Bounds.Violation("alarm", "an alarm needs new texts to hold against the collection");
    }
    if (query.alarm().isPresent() && !new Neighbours(view, query.stored()).areAtLeast(2)) {
      throw new Bounds.Violation(
          "alarm",
          "an alarm needs at least 2 texts in the collection that are not new, to hold new ones against; got 1");
    }
    List<String> names = query.by().isEmpty() ? List.of() : view.fieldNames(PassageIndex.MAX_HITS);
    for (String field : query.by()) {
      if (!names.contains(field)) {
        throw new Bounds.Violation(
            "by",
            "no document has a field \"%s\"; %s"
                .formatted(
                    field,
                    names.isEmpty()
                        ? "none has any"
                        : "there are: " + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))));
      }
    }
  }

  private void step(int texts) {
    Cancellation.check();
    done += texts;
    progress.accept(Math.min(1, (double) done / total));
  }

  /// Finds the nearest other document of each text.
  private void lookAround(List<Examined> texts) throws IOException {
    for (int from = 0; from < texts.size(); from += Sample.TOGETHER) {
      List<Examined> some = texts.subList(from, Math.min(from + Sample.TOGETHER, texts.size()));
      List<OptionalDouble> nearest =
          neighbours.nearestOthers(some.stream().map(Examined::embedding).toList(), ids(some));
      for (int i = 0; i < some.size(); i++) {
        some.get(i).nearest(nearest.get(i));
      }
      step(some.size());
    }
  }

  private static List<String> ids(List<Examined> texts) {
    return texts.stream().map(text -> text.document().id()).toList();
  }

  private record Changed(Examined text, String changed) {}

  private Optional<Kept> kept(Perturbation perturbation, List<Examined> texts) throws IOException {
    List<Double> similarities = new ArrayList<>();
    List<Double> standards = new ArrayList<>();
    List<Double> found = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += Sample.TOGETHER) {
      List<Examined> some = texts.subList(from, Math.min(from + Sample.TOGETHER, texts.size()));
      List<Changed> changed =
          some.stream()
              .map(text -> new Changed(text, perturbation.of(text.text(), random(perturbation, text))))
              .filter(each -> !each.changed().equals(each.text().text()) && !CodePoints.isBlank(each.changed()))
              .toList();
      if (!changed.isEmpty()) {
        List<Embedding> embeddings = encoder.encode(changed.stream().map(Changed::changed).toList(), Prompt.DOCUMENT);
        List<OptionalDouble> others =
            neighbours.nearestOthers(embeddings, ids(changed.stream().map(Changed::text).toList()));
        for (int i = 0; i < changed.size(); i++) {
          Examined text = changed.get(i).text();
          double cosine = text.embedding().cosine(embeddings.get(i));
          boolean isFound = cosine >= others.get(i).orElse(-1) - ROUNDING;
          similarities.add(cosine);
          standards.add(scale.standard(cosine));
          found.add(isFound ? 1.0 : 0.0);
          text.changed(scale.standard(cosine), isFound);
        }
      }
      step(some.size());
    }
    return similarities.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Kept(
                perturbation,
                similarities.size(),
                intervals.of(array(similarities)).mean(),
                intervals.of(array(standards)),
                Quantiles.of(standards).at(REJECTED),
                intervals.of(array(found))));
  }

  /// Of its own for each text and each change, so that none depends on the others.
  private SplittableRandom random(Perturbation perturbation, Examined text) {
    return new SplittableRandom(Objects.hash(query.seed(), perturbation.toString(), text.document().id()));
  }

  private Optional<Drift> drift(List<Examined> texts, List<Examined> fresh) throws IOException {
    lookAround(fresh);
    double[] stored = nearest(texts);
    double[] now = nearest(fresh);
    if (stored.length == 0 || now.length == 0) {
      return Optional.empty();
    }
    double threshold = Quantiles.of(stored).at(REJECTED);
    double[] rejected = new double[now.length];
    for (int i = 0; i < now.length; i++) {
      rejected[i] = now[i] < threshold ? 1 : 0;
    }
    EnergyTest test = EnergyTest.of(matrix(texts), matrix(fresh), new SplittableRandom(query.seed()));
    MeanInterval share = intervals.of(rejected);
    return Optional.of(
        new Drift(
            fresh.size(),
            intervals.of(now),
            intervals.of(stored),
            threshold,
            share,
            test.coefficient(),
            test.pValue()));
  }

  private static double[] nearest(List<Examined> texts) {
    return texts.stream().flatMapToDouble(text -> text.nearest().stream()).toArray();
  }

  private static Matrix matrix(List<Examined> texts) {
    return Matrix.of(texts.stream().map(text -> text.embedding().toArray()).toList());
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }
}
