package io.doppel.plagiarism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.Prompt;
import io.doppel.index.IndexView;
import io.doppel.index.hit.Sharing;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.TestIndex;
import io.doppel.language.hash.Winnowing;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.Evidence;
import io.doppel.plagiarism.alignment.Kind;
import io.doppel.plagiarism.citation.CitedAs;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.plagiarism.exclusion.Reason;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.PassageSplitter;
import io.doppel.text.Span;
import io.doppel.text.disguise.Disguise;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class PlagiarismTest {

  private static final String TIDES =
      "Twice a day the sea climbs up the harbour wall and sinks away again. "
          + "The Moon pulls the water nearest to it a little harder than the rest of the planet. "
          + "Spring tides come when the Sun and the Moon pull along the same line.";
  private static final String BREAD =
      "Flour, water, salt and yeast are all that a plain loaf needs. "
          + "Kneading lines up the strands of gluten so that the dough can hold its gas. "
          + "A slow rise in a cool kitchen gives acids and aromas time to gather.";
  private static final String OWN =
      "My grandmother kept a notebook of everything she cooked during forty winters. "
          + "Its margins are crowded with names, prices and complaints about the weather. ";

  private final BagOfWordsEncoder encoder = new BagOfWordsEncoder();
  private final PassageSplitter splitter = PassageSplitter.sentences(encoder, encoder.maxContentTokens());

  @TempDir private Path folder;
  private TestIndex index;
  private Plagiarism plagiarism;

  @BeforeEach
  void opens() throws IOException {
    index = LocalIndexes.open(folder, Passport.of(encoder.fingerprint(), splitter.name()));
    plagiarism = new Plagiarism(index, encoder);
    put(new Document("bread", "Bread", BREAD, Map.of()));
    put(new Document("tides", "Tides", TIDES, Map.of()));
  }

  @AfterEach
  void closes() throws IOException {
    index.close();
  }

  private void put(Document document) throws IOException {
    List<Passage> passages = splitter.split(document);
    index.put(document, passages, encoder.encode(splitter.embeddingTexts(document, passages), Prompt.DOCUMENT));
    index.commit();
  }

  @Test
  void each_case_names_its_source_and_where_it_stands_on_both_sides() throws IOException {
    String copied = BREAD.substring(BREAD.indexOf("Kneading"));
    String text = OWN + copied;

    PlagiarismAnswer answer = plagiarism.check(new PlagiarismQuery(text, Set.of()));

    assertThat(answer.cases())
        .extracting(Case::source, Case::here, Case::there, Case::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "bread",
                new Span(OWN.length(), text.length()),
                new Span(BREAD.indexOf("Kneading"), BREAD.length()),
                Kind.VERBATIM));
    assertThat(answer.sources())
        .containsExactly(new Source("bread", "Bread", BREAD, (double) copied.length() / text.length(), 1));
    assertThat(answer.coverage().counted()).isCloseTo((double) copied.length() / text.length(), within(1e-9));
    assertThat(answer.truncated()).isFalse();
  }

  @Test
  void sources_come_with_the_most_covering_first_and_cases_in_the_order_of_the_text() throws IOException {
    String text = TIDES.substring(0, TIDES.indexOf("Spring")) + OWN + BREAD;

    PlagiarismAnswer answer = plagiarism.check(new PlagiarismQuery(text, Set.of()));

    assertThat(answer.sources()).extracting(Source::id).containsExactly("bread", "tides");
    assertThat(answer.cases()).extracting(Case::source).containsExactly("tides", "bread");
  }

  @Test
  void a_copy_with_exchanged_hidden_or_spaced_letters_is_found_in_its_place_and_told() throws IOException {
    String kneading = BREAD.substring(BREAD.indexOf("Kneading"));
    Map<String, Disguise.Kind> copies =
        Map.of(
            kneading.replace('a', 'а').replace('e', 'е').replace('o', 'о'), Disguise.Kind.LOOK_ALIKE,
            kneading.replace("n", "n\u200b"), Disguise.Kind.ZERO_WIDTH,
            kneading.replace("in", "i\u00adn"), Disguise.Kind.SOFT_HYPHEN,
            String.join(" ", kneading.split("")), Disguise.Kind.SPACED);
    for (Map.Entry<String, Disguise.Kind> copy : copies.entrySet()) {
      String text = OWN + "\n" + copy.getKey();
      PlagiarismAnswer answer = plagiarism.check(new PlagiarismQuery(text, Set.of()));
      assertThat(answer.cases())
          .as(copy.getKey())
          .extracting(Case::source, Case::here, Case::there, Case::kind)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  "bread",
                  new Span(OWN.length() + 1, text.length()),
                  new Span(BREAD.indexOf("Kneading"), BREAD.length()),
                  Kind.VERBATIM));
      assertThat(answer.disguises()).extracting(Disguise::kind).containsOnly(copy.getValue());
      assertThat(answer.coverage().counted()).isCloseTo((double) copy.getKey().length() / text.length(), within(1e-9));
    }
  }

  @Test
  void a_source_with_hidden_letters_is_found_and_shown_in_its_own_letters() throws IOException {
    String hidden = TIDES.replace("the", "t\u00adh\u200be").replace('o', 'о');
    put(new Document("hidden", "", hidden, Map.of()));
    PlagiarismAnswer answer = plagiarism.check(new PlagiarismQuery(TIDES, Set.of("tides")));
    assertThat(answer.cases())
        .singleElement()
        .satisfies(found -> assertThat(found.there().of(hidden)).isEqualTo(hidden))
        .satisfies(found -> assertThat(found.kind()).isEqualTo(Kind.VERBATIM));
    assertThat(answer.disguises()).isEmpty();
  }

  @Test
  void the_form_of_quotation_marks_and_dashes_is_no_edit() throws IOException {
    String typed =
        "The keeper's log says \"no ship\" - and the harbour master's book says the same -- in every winter.";
    put(new Document("log", "", typed, Map.of()));
    String printed = "The keeper’s log says “no ship” – and the harbour master’s book says the same — in every winter.";
    assertThat(plagiarism.check(new PlagiarismQuery(OWN + printed, Set.of())).cases())
        .singleElement()
        .satisfies(found -> assertThat(found.kind()).isEqualTo(Kind.VERBATIM));
  }

  @Test
  void an_excluded_document_is_no_source() throws IOException {
    PlagiarismAnswer answer = plagiarism.check(new PlagiarismQuery(OWN + BREAD, Set.of("bread")));
    assertThat(answer.cases()).isEmpty();
    assertThat(answer.sources()).isEmpty();
    assertThat(answer.coverage().counted()).isZero();
  }

  @Test
  void what_was_copied_before_and_after_makes_the_verdict() throws IOException {
    PlagiarismAnswer answer = check(OWN + BREAD, Exclusions.NONE);
    assertThat(answer.coverage().byKind()).containsOnlyKeys(Kind.VERBATIM);
    assertThat(answer.coverage().withLeftOut()).isEqualTo(answer.coverage().counted());
    assertThat(answer.leftOut()).isEmpty();
  }

  @Test
  void a_quotation_with_a_reference_is_left_out_on_request_and_shown() throws IOException {
    String text = OWN + "As one baker says, “" + BREAD + "” (Kim 1999, p. 3). " + OWN;
    assertThat(check(text, Exclusions.NONE).leftOut()).isEmpty();
    PlagiarismAnswer answer = check(text, new Exclusions(true, false, false, Set.of(), ""));
    assertThat(answer.cases()).isEmpty();
    assertThat(answer.leftOut()).extracting(LeftOut::reason).containsExactly(Reason.QUOTATION);
    assertThat(answer.sources())
        .extracting(Source::id, Source::cases)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("bread", 0));
    assertThat(answer.coverage().counted()).isZero();
    assertThat(answer.coverage().withLeftOut()).isGreaterThan(.3);
  }

  @Test
  void a_bibliography_is_left_out_on_request() throws IOException {
    String entries =
        """
        Moreau, J. (1988). Salt roads of the coast. Tide Press.
        Whitfield, A. B. (2011). The ferry and its captains. Journal of Harbours, 12(3), 44-61.
        Castell, N. (2004). Winds of the strait. Cape Books.""";
    put(new Document("paper", "", entries, Map.of()));
    PlagiarismAnswer answer =
        check(OWN + "\n\nReferences\n" + entries + "\n\n" + BREAD, new Exclusions(false, true, false, Set.of(), ""));
    assertThat(answer.leftOut()).extracting(LeftOut::reason).containsExactly(Reason.BIBLIOGRAPHY);
    assertThat(answer.cases()).extracting(Case::source).containsExactly("bread");
  }

  @Test
  void the_text_of_a_template_is_left_out() throws IOException {
    put(new Document("template", "", BREAD, Map.of()));
    PlagiarismAnswer answer =
        check(
            OWN + BREAD + " " + TIDES, new Exclusions(false, false, false, Set.of("template"), ""));
    assertThat(answer.cases()).extracting(Case::source).containsExactly("tides");
    assertThat(answer.leftOut())
        .extracting(leftOut -> leftOut.found().source(), LeftOut::reason)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("bread", Reason.BASE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check(OWN, new Exclusions(false, false, false, Set.of("nowhere"), "")))
        .withMessage("base must name documents of the collection, got nowhere");
  }

  @Test
  void what_five_documents_have_is_left_out_on_request() throws IOException {
    for (int i = 0; i < 4; i++) {
      put(new Document("copy" + i, "", BREAD, Map.of()));
    }
    PlagiarismAnswer answer = check(OWN + BREAD + " " + TIDES, new Exclusions(false, false, true, Set.of(), ""));
    assertThat(answer.cases()).extracting(Case::source).containsExactly("tides");
    assertThat(answer.leftOut()).extracting(LeftOut::reason).hasSize(5).containsOnly(Reason.COMMON);
  }

  @Test
  void so_is_what_more_documents_have_than_are_counted() throws IOException {
    IndexView crowd =
        (IndexView)
            Proxy.newProxyInstance(
                IndexView.class.getClassLoader(),
                new Class<?>[] {IndexView.class},
                (view, method, arguments) ->
                    switch (method.getName()) {
                      case "sharing" -> List.of(new Sharing(List.of(), Winnowing.of(BREAD).length));
                      default -> throw new AssertionError(method);
                    });
    Exempt exempt =
        new Exempt(
            crowd,
            BREAD,
            List.of(),
            new Exclusions(false, false, true, Set.of(), ""));
    List<Case> cases = Plagiarism.compare(BREAD, BREAD, encoder);
    assertThat(cases).hasSize(1);
    assertThat(exempt.reasons(cases, Document.of("one", BREAD))).containsExactly(Optional.of(Reason.COMMON));
  }

  @Test
  void a_case_tells_how_the_text_names_its_source_whether_it_is_left_out_or_not() throws IOException {
    put(new Document("bread", "The Book of Plain Bread", BREAD, Map.of("author", "Mina Lee", "year", "1999")));
    String text = OWN + "“" + BREAD.substring(BREAD.indexOf("Kneading")) + "” (Lee 1999) ";
    for (boolean quotations : List.of(false, true)) {
      PlagiarismAnswer answer = check(text, new Exclusions(quotations, false, false, Set.of(), ""));
      assertThat(answer.citations().values())
          .containsExactly(
              new CitedAs(CitedAs.Kind.QUOTED_AND_CITED, "(Lee 1999)", "", CitedAs.Work.SOURCE));
      assertThat(answer.leftOut()).hasSize(quotations ? 1 : 0);
    }
  }

  @Test
  void texts_of_the_same_author_are_left_out() throws IOException {
    put(new Document("earlier", "", OWN, Map.of("author", "Kim Mina")));
    PlagiarismAnswer answer = check(OWN + BREAD, new Exclusions(false, false, false, Set.of(), "kim mina"));
    assertThat(answer.cases()).extracting(Case::source).containsExactly("bread");
    assertThat(answer.leftOut())
        .extracting(leftOut -> leftOut.found().source(), LeftOut::reason)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("earlier", Reason.AUTHOR));
  }

  private PlagiarismAnswer check(String text, Exclusions leaveOut) throws IOException {
    return plagiarism.check(new PlagiarismQuery(text, Set.of(), leaveOut));
  }

  @Test
  void a_text_without_words_has_no_cases() throws IOException {
    assertThat(plagiarism.check(new PlagiarismQuery("…", Set.of())).cases()).isEmpty();
    assertThat(Plagiarism.compare("…", BREAD, encoder)).isEmpty();
    assertThat(Plagiarism.compare(BREAD, "", encoder)).isEmpty();
  }

  @Test
  void more_documents_than_are_compared_show_in_the_answer() throws IOException {
    for (int i = 0; i <= Plagiarism.MAX_SOURCES; i++) {
      put(new Document("copy" + i, "", BREAD, Map.of()));
    }
    assertThat(plagiarism.check(new PlagiarismQuery(BREAD, Set.of())).truncated()).isTrue();
  }

  @Test
  void coverage_counts_what_lies_in_several_cases_once() {
    List<Case> cases = List.of(found(0, 6), found(4, 8), found(5, 7));
    assertThat(Plagiarism.coverage("0123456789", cases)).isCloseTo(.8, within(1e-9));
    assertThat(Plagiarism.coverage("", List.of())).isZero();
  }

  @Test
  void candidates_must_be_asked_for() throws IOException {
    try (IndexView view = index.view()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SourceRetrieval(view).candidates(Reading.of("", BREAD, encoder), Set.of(), 0))
          .withMessage("limit must be at least 1, got 0");
    }
  }

  @Test
  void chunks_hold_the_whole_text_in_order() {
    String text = (TIDES + " " + BREAD + " ").repeat(5);
    List<String> chunks =
        SourceRetrieval.chunks(Reading.of("", text, encoder)).stream().map(chunk -> chunk.of(text)).toList();
    assertThat(chunks).hasSizeGreaterThan(4);
    assertThat(String.join(" ", chunks).replaceAll("\\s+", " ").strip()).isEqualTo(text.strip());
  }

  private static Case found(int start, int end) {
    return new Case("s", new Span(start, end), new Span(start, end), Kind.VERBATIM, 1, new Evidence(1, 1, 3));
  }
}
