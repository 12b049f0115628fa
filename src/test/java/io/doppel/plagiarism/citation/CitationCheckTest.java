package io.doppel.plagiarism.citation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.Evidence;
import io.doppel.plagiarism.alignment.Kind;
import io.doppel.plagiarism.citation.CitedAs.Work;
import io.doppel.text.Document;
import io.doppel.text.Span;
import io.doppel.work.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CitationCheckTest {

  private static final String TAKEN = "kneading lines up the strands of gluten until the dough can hold its gas";
  private static final String TAKEN_KO = "반죽을 치대면 글루텐의 가닥이 나란해져 반죽이 가스를 머금을 수 있게 된다";
  private static final Document BREAD =
      new Document("b", "The Book of Plain Bread", "…", Map.of("author", "Mina Lee", "year", "1999"));
  private static final Document BREAD_KO =
      new Document("k", "집에서 굽는 빵의 역사", "…", Map.of("author", "김민아", "year", "2019"));
  private static final Document NAMELESS = new Document("n", "bread.txt", "…", Map.of());

  private static final String ENTRIES =
      """

      References

      [2] Adler, P. (1987). Tides of the northern harbours. Oxford University Press.
      [3] Lee, M. (1999). The book of plain bread. Seoul: Baker Press.
      """;

  private static Optional<CitedAs> cited(String text, String passage, Kind kind, Document source) {
    int start = text.indexOf(passage);
    assertThat(start).as("%s in %s", passage, text).isNotNegative();
    Span here = new Span(start, start + passage.length());
    return new CitationCheck(text)
        .of(new Case(source.id(), here, new Span(0, 1), kind, 1, new Evidence(1, 1, 9)), source);
  }

  private static CitedAs quoted(String text) {
    return cited(text, TAKEN, Kind.VERBATIM, BREAD).orElseThrow();
  }

  /// APA, MLA, Chicago's author-date, with an author in the sentence, numbered, with notes raised or not.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "All bakers know that “%s” (Lee, 1999, p. 12).",
        "All bakers know that \"%s\" (Lee 12).",
        "All bakers know that \"%s\" (see Lee 1999, 12; Adler 1987).",
        "As Lee (1999) has it, “%s”, and so it is.",
        "As Lee and Adler (1999, p. 12) have it, ‘%s’.",
        "All bakers know that “%s” [3].",
        "All bakers know that “%s” [2, 3].",
        "All bakers know that “%s” [1 -3].",
        "All bakers know that “%s” as the old book of Lee (1999: 12) says.",
        "All bakers know that “%s.” (Lee 1999)",
        "All bakers know that “%s.”³",
        "All bakers know that «%s»3 and more.",
      })
  void a_quotation_with_a_citation_of_any_style_is_told_with_the_work_it_names(String sentence) {
    CitedAs cited = quoted("It was so.\n" + sentence.formatted(TAKEN) + " That is all.\n" + ENTRIES);
    assertThat(cited.kind()).isEqualTo(CitedAs.Kind.QUOTED_AND_CITED);
    assertThat(cited.work()).as(cited.toString()).isEqualTo(Work.SOURCE);
    assertThat(cited.reference()).contains("The book of plain bread");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "빵 굽는 사람은 안다. “%s”(김민아, 2019, 12쪽)는 말이다.",
        "빵 굽는 사람은 안다. “%s”(김민아, 2019: 12).",
        "김민아(2019)는 “%s”고 하였다.",
        "김민아(2019: 12)에 따르면 「%s」.",
        "빵 굽는 사람은 안다. “%s.”3)",
        "빵 굽는 사람은 안다. “%s”[3].",
      })
  void so_is_one_of_a_korean_text(String sentence) {
    String text =
        sentence.formatted(TAKEN_KO)
            + " 그렇다고 한다.\n\n참고문헌\n\n[1] 박철수 (2001). 항구의 밀물과 썰물. 부산: 바다출판사.\n"
            + "[3] 김민아 (2019). 집에서 굽는 빵의 역사. 서울: 빵출판사.\n";
    CitedAs cited = cited(text, TAKEN_KO, Kind.VERBATIM, BREAD_KO).orElseThrow();
    assertThat(cited.kind()).isEqualTo(CitedAs.Kind.QUOTED_AND_CITED);
    assertThat(cited.work()).as(cited.toString()).isEqualTo(Work.SOURCE);
  }

  @Test
  void a_footnote_names_a_work_too() {
    CitedAs cited =
        quoted(
            "All know that “" + TAKEN + "”.1 It is so.\n\n"
                + "1. Lee, Mina. The Book of Plain Bread (Seoul: Baker Press, 1999), p. 12.\n");
    assertThat(cited.kind()).isEqualTo(CitedAs.Kind.QUOTED_AND_CITED);
    assertThat(cited.work()).isEqualTo(Work.SOURCE);
  }

  @Test
  void a_citation_of_another_work_is_told() {
    CitedAs numbered = quoted("All know that “" + TAKEN + "” [2]. It is so.\n" + ENTRIES);
    assertThat(numbered.kind()).isEqualTo(CitedAs.Kind.QUOTED_AND_CITED);
    assertThat(numbered.work()).isEqualTo(Work.ANOTHER);
    assertThat(numbered.reference()).startsWith("[2] Adler");
    assertThat(quoted("All know that “" + TAKEN + "” (Adler, 1987). It is so.").work()).isEqualTo(Work.ANOTHER);
    assertThat(quoted("All know that “" + TAKEN + "” (Lee, 2007). It is so.").work())
        .as("a work of another year by the same author")
        .isEqualTo(Work.ANOTHER);
  }

  @Test
  void nobody_can_tell_the_work_of_a_document_without_title_and_author() {
    CitedAs cited =
        cited("All know that “" + TAKEN + "” (Adler, 1987).", TAKEN, Kind.VERBATIM, NAMELESS).orElseThrow();
    assertThat(cited.work()).isEqualTo(Work.UNKNOWN);
  }

  @Test
  void a_quotation_that_says_nothing_of_where_it_is_from_is_told() {
    CitedAs cited = quoted("All bakers know that “" + TAKEN + "”. Lee (1999) wrote of other things.\n" + ENTRIES);
    assertThat(cited).isEqualTo(new CitedAs(CitedAs.Kind.QUOTED_WITHOUT_SOURCE, "", "", Work.UNKNOWN));
  }

  @Test
  void what_goes_on_beyond_the_quotation_is_told() {
    String beyond =
        TAKEN + "” (Lee, 1999), and a slow rise in a cool kitchen gives the aromas of the loaf time to gather";
    String text = "All bakers know that “" + beyond + ".\n" + ENTRIES;
    CitedAs cited = cited(text, beyond, Kind.LIGHT, BREAD).orElseThrow();
    assertThat(cited.kind()).isEqualTo(CitedAs.Kind.COPIED_BEYOND_QUOTATION);
    assertThat(cited.work()).isEqualTo(Work.SOURCE);
    CitedAs without = quoted("All bakers know that " + TAKEN + " (Lee, 1999).\n" + ENTRIES);
    assertThat(without.kind()).as("no marks at all").isEqualTo(CitedAs.Kind.COPIED_BEYOND_QUOTATION);
  }

  @Test
  void other_words_with_a_citation_are_cited_and_without_one_are_nothing() {
    String told = "Working the dough gives the gluten its order, so that no gas is lost";
    assertThat(cited(told + " (Lee, 1999).\n" + ENTRIES, told, Kind.PARAPHRASE, BREAD))
        .hasValueSatisfying(cited -> assertThat(cited.kind()).isEqualTo(CitedAs.Kind.CITED));
    assertThat(cited(told + ".\n" + ENTRIES, told, Kind.PARAPHRASE, BREAD)).isEmpty();
    assertThat(cited("In Paris (see Figure 3) it rains. " + told + ".", told, Kind.PARAPHRASE, BREAD)).isEmpty();
    assertThat(cited(told + " (about 1999 grams).", told, Kind.PARAPHRASE, BREAD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "on 30 km² of land %s, which is so.",
        "the area a² is known: %s.",
        "10³ times %s.",
        "10⁰ times or array[0] of %s.",
        "it was said (January 2019) that %s.",
        "it was said (Section 4) that %s.",
        "it flew (Apollo 11) while %s.",
        "see p.3 where %s.",
        "so [7-5] is minus two and %s.",
      })
  void exponents_dates_and_places_in_the_text_are_no_citations(String sentence) {
    assertThat(cited(sentence.formatted(TAKEN) + "\n" + ENTRIES, TAKEN, Kind.VERBATIM, BREAD)).isEmpty();
  }

  private static Document by(String author) {
    return new Document("b", "", "…", Map.of("author", author, "year", "1999"));
  }

  @Test
  void a_source_is_known_by_any_of_its_authors_and_a_year_that_is_not_told_speaks_against_nothing() {
    Map.of(
            "Mina Kim, Jun Lee", "(Lee, 1999)",
            "Mina Lee", "(Lee 23)",
            "Patrick O'Brien", "(O’Brien, 1999)",
            "Van Gogh, Vincent", "(Van Gogh, 1999)",
            "김민아, 박철수", "(박철수, 1999)")
        .forEach(
            (author, citation) ->
                assertThat(cited("So “" + TAKEN + "” " + citation + ".", TAKEN, Kind.VERBATIM, by(author)))
                    .as(author)
                    .hasValueSatisfying(cited -> assertThat(cited.work()).isEqualTo(Work.SOURCE)));
    CitedAs entry =
        cited(
                "So “" + TAKEN + "” (O’Brien, 1999).\n\nReferences\n\nO'Brien, P. (1999). Bread. Oxford Press.\n",
                TAKEN,
                Kind.VERBATIM,
                by("Patrick O'Brien"))
            .orElseThrow();
    assertThat(entry.reference()).startsWith("O'Brien");
    assertThat(entry.work()).isEqualTo(Work.SOURCE);
  }

  @Test
  void a_raised_number_is_that_of_a_note_and_one_in_brackets_that_of_the_list() {
    String text =
        "All know that “%s”%s. It is so.\n\n3. Adler, Paul. Tides of the Harbours (Oxford: University Press, 1987).\n"
            + ENTRIES;
    assertThat(quoted(text.formatted(TAKEN, "³")).reference()).contains("Adler, Paul");
    assertThat(quoted(text.formatted(TAKEN, " [3]")).reference()).contains("plain bread");
  }

  @Test
  void many_citations_and_many_references_are_told_in_time_and_can_be_stopped() {
    String text =
        TAKEN
            + " (Zz 1999)".repeat(60_000)
            + ".\n\nReferences\n\n"
            + "1. Aa, B. 1999. Tides. Press.\n".repeat(30_000);
    CitationCheck check = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> new CitationCheck(text));
    Case found =
        new Case("b", new Span(0, TAKEN.length()), new Span(0, 1), Kind.VERBATIM, 1, new Evidence(1, 1, 9));
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 100; i++) {
            check.of(found, BREAD);
          }
        });
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> Cancellation.within(() -> true, () -> check.of(found, BREAD)));
  }

  @Test
  void hostile_texts_are_read_in_time() {
    List<String> parts =
        List.of(
            "(", "(A ", "[3 -2] ", "[1,,2]", "[1–-2]", "“", "\"a ", "[1,", "[1-", "Lee (", "1. A, B. ", "a\"1",
            "(Lee 1999;", "¹");
    for (String part : parts) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> new CitationCheck(part.repeat(300_000 / part.length())), part);
    }
  }
}
