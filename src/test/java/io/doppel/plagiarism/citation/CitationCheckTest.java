package io.doppel.plagiarism.citation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.Evidence;
import io.doppel.plagiarism.alignment.Kind;
import io.doppel.plagiarism.citation.CitedAs.Work;
import io.doppel.text.Document;
import io.doppel.text.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
