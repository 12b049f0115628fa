package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.api.job.CollectionJobs;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.ReindexOrder;
import io.doppel.index.FaultyIndex;
import io.doppel.index.MemoryCatalog;
import io.doppel.index.query.Effort;
import io.doppel.retrieval.SearchQuery;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What the command line says while the place where indexes are kept does not answer.
class UnavailableIndexTest {

  private static final CollectionName THINGS = new CollectionName("things");

  @TempDir private Path folder;
  private final FaultyIndex backend = new FaultyIndex();
  private Doppel doppel;

  @BeforeEach
  void open() throws IOException {
    doppel = TinyDoppel.open(folder, backend.over(new MemoryCatalog()));
    TinyDoppel.add(doppel, "things", Document.of("a", "a dog"), Document.of("b", "a ship"));
  }

  @AfterEach
  void close() throws IOException {
    backend.heals();
    doppel.close();
  }

  /// Stands for the commands, whose indexes are folders.
  @Command(name = "ask")
  private record Asking(Callable<?> work) implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
      work.call();
      return 0;
    }
  }

  private void assertFailsWithASentence(Callable<?> work) {
    CommandLine line = Main.commandLine();
    line.addSubcommand("ask", new CommandLine(new Asking(work)));
    // One that is added is told of the handlers once more.
    StringWriter err = new StringWriter();
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(line.getExecutionExceptionHandler());
    assertThat(line.execute("ask")).as(err.toString()).isZero();
    backend.fails(FaultyIndex.unavailable("things"));
    assertThat(line.execute("ask")).isEqualTo(1);
    assertThat(err.toString()).startsWith("doppel: " + FaultyIndex.SENTENCE).hasLineCount(1);
  }

  @Test
  void a_search_fails_with_a_sentence() {
    assertFailsWithASentence(
        () -> doppel.collection(THINGS).search().answer(new SearchQuery("a dog", 1, Effort.EXACT)));
  }

  @Test
  void indexing_fails_with_a_sentence() {
    assertFailsWithASentence(() -> TinyDoppel.add(doppel, "things", Document.of("c", "a tree")));
  }

  @Test
  void a_job_that_is_waited_for_fails_with_a_sentence() {
    CollectionJobs jobs = new CollectionJobs(doppel);
    assertFailsWithASentence(
        () ->
            jobs.reindex(THINGS, ReindexOrder.AS_BEFORE, IndexingListener.SILENT)
                .await(done -> {}, () -> false));
  }
}
