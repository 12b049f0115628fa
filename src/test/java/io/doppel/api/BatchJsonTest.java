package io.doppel.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.Prompt;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.TestIndex;
import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.plagiarism.batch.Archive;
import io.doppel.plagiarism.batch.Batch;
import io.doppel.plagiarism.batch.BatchAnswer;
import io.doppel.plagiarism.batch.BatchQuery;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchJsonTest {

  private static final String COPIED =
      "Kneading lines up the strands of gluten so that the dough can hold its gas, and a slow rise in a cool kitchen "
          + "gives acids and aromas time to gather before the loaf is put into the oven by its baker.";

  private final BagOfWordsEncoder encoder = new BagOfWordsEncoder();
  private final PassageSplitter splitter = PassageSplitter.sentences(encoder, encoder.maxContentTokens());

  private TestIndex index(Path folder) throws IOException {
    return LocalIndexes.open(folder, Passport.of(encoder.fingerprint(), splitter.name()));
  }

  private void put(TestIndex index, String id, String text) throws IOException {
    Document document = new Document(id, "", text, Map.of());
    List<Passage> passages = splitter.split(document);
    index.put(document, passages, encoder.encode(splitter.embeddingTexts(document, passages), Prompt.DOCUMENT));
    index.commit();
  }

  @Test
  @SuppressWarnings("try") // an index that is gone meanwhile is what is tested
  void what_changed_during_a_run_is_passed_over_and_the_rest_is_told(@TempDir Path folder) throws IOException {
    BatchQuery query =
        new BatchQuery(BatchQuery.DEFAULT_THRESHOLD, BatchQuery.DEFAULT_SOURCES, false, Exclusions.NONE);
    try (TestIndex own = index(folder.resolve("own"));
        TestIndex kept = index(folder.resolve("kept"));
        TestIndex deleted = index(folder.resolve("deleted"))) {
      put(own, "a", COPIED);
      for (String id : List.of("shorter", "other", "same")) {
        put(kept, id, COPIED);
      }
      put(deleted, "gone", COPIED);
      List<Archive> archives = List.of(new Archive("deleted", deleted), new Archive("kept", kept));
      BatchAnswer answer = new Batch(own, encoder).run(query, archives, _ -> {}, () -> false);
      assertThat(answer.pairs()).hasSize(4);

      put(kept, "shorter", "A loaf.");
      put(kept, "other", COPIED.replace('g', 'k'));
      deleted.close();
      BatchJson told = BatchJson.of(answer, own, archives, Instant.EPOCH);

      assertThat(told.pairs()).extracting(BatchJson.SimilarPairJson::id2).containsExactly("same");
      assertThat(told.archives()).containsExactly("kept");
    }
  }
}
