package io.doppel.cli.task.duplicates;

import io.doppel.api.job.CollectionJobs;
import io.doppel.api.report.MinedFiles;
import io.doppel.api.report.ReportLanguage;
import io.doppel.cli.option.OutputPath;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.progress.EvaluationProgress;
import io.doppel.duplicates.Against;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.Duplicates;
import io.doppel.duplicates.PairAnswer;
import io.doppel.duplicates.PairQuery;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.resemblance.Boilerplate.KnownStatement;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is asked of all documents of a collection: it is looked through, with progress, until somebody stops it.
///
/// @param threshold the least similarity; null for the usual one
/// @param since only pairs with a document that came in since then
record WholeCollection(
    Doppel doppel,
    DocumentCollection collection,
    @Nullable Float threshold,
    Optional<Instant> since,
    Output output,
    Interruption interruption) {

  /// The files to write.
  record Files(OutputPath.@Nullable File out, OutputPath.@Nullable File report, OutputPath.@Nullable File dedupe) {

    boolean none() {
      return out == null && report == null && dedupe == null;
    }
  }

  private float least() {
    return threshold == null ? PairQuery.defaultThreshold(collection.encoder().scale()) : threshold;
  }

  private PairQuery query(@Nullable Integer k) {
    return new PairQuery(least(), k == null ? PairQuery.DEFAULT_K : k);
  }

  /// Looks through it; what was found with documents that came in since, where that is asked for.
  Mined mine() throws IOException {
    return asked(all());
  }

  private Mined asked(Mined all) {
    return since.map(all::since).orElse(all);
  }

  private Mined all() throws IOException {
    long passages = collection.passages();
    try (EvaluationProgress progress = new EvaluationProgress(output.err(), List.of())) {
      return new CollectionJobs(doppel)
          .mine(collection, least())
          .await(done -> progress.at("looking for duplicates", done, passages), interruption::requested)
          .mined();
    }
  }

  /// Prints pairs nobody decided about.
  void pairs(@Nullable Integer k) throws IOException {
    PairQuery query = query(k);
    Mined found = mine();
    Decisions known = collection.decisions();
    Duplicates duplicates = collection.duplicates();
    PairAnswer answer = duplicates.pairs(found, query.k(), (one, other) -> known.of(one, other).isPresent());
    new PrintedPairs(output).pairs(query, answer);
    warn();
  }

  /// Prints pairs of a document here and one there.
  void against(CollectionName other, @Nullable Integer k) throws IOException {
    PairQuery query = query(k);
    long passages = collection.passages();
    try (EvaluationProgress progress = new EvaluationProgress(output.err(), List.of())) {
      PairAnswer answer =
          new Against(collection.index(), doppel.collection(other).index(), Optional.of(collection.judge()))
              .pairs(query, done -> progress.at("looking for duplicates", done, passages), interruption::requested);
      new PrintedPairs(output).pairs(query, answer);
    }
    warn();
  }

  /// Prints what is made after one template.
  void templates(@Nullable Integer k) throws IOException {
    int most = query(k).k();
    Mined all = all();
    List<List<Integer>> groups = asked(all).templates();
    // Clusters have their names by all pairs: those of a part would be other ones.
    new PrintedTemplates(output)
        .templates(collection, collection.mining().clusters(all), groups.stream().limit(most).toList());
    sayIfMore(groups.size() > most);
    warn();
  }

  /// Prints what many documents say.
  void boilerplate(@Nullable Integer k) throws IOException {
    int most = query(k).k();
    all();
    List<KnownStatement> statements = collection.mining().boilerplate();
    new PrintedTemplates(output).boilerplate(statements.stream().limit(most).toList());
    sayIfMore(statements.size() > most);
  }

  private void sayIfMore(boolean more) {
    if (more) {
      output.err().println("doppel: there are more of them; a higher -k shows more");
    }
  }

  /// Writes what was found to files, and tells how much it is.
  void write(Files files) throws IOException {
    long started = System.nanoTime();
    Mined found = mine();
    double seconds = (System.nanoTime() - started) / 1e9;
    Decisions known = collection.decisions();
    MinedFiles written = new MinedFiles(collection.index(), found, known);
    if (files.out() != null) {
      written.pairs(files.out().path());
    }
    if (files.report() != null) {
      written.report(files.report().path(), collection.name().value(), ReportLanguage.ENGLISH);
    }
    long leftOut = files.dedupe() == null ? -1 : written.deduplicated(files.dedupe().path());
    output
        .err()
        .printf(
            "%,d documents: %,d pairs, %,d of them duplicates and %,d possible; %,d clusters, %,d with the "
                + "very text of another one; %,d templates; in %.1f s%s%n",
            found.pairs().documents(),
            found.pairs().size(),
            found.duplicates(),
            found.possible(),
            found.clusters(known.decided()).size(),
            found.exact(),
            found.templates().size(),
            seconds,
            leftOut < 0 ? "" : "; %,d documents left out".formatted(leftOut));
    new PrintedPairs(output).sayIfTruncated(found.pairs().truncated());
    warn();
  }

  void warn() throws IOException {
    collection.duplicates().warning().ifPresent(warning -> output.err().println("doppel: " + warning));
  }
}
