package io.doppel.plagiarism.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doppel.encoder.Prompt;
import io.doppel.index.LocalIndexes;
import io.doppel.index.TestIndex;
import io.doppel.index.Passport;
import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.plagiarism.LeftOut;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.plagiarism.exclusion.Reason;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class BatchTest {

  private static final String COPIED =
      "Kneading lines up the strands of gluten so that the dough can hold its gas, and a slow rise in a cool "
          + "kitchen gives "
          + "acids and aromas time to gather before the loaf is put into the oven by its baker. ";
  private static final String TEMPLATE =
      "Answer each question in your own words and name every book and every person who helped you with this paper. ";

  private final BagOfWordsEncoder encoder = new BagOfWordsEncoder();
  private final PassageSplitter splitter = PassageSplitter.sentences(encoder, encoder.maxContentTokens());
  private final Random random = new Random(7);

  @TempDir private Path folder;
  private TestIndex index;

  @BeforeEach
  void opens() throws IOException {
    index = LocalIndexes.open(folder, Passport.of(encoder.fingerprint(), splitter.name()));
  }

  @AfterEach
  void closes() throws IOException {
    index.close();
  }

  private void put(String id, String text, Map<String, String> fields) throws IOException {
    Document document = new Document(id, "Paper " + id, text, fields);
    List<Passage> passages = splitter.split(document);
    index.put(document, passages, encoder.encode(splitter.embeddingTexts(document, passages), Prompt.DOCUMENT));
    index.commit();
  }

  /// Sentences of words that nobody else uses.
  private String own(int sentences) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      for (int word = 0; word < 12; word++) {
        text.append(word == 0 ? "T" : " t").append(Integer.toString(random.nextInt(Integer.MAX_VALUE), 36));
      }
      text.append(". ");
    }
    return text.toString();
  }

  private BatchAnswer run(BatchQuery query) throws IOException {
    return new Batch(index, encoder).run(query, _ -> {}, () -> false);
  }

  private static BatchQuery query(boolean sameAuthor, Exclusions leaveOut) {
    return new BatchQuery(BatchQuery.DEFAULT_THRESHOLD, BatchQuery.DEFAULT_SOURCES, sameAuthor, leaveOut);
  }

  private static final BatchQuery PLAIN = query(false, Exclusions.NONE);

  @Test
  void a_pair_is_found_once_with_offsets_that_cut_out_the_same_words_on_both_sides() throws IOException {
    put("b", own(3) + COPIED + own(9), Map.of());
    put("a", COPIED + own(2), Map.of());
    put("c", own(6), Map.of());

    BatchAnswer answer = run(PLAIN);

    assertThat(answer.documents()).isEqualTo(3);
    SimilarPair pair = answer.pairs().getFirst();
    assertThat(answer.pairs()).hasSize(1);
    assertThat(List.of(pair.first().id(), pair.second().id())).containsExactly("a", "b");
    assertThat(pair.first().coverage()).isGreaterThan(pair.second().coverage());
    assertThat(pair.share()).isEqualTo(pair.first().coverage());
    Case found = pair.cases().getFirst();
    assertThat(found.here().of(index.document("a").orElseThrow().text())).contains(COPIED.strip().substring(0, 60));
    assertThat(found.there().of(index.document("b").orElseThrow().text())).contains(COPIED.strip().substring(0, 60));
    assertThat(answer.clusters()).containsExactly(List.of("a", "b"));
  }

  @Test
  void texts_that_hang_together_make_one_cluster_and_the_largest_comes_first() throws IOException {
    String one = own(4);
    String other = own(4);
    String third = own(4);
    put("a", one + own(4), Map.of());
    put("b", one + other, Map.of());
    put("c", other + own(4), Map.of());
    put("x", third + own(2), Map.of());
    put("y", third, Map.of());

    assertThat(run(PLAIN).clusters()).containsExactly(List.of("a", "b", "c"), List.of("x", "y"));
  }

  @Test
  void what_all_have_from_the_template_is_left_out_and_shown_as_left_out() throws IOException {
    put("template", TEMPLATE, Map.of());
    put("a", TEMPLATE + own(2), Map.of());
    put("b", TEMPLATE + own(2), Map.of());

    assertThat(run(PLAIN).clusters()).containsExactly(List.of("a", "b", "template"));
    BatchAnswer answer = run(query(false, new Exclusions(false, false, false, Set.of("template"), "")));
    assertThat(answer.documents()).isEqualTo(2);
    assertThat(answer.clusters()).isEmpty();
    assertThat(answer.pairs().getFirst().share()).isZero();
    assertThat(answer.pairs().getFirst().shareWithLeftOut()).isPositive();
    assertThat(answer.pairs().getFirst().leftOut()).extracting(LeftOut::reason).containsExactly(Reason.BASE);
    assertThatExceptionOfType(Bounds.Violation.class)
        .isThrownBy(() -> run(query(false, new Exclusions(false, false, false, Set.of("nothing"), ""))))
        .withMessage("base must name documents of the collection, got nothing");
  }

  @Test
  void texts_by_the_same_author_do_not_count() throws IOException {
    put("a", COPIED + own(2), Map.of("author", "Kim"));
    put("b", COPIED + own(2), Map.of("author", "kim"));
    put("c", COPIED + own(2), Map.of("author", "Lee"));

    assertThat(run(PLAIN).pairs()).hasSize(3).allMatch(pair -> pair.leftOut().isEmpty());
    BatchAnswer answer = run(query(true, Exclusions.NONE));
    assertThat(answer.pairs().getLast().leftOut()).extracting(LeftOut::reason).containsOnly(Reason.AUTHOR);
    assertThat(answer.pairs().getLast().first().id()).isEqualTo("a");
    assertThat(answer.pairs().getLast().second().id()).isEqualTo("b");
    assertThat(answer.clusters()).containsExactly(List.of("a", "b", "c"));
  }

  @Test
  void a_quotation_on_either_side_is_left_out() throws IOException {
    String quoted = "\"" + COPIED.strip() + "\" (Baker 1999, p. 3) ";
    put("a", COPIED + own(2), Map.of());
    put("b", own(2) + quoted, Map.of());

    BatchAnswer answer = run(query(false, new Exclusions(true, false, false, Set.of(), "")));
    assertThat(answer.pairs().getFirst().leftOut()).extracting(LeftOut::reason).containsExactly(Reason.QUOTATION);
  }

  @Test
  void the_number_of_comparisons_grows_with_the_number_of_texts_and_not_with_its_square() throws IOException {
    List<Long> comparisons = new ArrayList<>();
    int texts = 0;
    for (int most : List.of(20, 40)) {
      for (; texts < most; texts++) {
        put("t%02d".formatted(texts), own(3) + (texts % 10 == 0 ? COPIED : ""), Map.of());
      }
      BatchAnswer answer = run(new BatchQuery(.05f, 3, false, Exclusions.NONE));
      comparisons.add(answer.comparisons());
      assertThat(answer.clusters()).hasSize(1);
      assertThat(answer.clusters().getFirst()).hasSize(most / 10);
    }
    assertThat(comparisons.getFirst()).isLessThanOrEqualTo(60);
    assertThat(comparisons.getLast()).isLessThanOrEqualTo(120);
  }

  @Test
  void it_tells_how_far_it_is_and_stops_when_asked() throws IOException {
    put("a", own(2), Map.of());
    put("b", own(2), Map.of());
    List<Long> progress = new ArrayList<>();
    new Batch(index, encoder).run(PLAIN, progress::add, () -> false);
    assertThat(progress).containsExactly(1L, 2L);
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> new Batch(index, encoder).run(PLAIN, progress::add, () -> progress.size() == 3));
    assertThat(progress).hasSize(3);
  }

  @Test
  void an_empty_collection_has_no_pairs() throws IOException {
    assertThat(run(PLAIN)).isEqualTo(new BatchAnswer(0, 0, List.of(), List.of(), List.of()));
  }
}
