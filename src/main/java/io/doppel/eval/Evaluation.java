package io.doppel.eval;

import io.doppel.encoder.Encoder;
import io.doppel.eval.data.ClassFile;
import io.doppel.eval.data.DatasetFormat;
import io.doppel.eval.data.PairFile;
import io.doppel.eval.data.PanCorpus;
import io.doppel.eval.data.RetrievalFolder;
import io.doppel.eval.task.Also;
import io.doppel.eval.task.EvasionTask;
import io.doppel.eval.task.ExamplesTask;
import io.doppel.eval.task.FewShotTask;
import io.doppel.eval.task.PairTask;
import io.doppel.eval.task.PlagiarismTask;
import io.doppel.eval.task.RetrievalTask;
import io.doppel.eval.task.ReuseTask;
import io.doppel.eval.task.Scores;
import io.doppel.eval.task.SecondJudgeTask;
import io.doppel.eval.task.TeachingTask;
import io.doppel.eval.task.TranslationTask;
import io.doppel.models.graft.ParallelSentences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Measures tasks with one model.
///
/// ```java
/// Evaluation evaluation = new Evaluation(encoder, Expectations.of("all-MiniLM-L6-v2"), EvaluationSettings.standard());
/// evaluation.run(Task.of("stsb-en", data, null), System.out::println, Progress.SILENT);
/// ```
public final class Evaluation {

  private final Encoder encoder;
  private final Expectations expectations;
  private final EvaluationSettings settings;

  /// @param expectations what the model should show
  public Evaluation(Encoder encoder, Expectations expectations, EvaluationSettings settings) {
    this.encoder = encoder;
    this.expectations = expectations;
    this.settings = settings;
  }

  /// Measures all that the folder of a task holds.
  ///
  /// @param results hears each value when it is known
  /// @throws io.doppel.eval.data.DataException if the folder holds nothing to measure, or a file is malformed
  public void run(Task task, Consumer<Result> results, Progress progress) throws IOException {
    int limit = settings.limit(task);
    List<DatasetFormat> layouts = DatasetFormat.of(task.path(), task.split());
    for (DatasetFormat layout : layouts) {
      String name = task.name(layout.split(), layouts.size() == 1);
      long started = System.nanoTime();
      Scores scores =
          (measure, value) -> {
            Expectation expected = settings.isWhole(task) ? expectations.find(name, measure) : null;
            results.accept(Result.of(name, measure, value, expected, (System.nanoTime() - started) / 1e9));
          };
      measure(task, limit, layout, name, progress, scores);
    }
  }

  private void measure(Task task, int limit, DatasetFormat layout, String name, Progress progress, Scores scores)
      throws IOException {
    switch (layout) {
      case DatasetFormat.Pairs pairs -> {
        if (task.also() == Also.TEACHING) {
          TeachingTask.measure(
              task.path().resolve("pairs.train.tsv"),
              Objects.requireNonNull(task.beside()).resolve("pairs.train.tsv"),
              pairs.file(),
              limit,
              encoder,
              count -> progress.at(name, count, -1),
              scores);
          return;
        }
        if (task.also() == Also.SECOND_JUDGE) {
          SecondJudgeTask.measure(
              task.path().resolve("pairs.train.tsv"),
              pairs.file(),
              limit,
              encoder,
              settings.secondJudge().orElseThrow(),
              count -> progress.at(name, count, -1),
              scores);
          return;
        }
        PairFile file = PairFile.read(pairs.file()).first(limit);
        LongConsumer done = count -> progress.at(name, count, file.pairs().size());
        PairTask.measure(file, encoder, done, scores);
        if (task.also() == Also.REUSE || file.labels() == PairFile.Labels.NAMED) {
          ReuseTask.measure(file, encoder, done, scores);
        }
        Path original = task.beside();
        if (original != null) {
          PairFile originals = PairFile.read(original.resolve(String.valueOf(pairs.file().getFileName())));
          TranslationTask.twins(originals.first(limit), file, encoder, scores);
        }
      }
      case DatasetFormat.Classes classes -> {
        ClassFile train = ClassFile.read(classes.train());
        List<ClassFile.Example> test = ClassFile.read(classes.test()).examples();
        FewShotTask.measure(train, first(test, limit), encoder, count -> progress.at(name, count, -1), scores);
      }
      case DatasetFormat.FewShot few -> {
        Map<String, List<ClassFile.Example>> shots = new LinkedHashMap<>();
        for (Map.Entry<String, Path> shot : few.shots().entrySet()) {
          shots.put(shot.getKey(), ClassFile.read(shot.getValue()).examples());
        }
        List<ClassFile.Example> none =
            few.none().isPresent() ? ClassFile.read(few.none().get()).examples() : List.of();
        ExamplesTask.measure(
            shots,
            first(ClassFile.read(few.test()).examples(), limit),
            first(none, limit),
            encoder,
            count -> progress.at(name, count, -1),
            scores);
      }
      case DatasetFormat.Retrieval retrieval -> {
        RetrievalFolder folder = RetrievalFolder.read(retrieval.folder(), retrieval.split()).first(limit);
        LongConsumer done = count -> progress.at(name, count, -1);
        RetrievalTask.measure(
            settings.collections(),
            folder,
            settings.modes(),
            settings.compare(),
            task.also(),
            encoder,
            done,
            scores);
      }
      case DatasetFormat.Translations translations ->
          TranslationTask.measure(first(ParallelSentences.all(translations.file()), limit), encoder, scores);
      case DatasetFormat.Pan pan -> {
        PanCorpus corpus = PanCorpus.open(pan.path());
        if (task.also() == Also.EVASION) {
          EvasionTask.measure(
              corpus, limit, encoder, count -> progress.at(name, count, EvasionTask.count(limit)), scores);
          return;
        }
        long pairs = corpus.parts().stream().mapToLong(part -> Math.min(limit, part.pairs().size())).sum();
        LongConsumer indexed = count -> progress.at(name + ", sources", count, -1);
        LongConsumer aligned = count -> progress.at(name, count, pairs);
        PlagiarismTask.measure(
            settings.collections(), corpus, limit, settings.detections(), encoder, indexed, aligned, scores);
      }
    }
  }

  private static <T> List<T> first(List<T> examples, int limit) {
    return examples.subList(0, Math.min(limit, examples.size()));
  }
}
