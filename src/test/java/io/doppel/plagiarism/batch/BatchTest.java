package io.doppel.plagiarism.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doppel.encoder.Prompt;
import io.doppel.file.KeptFile;
import io.doppel.index.LocalIndexes;
import io.doppel.index.TestIndex;
import io.doppel.index.Passport;
import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.plagiarism.LeftOut;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.assessment.Assessments;
import io.doppel.plagiarism.assessment.Ruling;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.plagiarism.exclusion.Reason;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.PassageSplitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
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
    put(index, id, text, fields);
  }

  private void put(TestIndex index, String id, String text, Map<String, String> fields) throws IOException {
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
    return new Batch(index, encoder).run(query, List.of(), _ -> {}, () -> false);
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
    new Batch(index, encoder).run(PLAIN, List.of(), progress::add, () -> false);
    assertThat(progress).containsExactly(1L, 2L);
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> new Batch(index, encoder).run(PLAIN, List.of(), progress::add, () -> progress.size() == 3));
    assertThat(progress).hasSize(3);
  }

  @Test
  void an_empty_collection_has_no_pairs() throws IOException {
    assertThat(run(PLAIN)).isEqualTo(new BatchAnswer(0, 0, 0, List.of(), List.of(), List.of()));
  }

  @Test
  void texts_are_held_against_archives_whose_texts_are_not_held_against_each_other() throws IOException {
    put("a", COPIED + own(2), Map.of("author", "Kim"));
    put("b", own(3), Map.of());
    try (TestIndex archive =
        LocalIndexes.open(folder.resolve("archive"), Passport.of(encoder.fingerprint(), splitter.name()))) {
      put(archive, "a", own(1) + COPIED, Map.of());
      put(archive, "z", COPIED, Map.of("author", "Kim"));
      List<Archive> archives = List.of(new Archive("last-year", archive));
      BatchAnswer answer = new Batch(index, encoder).run(query(true, Exclusions.NONE), archives, _ -> {}, () -> false);
      assertThat(answer.documents()).isEqualTo(2);
      assertThat(answer.pairs())
          .extracting(pair -> pair.first().id() + " " + pair.second().collection() + " " + pair.second().id())
          .containsExactly("a last-year a", "a last-year z");
      assertThat(answer.pairs().getLast().leftOut()).extracting(LeftOut::reason).containsOnly(Reason.AUTHOR);
      assertThat(answer.clusters()).isEmpty();
      assertThatExceptionOfType(Bounds.Violation.class)
          .isThrownBy(
              () ->
                  new Batch(index, encoder)
                      .run(PLAIN, List.of(new Archive("papers", index)), _ -> {}, () -> false))
          .withMessage("archives must be other collections, got \"papers\" itself");
    }
  }

  @Test
  void a_ruling_about_a_pair_counts_in_the_next_run_whichever_side_it_was_made_from() throws IOException {
    put("a", COPIED + own(2), Map.of());
    put("b", own(2) + COPIED, Map.of());
    SimilarPair pair = run(PLAIN).pairs().getFirst();
    Assessments said = Assessments.open(KeptFile.of(folder.resolve("said.jsonl")));
    String first = index.document("a").orElseThrow().text();
    String second = index.document("b").orElseThrow().text();
    Case found = pair.cases().getFirst();
    said.assess(
        new Assessments.Assessed(second, found.there().of(second), "a", found.here().of(first)),
        Ruling.CITED, "", "kim", Instant.EPOCH, 0);
    BatchAnswer after = new Batch(index, encoder, null, said).run(PLAIN, List.of(), _ -> {}, () -> false);
    assertThat(after.pairs().getFirst().leftOut()).extracting(LeftOut::reason).containsExactly(Reason.ASSESSMENT);
    assertThat(after.pairs().getFirst().assessments()).hasSize(1);
    assertThat(after.clusters()).isEmpty();
  }

  @Test
  void a_case_that_somebody_accepted_counts_even_within_a_quotation() throws IOException {
    put("a", COPIED + own(2), Map.of());
    put("b", own(2) + "\"" + COPIED.strip() + "\" (Baker 1999, p. 3) ", Map.of());
    BatchQuery query = query(false, new Exclusions(true, false, false, Set.of(), ""));
    SimilarPair pair = run(query).pairs().getFirst();
    assertThat(pair.share()).isZero();
    Case found = pair.leftOut().getFirst().found();
    Assessments said = Assessments.open(KeptFile.of(folder.resolve("said.jsonl")));
    String first = index.document("a").orElseThrow().text();
    String second = index.document("b").orElseThrow().text();
    said.assess(
        new Assessments.Assessed(first, found.here().of(first), "b", found.there().of(second)),
        Ruling.ACCEPTED, "", "kim", Instant.EPOCH, 0);
    BatchAnswer after = new Batch(index, encoder, null, said).run(query, List.of(), _ -> {}, () -> false);
    assertThat(after.pairs().getFirst().first().coverage()).isPositive();
    assertThat(after.pairs().getFirst().second().coverage()).isPositive();
    assertThat(after.clusters()).containsExactly(List.of("a", "b"));
  }

  @Test
  void a_text_of_an_archive_that_is_too_long_is_told() throws IOException {
    put("a", COPIED + own(2), Map.of());
    try (TestIndex archive =
        LocalIndexes.open(folder.resolve("archive"), Passport.of(encoder.fingerprint(), splitter.name()))) {
      Document book =
          new Document("book", "Book", COPIED + " ".repeat(PlagiarismQuery.MAX_LENGTH), Map.of());
      List<Passage> passages = splitter.split(new Document("book", "Book", COPIED, Map.of()));
      archive.put(book, passages, encoder.encode(splitter.embeddingTexts(book, passages), Prompt.DOCUMENT));
      archive.commit();
      BatchAnswer answer =
          new Batch(index, encoder).run(PLAIN, List.of(new Archive("books", archive)), _ -> {}, () -> false);
      assertThat(answer.tooLong()).containsExactly(new BatchAnswer.TooLong("books", "book"));
    }
  }

  /// Whatever is changed between two runs, the second says what a run from the beginning says, and compares little.
  @Test
  void a_run_that_goes_on_from_another_one_says_what_a_run_from_the_beginning_says() throws IOException {
    long seed = Long.getLong("doppel.seed", 11);
    Random changes = new Random(seed);
    List<String> shared = List.of(COPIED, TEMPLATE, own(2), own(2), own(3));
    KeptFile kept = KeptFile.of(folder.resolve("kept.json.gz"));
    try (TestIndex archive =
        LocalIndexes.open(folder.resolve("archive"), Passport.of(encoder.fingerprint(), splitter.name()))) {
      List<Archive> archives = List.of(new Archive("last-year", archive));
      put("template", TEMPLATE, Map.of());
      for (int round = 0; round < 12; round++) {
        for (int i = 0; i < (round == 0 ? 8 : changes.nextInt(3)); i++) {
          TestIndex changed = changes.nextInt(4) == 0 ? archive : index;
          String id = "t" + changes.nextInt(9);
          if (changes.nextInt(5) == 0 && round > 0) {
            changed.delete(List.of(id));
            changed.commit();
          } else {
            String author = changes.nextBoolean() ? "Kim" : "Lee";
            put(changed, id, own(1) + shared.get(changes.nextInt(5)) + own(1) + shared.get(changes.nextInt(5)),
                Map.of("author", author));
          }
        }
        BatchQuery query =
            query(changes.nextBoolean(), new Exclusions(false, false, changes.nextBoolean(), Set.of("template"), ""));
        BatchAnswer anew = new Batch(index, encoder).run(query, archives, _ -> {}, () -> false);
        BatchAnswer goneOn = new Batch(index, encoder, kept, null).run(query, archives, _ -> {}, () -> false);
        assertThat(withoutReused(goneOn)).as("seed %d, round %d", seed, round).isEqualTo(withoutReused(anew));
        BatchAnswer again = new Batch(index, encoder, kept, null).run(query, archives, _ -> {}, () -> false);
        assertThat(withoutReused(again)).isEqualTo(withoutReused(anew));
        assertThat(again.reused()).as("nothing has changed").isEqualTo(again.comparisons());
      }
    }
  }

  private static BatchAnswer withoutReused(BatchAnswer answer) {
    return new BatchAnswer(
        answer.documents(), answer.comparisons(), 0, answer.tooLong(), answer.pairs(), answer.clusters());
  }

  @Test
  void a_run_that_was_stopped_is_gone_on_with_and_a_kept_file_that_is_damaged_costs_no_more_than_time()
      throws IOException {
    Path file = folder.resolve("kept.json.gz");
    KeptFile kept = KeptFile.of(file);
    for (int i = 0; i < 6; i++) {
      put("t" + i, COPIED + own(2), Map.of());
    }
    List<Long> progress = new ArrayList<>();
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                new Batch(index, encoder, kept, null)
                    .run(PLAIN, List.of(), progress::add, () -> progress.size() == 3));
    BatchAnswer goneOn = new Batch(index, encoder, kept, null).run(PLAIN, List.of(), _ -> {}, () -> false);
    assertThat(goneOn.reused()).isBetween(9L, goneOn.comparisons() - 1);
    String whole;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      whole = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (byte[] damaged :
        List.of(
            new byte[] {31, -117, 8, 0, 1},
            packed("null"),
            packed("{}"),
            packed(whole.replace("\"cases\"", "\"found\"")),
            packed(whole.replace("\"pair\":{", "\"two\":{")))) {
      Files.write(file, damaged);
      BatchAnswer anew = new Batch(index, encoder, kept, null).run(PLAIN, List.of(), _ -> {}, () -> false);
      assertThat(anew.reused()).isZero();
      assertThat(withoutReused(anew)).isEqualTo(withoutReused(goneOn));
    }
  }

  private static byte[] packed(String json) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
