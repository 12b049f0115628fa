package io.doppel.classification;

import io.doppel.classification.example.ExampleSet;
import io.doppel.classification.example.LabelledText;
import io.doppel.classification.head.CrossValidation;
import io.doppel.classification.head.HeadChoice;
import io.doppel.classification.head.HeadKind;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.Prompt;
import io.doppel.learn.head.Head;
import io.doppel.learn.head.HeldOutCosines;
import io.doppel.learn.head.LabelledRows;
import io.doppel.learn.head.NearestNeighbours;
import io.doppel.learn.head.Prototypes;
import io.doppel.learn.measure.Confusion;
import io.doppel.text.Bounds;
import io.doppel.vector.Matrix;
import io.doppel.vector.Vectors;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Labels for texts, by one state of the examples. What is slow to make is made when it is first asked for.
/// Thread-safe.
///
/// "None of these" goes by the cosine with the nearest prototype, whatever head decides. From where on is told from the
/// examples: those of each label are taken for texts of no label in turn, with that label left out (Fei and Liu, 2016,
/// "Breaking the Closed World Assumption in Text Classification"), and those that stay are told without themselves.
public final class Classifier {

  /// What passes of the texts that have a label, unless a false-accept rate is stated: the point at which papers on
  /// out-of-scope texts measure (Hendrycks and Gimpel, 2017, "A Baseline for Detecting Misclassified and
  /// Out-of-Distribution Examples in Neural Networks").
  public static final double USUAL_ACCEPT = .95;

  /// How many wrong claims pass a verification unless told otherwise.
  public static final double USUAL_FALSE_ACCEPT = .01;

  private static final int WINDOW = 512;
  private static final int MOST_IN_PAIRS = 1_000;

  private final ExampleSet examples;
  private final List<String> labels;
  private final LabelledRows data;
  private final Prototypes prototypes;
  private final Encoder encoder;
  private final EncoderFingerprint fingerprint;

  /// Guarded by itself.
  private final Map<HeadKind, Head> heads = new EnumMap<>(HeadKind.class);
  private final ReentrantLock fitting = new ReentrantLock();

  private @Nullable HeldOutCosines heldOut;
  private @Nullable Cutoffs pairs;

  private Classifier(ExampleSet examples, List<String> labels, LabelledRows data, Encoder encoder) {
    this.examples = examples;
    this.labels = labels;
    this.data = data;
    this.prototypes = Prototypes.of(data);
    this.encoder = encoder;
    this.fingerprint = encoder.fingerprint();
  }

  /// Embeds the examples.
  ///
  /// @param examples at least one
  /// @param encoder stays the caller's
  /// @throws java.util.concurrent.CancellationException once nobody waits for it
  public static Classifier of(ExampleSet examples, Encoder encoder) {
    return of(examples, encoder, null);
  }

  /// The same, but takes vectors from another one where both have a text.
  static Classifier of(ExampleSet examples, Encoder encoder, @Nullable Classifier before) {
    if (examples.size() == 0) {
      throw new Bounds.Violation("examples", "a classifier needs at least 1 example");
    }
    Map<String, float[]> known = before == null ? Map.of() : before.vectors();
    List<String> labels = List.copyOf(examples.labels().keySet());
    float[][] rows = new float[examples.size()][];
    int[] classes = new int[rows.length];
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      LabelledText example = examples.all().get(i);
      classes[i] = Collections.binarySearch(labels, example.label());
      if (!known.containsKey(example.text())) {
        missing.add(example.text());
      }
    }
    Map<String, float[]> made = vectors(missing, encoder);
    for (int i = 0; i < rows.length; i++) {
      String text = examples.all().get(i).text();
      float[] row = known.get(text);
      rows[i] = row == null ? Objects.requireNonNull(made.get(text)) : row;
    }
    return new Classifier(examples, labels, new LabelledRows(Matrix.of(rows), classes, labels.size()), encoder);
  }

  private static Map<String, float[]> vectors(List<String> texts, Encoder encoder) {
    Map<String, float[]> vectors = new HashMap<>();
    for (int from = 0; from < texts.size(); from += WINDOW) {
      Cancellation.check();
      List<String> window = texts.subList(from, Math.min(from + WINDOW, texts.size()));
      List<Embedding> embeddings = encoder.encode(window, Prompt.NONE);
      for (int i = 0; i < window.size(); i++) {
        vectors.put(window.get(i), embeddings.get(i).toArray());
      }
    }
    return vectors;
  }

  private Map<String, float[]> vectors() {
    Map<String, float[]> vectors = new HashMap<>();
    for (int i = 0; i < data.size(); i++) {
      vectors.put(examples.all().get(i).text(), data.rows().row(i));
    }
    return vectors;
  }

  /// What it knows.
  public ExampleSet examples() {
    return examples;
  }

  /// All labels, in order.
  public List<String> labels() {
    return labels;
  }

  /// The vector of each example, in their order; nobody writes to it.
  public Matrix rows() {
    return data.rows();
  }

  /// Chooses a head by cross-validation. Trained ones are tried where that takes some seconds only.
  ///
  /// @throws java.util.concurrent.CancellationException once nobody waits for it
  public HeadChoice choose() throws IOException {
    CrossValidation validation = new CrossValidation(data, encoder.scale());
    boolean trained = (long) data.size() * data.classes() <= HeadKind.MOST_CHOSEN;
    List<HeadKind> kinds = Arrays.stream(HeadKind.values()).filter(kind -> trained || !kind.isTrained()).toList();
    List<HeadChoice.Measured> measured = new ArrayList<>();
    if (validation.heldOut() > 0 && data.classes() > 1) {
      Map<HeadKind, Confusion> confusions = validation.run(kinds);
      for (HeadKind kind : kinds) {
        Confusion confusion = Objects.requireNonNull(confusions.get(kind));
        measured.add(new HeadChoice.Measured(kind, confusion.accuracy(), confusion.macroF1()));
      }
    }
    int heldOut = measured.isEmpty() ? 0 : validation.heldOut();
    HeadKind best = measured.isEmpty() ? HeadKind.PROTOTYPES : HeadChoice.best(measured, heldOut);
    return new HeadChoice(fingerprint.unnamed(), data.size(), data.classes(), heldOut, best, measured);
  }

  private Head head(HeadKind kind) {
    if (kind == HeadKind.PROTOTYPES) {
      return prototypes;
    }
    Cancellation.lock(fitting);
    try {
      Head known = heads.get(kind);
      if (known == null) {
        known = kind.fit(data, encoder.scale());
        heads.put(kind, known);
      }
      return known;
    } finally {
      fitting.unlock();
    }
  }

  /// Labels for texts.
  ///
  /// @param kind what decides
  /// @throws Bounds.Violation if there are too few examples for the false-accept rate
  /// @throws java.util.concurrent.CancellationException once nobody waits for it
  public ClassifyAnswer classify(ClassifyQuery query, HeadKind kind) {
    Cutoff cutoff = cutoff(query.falseAccept());
    Head head = head(kind);
    List<Embedding> embeddings = encoder.encode(query.texts(), Prompt.NONE);
    List<Classified> texts = new ArrayList<>();
    for (int i = 0; i < embeddings.size(); i++) {
      Cancellation.check();
      texts.add(classified(query.texts().get(i), embeddings.get(i).toArray(), head, cutoff, query.nearest()));
    }
    return new ClassifyAnswer(texts, kind, cutoff);
  }

  private Classified classified(String text, float[] row, Head head, Cutoff cutoff, int nearest) {
    double[] scores = head.scores(row);
    int best = Head.best(scores);
    double similarity = Arrays.stream(prototypes.scores(row)).max().orElseThrow();
    List<Classified.Near> near = new ArrayList<>();
    if (nearest > 0) {
      float[] cosines = data.rows().times(row);
      for (int i : NearestNeighbours.nearest(cosines, nearest)) {
        near.add(new Classified.Near(examples.all().get(i), Math.clamp(cosines[i], -1f, 1f)));
      }
    }
    return new Classified(
        text,
        labels.get(best),
        scores[best],
        (float) similarity,
        !cutoff.accepts(similarity),
        near,
        encoder.truncates(text, Prompt.NONE));
  }

  /// What is "none of these".
  ///
  /// @param falseAccept the share of texts of no label that may pass, or empty
  public Cutoff cutoff(OptionalDouble falseAccept) {
    HeldOutCosines cosines = heldOut();
    Cutoffs cutoffs = new Cutoffs(encoder.scale(), cosines.known(), cosines.unknown());
    return falseAccept.isPresent() ? cutoffs.stated(falseAccept.getAsDouble()) : cutoffs.keeping(USUAL_ACCEPT);
  }

  /// Whether a text may be called so.
  ///
  /// @param falseAccept the share of wrong claims that may pass, above 0 and below 1; without it 1 %
  /// @throws Bounds.Violation if there is no such label, or too few examples for the rate
  public Verification verify(String text, String label, OptionalDouble falseAccept) {
    LabelledText.checkText("text", text);
    int claimed = Collections.binarySearch(labels, LabelledText.checkedLabel(label));
    if (claimed < 0) {
      throw new Bounds.Violation("label", "there is no label \"%s\"; see which there are".formatted(label.strip()));
    }
    HeldOutCosines cosines = heldOut();
    Cutoff cutoff = cutoff(new Cutoffs(encoder.scale(), cosines.genuine(), cosines.impostors()), falseAccept);
    float[] row = encoder.encode(text, Prompt.NONE).toArray();
    float cosine = Vectors.cosine(row, prototypes.rows().row(claimed));
    return verification(cosine, cutoff, encoder.truncates(text, Prompt.NONE));
  }

  /// Whether two texts have the same label, whichever that may be.
  ///
  /// @param falseAccept the share of pairs of different labels that may pass, above 0 and below 1; without it 1 %
  /// @throws Bounds.Violation if there are too few examples for the rate
  public Verification verifyPair(String text, String other, OptionalDouble falseAccept) {
    LabelledText.checkText("text", text);
    LabelledText.checkText("other", other);
    Cutoff cutoff = cutoff(pairs(), falseAccept);
    List<Embedding> both = encoder.encode(List.of(text, other), Prompt.NONE);
    boolean truncated = encoder.truncates(text, Prompt.NONE) || encoder.truncates(other, Prompt.NONE);
    return verification(both.get(0).cosine(both.get(1)), cutoff, truncated);
  }

  private static Cutoff cutoff(Cutoffs cutoffs, OptionalDouble falseAccept) {
    return falseAccept.isPresent()
        ? cutoffs.stated(falseAccept.getAsDouble())
        : cutoffs.standard(USUAL_FALSE_ACCEPT);
  }

  private static Verification verification(float cosine, Cutoff cutoff, boolean truncated) {
    return new Verification(cutoff.accepts(cosine), cosine, cutoff, truncated);
  }

  /// How well claimed labels are told, by the examples.
  public VerificationMeasures claims() {
    HeldOutCosines cosines = heldOut();
    return VerificationMeasures.of(cosines.genuine(), cosines.impostors());
  }

  /// How well it is told whether two texts have the same label, by the examples.
  public VerificationMeasures pairMeasures() {
    Cutoffs cosines = pairs();
    return VerificationMeasures.of(cosines.genuine(), cosines.impostors());
  }

  private synchronized HeldOutCosines heldOut() {
    HeldOutCosines known = heldOut;
    if (known == null) {
      known = HeldOutCosines.of(prototypes, data, Cancellation::check);
      heldOut = known;
    }
    return known;
  }

  private synchronized Cutoffs pairs() {
    Cutoffs known = pairs;
    if (known == null) {
      known = LabelPairs.of(data.atMostByTwos(MOST_IN_PAIRS), encoder.scale());
      pairs = known;
    }
    return known;
  }
}
