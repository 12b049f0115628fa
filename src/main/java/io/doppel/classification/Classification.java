package io.doppel.classification;

import io.doppel.classification.example.ExampleSet;
import io.doppel.classification.example.ExampleSetFile;
import io.doppel.classification.example.LabelledText;
import io.doppel.classification.head.HeadChoice;
import io.doppel.classification.head.HeadKind;
import io.doppel.encoder.Encoder;
import io.doppel.file.KeptFile;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.text.Bounds;
import io.doppel.work.Cancellation;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Which of these is it, and is it any of them? Texts are enrolled under labels, in files of a collection, and asked
/// for by others. Vectors are made of the texts when they are needed, so that the examples outlive a change of the
/// model. What another process enrols is seen. Thread-safe.
public final class Classification implements Closeable {


  private final String name;
  private final ExampleSetFile file;
  private final KeptFile kept;
  private final Encoder encoder;

  /// What was read last; guarded by `this`.
  private ExampleSet examples = ExampleSet.EMPTY;

  private @Nullable Object version;
  private volatile @Nullable Classifier classifier;
  private boolean closed;

  /// Held while vectors are made, so that they are made once; never while the monitor is waited for by others.
  private final ReentrantLock making = new ReentrantLock();

  /// Held while a head is chosen.
  private final ReentrantLock choosing = new ReentrantLock();

  /// @param name of the classifier, for messages
  /// @param examples the file of the examples, which may be missing
  /// @param choice the file that keeps which head was chosen
  /// @param encoder makes the vectors; stays the caller's
  public Classification(String name, KeptFile examples, KeptFile choice, Encoder encoder) {
    this.name = name;
    this.file = new ExampleSetFile(examples);
    this.kept = choice;
    this.encoder = encoder;
  }

  /// Whether its vectors are those of this encoder.
  public boolean isOf(Encoder other) {
    return encoder.fingerprint().equals(other.fingerprint());
  }

  /// The examples of this moment.
  public synchronized ExampleSet examples() throws IOException {
    requireOpen();
    Object now = file.version();
    if (!now.equals(version)) {
      examples = file.read();
      version = now;
      if (examples.size() == 0) {
        classifier = null;
      }
    }
    return examples;
  }

  /// Enrols texts; one that is there under another label is moved. When this returns, it is on disk.
  ///
  /// @return the examples from now on
  /// @throws Bounds.Violation if there would be too many; then nothing has changed
  public ExampleSet enrol(Collection<LabelledText> more) throws IOException {
    return change(before -> before.with(more));
  }

  /// The same, and then the name of each label, read as words; see [ExampleSet#withNames].
  ///
  /// @param more may be none
  /// @return the examples from now on
  /// @throws Bounds.Violation if there would be too many; then nothing has changed
  public ExampleSet enrolWithNames(Collection<LabelledText> more) throws IOException {
    return change(before -> before.with(more).withNames());
  }

  /// Enrols these texts and no others.
  public ExampleSet replace(Collection<LabelledText> all) throws IOException {
    ExampleSet wanted = ExampleSet.of(all);
    return change(_ -> wanted);
  }

  /// Forgets a label with all its examples.
  public ExampleSet removeLabel(String label) throws IOException {
    String kept = LabelledText.checkedLabel(label);
    return change(before -> before.withoutLabel(kept));
  }

  /// Forgets some texts.
  public ExampleSet removeTexts(Set<String> texts) throws IOException {
    return change(before -> before.withoutTexts(texts));
  }

  private synchronized ExampleSet change(UnaryOperator<ExampleSet> change) throws IOException {
    requireOpen();
    file.change(change);
    ExampleSet changed = examples();
    if (changed.size() == 0) {
      kept.delete();
    }
    return changed;
  }

  /// The classifier of this moment.
  ///
  /// @throws NoExamplesException if there are no examples
  /// @throws java.util.concurrent.CancellationException once nobody waits for it
  public Classifier classifier() throws IOException {
    Cancellation.lock(making);
    try {
      ExampleSet now = examples();
      if (now.size() == 0) {
        throw new NoExamplesException(name);
      }
      Classifier known = classifier;
      if (known == null || known.examples() != now) {
        known = Classifier.of(now, encoder, known);
        synchronized (this) {
          requireOpen();
          classifier = known;
        }
      }
      return known;
    } finally {
      making.unlock();
    }
  }

  /// Labels for texts, by the head that the query names, else the chosen one.
  ///
  /// @throws NoExamplesException if there are no examples
  /// @throws Bounds.Violation if there are too few for the false-accept rate
  public ClassifyAnswer classify(ClassifyQuery query) throws IOException {
    Classifier now = classifier();
    return now.classify(query, query.head().isPresent() ? query.head().get() : choice().head());
  }

  /// See [Classifier#verify].
  public Verification verify(String text, String label, OptionalDouble falseAccept) throws IOException {
    return classifier().verify(text, label, falseAccept);
  }

  /// See [Classifier#verifyPair].
  public Verification verifyPair(String text, String other, OptionalDouble falseAccept) throws IOException {
    return classifier().verifyPair(text, other, falseAccept);
  }

  /// Which head was found best, where that still holds.
  public Optional<HeadChoice> known() throws IOException {
    Optional<HeadChoice> known = HeadChoice.read(kept);
    return known.isPresent() && known.get().holds(encoder.fingerprint(), examples()) ? known : Optional.empty();
  }

  /// Whether there are so few examples that the best head is found while somebody waits: in a few seconds.
  public boolean isChosenAtOnce() throws IOException {
    ExampleSet now = examples();
    return (long) now.size() * now.labels().size() <= HeadKind.MOST_CHOSEN_AT_ONCE;
  }

  /// Which head is best: what was found before, where that still holds.
  ///
  /// @throws java.util.concurrent.CancellationException once nobody waits for it
  public HeadChoice choice() throws IOException {
    Cancellation.lock(choosing);
    try {
      Optional<HeadChoice> known = known();
      return known.isPresent() ? known.get() : choose();
    } finally {
      choosing.unlock();
    }
  }

  /// Finds anew which head is best, and keeps it.
  ///
  /// @throws java.util.concurrent.CancellationException once nobody waits for it
  public HeadChoice choose() throws IOException {
    HeadChoice choice = classifier().choose();
    synchronized (this) {
      requireOpen();
      choice.write(kept);
    }
    return choice;
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new IndexClosedException("the collection \"%s\" is gone".formatted(name), null);
    }
  }

  /// The collection is gone: nothing more is written.
  @Override
  public synchronized void close() {
    closed = true;
    classifier = null;
  }
}
