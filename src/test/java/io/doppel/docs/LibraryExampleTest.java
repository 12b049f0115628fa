package io.doppel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.duplicates.DuplicateAnswer;
import io.doppel.duplicates.DuplicateAnswer.Candidate;
import io.doppel.duplicates.DuplicateQuery;
import io.doppel.duplicates.PairAnswer.Pair;
import io.doppel.duplicates.PairQuery;
import io.doppel.duplicates.TextPair;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import io.doppel.engine.TinyDoppel;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.index.query.Effort;
import io.doppel.plagiarism.PlagiarismAnswer;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.retrieval.SearchAnswer;
import io.doppel.retrieval.SearchHit;
import io.doppel.retrieval.SearchQuery;
import io.doppel.source.DocumentSource;
import io.doppel.source.file.DocumentReader;
import io.doppel.text.Document;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of `docs/library.md`: they compile, they run, and the page shows them as they are here.
class LibraryExampleTest {

  @TempDir Path folder;

  @Test
  void the_page_shows_the_examples_as_they_are_compiled() throws IOException {
    PageExamples.areOf(LibraryExampleTest.class, "docs/library.md");
  }

  @Test
  void the_examples_run() throws IOException {
    Files.writeString(
        folder.resolve("faq.jsonl"),
        "{\"id\":\"q5\",\"text\":\"When does the train to Seoul leave?\"}\nnot json\n");
    List<String> printed = run(TinyDoppel.home(folder), folder.resolve("faq.jsonl").toString());
    assertThat(printed).contains("3 new, 0 replaced, 0 unchanged", "1 new, 1 rejected");
    assertThat(printed).anyMatch(line -> line.startsWith("1. q1 "));
    assertThat(printed).anyMatch(line -> line.startsWith("q1 and q2: "));
    assertThat(printed).anyMatch(line -> line.startsWith("VERBATIM from bridge"));
  }

  @Test
  void the_home_of_the_example_is_the_one_of_a_clone() {
    Home home = home();
    assertThat(home.models().resolve(home.model()).resolve("modules.json")).exists();
  }

  private static Home home() {
    // example
    Home home = new Home(Path.of("models"), "all-MiniLM-L6-v2-ko", Path.of("index"));
    // end
    return home;
  }

  /// All examples, one after the other; gives what they print.
  static List<String> run(Home home, String file) throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    // example
    try (Doppel doppel = Doppel.open(home)) {
      DocumentCollection faq = doppel.openOrCreate(new CollectionName("faq"));
      add(faq, out);
      addFile(faq, file, out);
      search(faq, out);
      duplicates(faq, out);
      plagiarism(faq, out);
      TextPair ages = new TextPair("How old are you?", "What is your age?");
      float similarity = doppel.similarity().compare(ages).similarity();
      out.printf("%.2f%n", similarity);
    }
    // end
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  // example
  static void add(DocumentCollection faq, PrintStream out) throws IOException {
    List<Document> documents =
        List.of(
            new Document("q1", "", "How do I change the password of my account?", Map.of("topic", "account")),
            Document.of("q2", "How can I change my account password?"),
            new Document(
                "bridge",
                "The old bridge",
                "The old bridge stands over the river. It was built by the king in the winter of the war. "
                    + "Many people walk over the old bridge every morning, and some of them stop to look at the water.",
                Map.of()));
    try (DocumentSource source = DocumentSource.of(documents)) {
      IndexingProgress end = faq.add(source, IndexingListener.SILENT, () -> false);
      out.printf("%d new, %d replaced, %d unchanged%n", end.indexed(), end.replaced(), end.unchanged());
    }
  }
  // end

  // example
  static void addFile(DocumentCollection faq, String file, PrintStream out) throws IOException {
    try (DocumentSource source = DocumentReader.open(List.of(file))) {
      IndexingProgress end = faq.add(source, IndexingListener.SILENT, () -> Thread.currentThread().isInterrupted());
      out.printf("%d new, %d rejected%n", end.indexed(), end.rejected());
    }
  }
  // end

  // example
  static void search(DocumentCollection faq, PrintStream out) throws IOException {
    SearchAnswer answer = faq.search().answer(new SearchQuery("change a password", 2, Effort.APPROXIMATE));
    for (SearchHit hit : answer.hits()) {
      out.printf("%d. %s %.2f %s%n", hit.rank(), hit.document().id(), hit.similarity(), hit.passage().text());
    }
  }
  // end

  // example
  static void duplicates(DocumentCollection faq, PrintStream out) throws IOException {
    DuplicateAnswer asked = faq.duplicates().check(new DuplicateQuery("change my account password", 0.65f, 20));
    for (Candidate candidate : asked.candidates()) {
      out.printf("%s %.2f%n", candidate.document().id(), candidate.similarity());
    }
    for (Pair pair : faq.duplicates().pairs(new PairQuery(0.75f, 100)).pairs()) {
      out.printf("%s and %s: %.2f%n", pair.first().id(), pair.second().id(), pair.similarity());
    }
  }
  // end

  // example
  static void plagiarism(DocumentCollection faq, PrintStream out) throws IOException {
    String text =
        "I like music and I play guitar. It was built by the king in the winter of the war. "
            + "Many people walk over the old bridge every morning. My friend plays piano.";
    PlagiarismAnswer answer = faq.plagiarism().check(new PlagiarismQuery(text, Set.of()));
    for (Case found : answer.cases()) {
      out.printf("%s from %s: %s%n", found.kind(), found.source(), found.here().of(text));
    }
  }
  // end
}
