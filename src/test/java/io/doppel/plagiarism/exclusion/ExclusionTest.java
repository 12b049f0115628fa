package io.doppel.plagiarism.exclusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.doppel.text.Span;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExclusionTest {

  @Test
  void quotation_marks_with_a_reference_make_a_quotation() {
    assertThat(quoted("He wrote \"the sea is calm\" (Arnold 1867).")).containsExactly("the sea is calm");
    assertThat(quoted("“The sea is calm,” as Arnold says [12, 14].")).containsExactly("The sea is calm,");
    assertThat(quoted("„Das Meer ist ruhig“ (Arnold, S. 3, 1867)")).containsExactly("Das Meer ist ruhig");
    assertThat(quoted("«La mer est calme»²")).containsExactly("La mer est calme");
    assertThat(quoted("그는 “바다는 고요하다”(김민아 1999)라고 썼다.")).containsExactly("바다는 고요하다");
    assertThat(quoted("「바다는 고요하다」 (12쪽)")).containsExactly("바다는 고요하다");
  }

  @Test
  void korean_is_known_also_where_its_syllables_are_taken_apart() {
    String quotation = Normalizer.normalize("「바다는 고요하다」 (12쪽)", Normalizer.Form.NFD);
    assertThat(quoted(quotation)).containsExactly(Normalizer.normalize("바다는 고요하다", Normalizer.Form.NFD));
    String list = "참고문헌\n김민아, 1999, 「바다의 역사」, 해양출판사, 12쪽.\n";
    String apart = Normalizer.normalize(list, Normalizer.Form.NFD);
    assertThat(Bibliography.of(list)).hasSize(1);
    assertThat(Bibliography.of(apart)).containsExactly(new Span(0, apart.length() - 1));
  }

  @Test
  void quotation_marks_alone_are_no_reference() {
    assertThat(quoted("He wrote \"the sea is calm\". In 1867 he left.")).isEmpty();
    assertThat(quoted("“The sea is calm” (really).")).isEmpty();
    assertThat(quoted("\"never closed (1999)")).isEmpty();
  }

  @Test
  void a_plain_number_right_behind_the_mark_is_that_of_a_note() {
    assertThat(quoted("“The sea is calm”1 and so on. “The sea is calm.”23"))
        .containsExactly("The sea is calm", "The sea is calm.");
    assertThat(quoted("“The sea is calm” 1 and so on.")).isEmpty();
    assertThat(quoted("He had a \"large\"2nd share, “half”50% of it, “so”1999 said.")).isEmpty();
  }

  @Test
  void up_to_five_words_lead_to_a_reference_and_the_first_of_them_may_follow_at_once() {
    assertThat(quoted("“The sea is calm” as Mary-Ann O’Hara had it (1999).")).containsExactly("The sea is calm");
    assertThat(quoted("“바다는 고요하다”라고 김민아는 썼다 (1999).")).containsExactly("바다는 고요하다");
    assertThat(quoted("“The sea is calm” as one of us said then (1999).")).isEmpty();
  }

  @Test
  void a_rule_of_dashes_behind_a_quotation_is_read_once() {
    String rule = "\"The sea is calm\" " + "-".repeat(20_000) + "\n";
    String marks = "‘" + "’".repeat(2_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertThat(quoted(rule.repeat(20) + marks.repeat(50))).isEmpty());
  }

  @Test
  void lines_of_spaces_are_no_heading_and_soon_read() {
    String text = ("\u00a0".repeat(39) + "x\n").repeat(20_000);
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThat(Bibliography.of(text)).isEmpty());
  }

  @Test
  void a_quotation_may_be_opened_again_at_each_paragraph() {
    String first = "The sea is calm tonight.\n\n";
    assertThat(quoted("“" + first + "“The tide is full,\n\n  “the moon lies fair” (Arnold 1867)"))
        .containsExactly(first + "“The tide is full,\n\n  “the moon lies fair");
    assertThat(quoted("\"" + first + "\"The tide is full.\"1")).containsExactly(first + "\"The tide is full.");
    assertThat(quoted("“The sea is calm, and “the tide is full” (Arnold 1867)")).containsExactly("the tide is full");
  }

  private static final String ENTRIES =
      """
      Moreau, J. (1988). Salt roads of the coast. Tide Press.
      Whitfield, A. B. and Osei, K. 2011. When the ferry was late: essays. In: Harbours, 12(3), 44–61.
      [3] 박서준, 「항구의 겨울」, 바다출판사, 2003, 12-30쪽.
      Castell N, et al. Winds of the strait and what the sailors
      of the last century called them. J Coast Stud. 2004;8:112-9.
      https://example.org/winds (accessed 3 May 2019)""";

  @Test
  void a_list_of_references_has_a_heading_in_many_forms() {
    for (String heading :
        new String[] {
          "References", "REFERENCES:", "## Works Cited", "5. References", "5.2 References",
              "IV. References", "[References]",
          "References and Notes", "Reference List", "Selected Bibliography", "참고문헌", "참 고 문 헌",
              "<참고문헌>", "Ⅴ. 참고문헌",
          "[참고 문헌]", "5장 인용 문헌", "\f참고문헌", "【참고자료】", "Sources"
        }) {
      String list = heading + "\n" + ENTRIES;
      assertThat(listed("My own text.\n\n" + list)).as(heading).containsExactly(list);
      assertThat(listed("My own text.\n\n" + list.replace("\n", "\n\n")))
          .as(heading)
          .containsExactly(list.replace("\n", "\n\n"));
    }
    assertThat(listed("References\nKim 1999.\nLee 2001.")).containsExactly("References\nKim 1999.\nLee 2001.");
    assertThat(listed("The references\nof this text are few.\n" + ENTRIES)).isEmpty();
  }

  @Test
  void what_has_not_the_form_of_an_entry_is_no_part_of_a_list() {
    String prose =
        "The ferry that was built in 1902 had two decks, and they were painted white every spring by the men "
            + "of the harbour. "
            + "It is said that Mr Osei, K. was its first captain, and that he never slept on land.";
    String korean = "나룻배는 1902년에 처음 지어졌고 서울대학교 학생들이 봄마다 칠하였다. 첫 선장은 뭍에서 자지 않았다고 한다.";
    assertThat(listed("Sources\n\n" + prose)).isEmpty();
    assertThat(listed("참고문헌\n" + korean)).isEmpty();
    for (String behind : new String[] {prose, korean, "Appendix A\n" + prose}) {
      assertThat(listed("Text.\nReferences\n" + ENTRIES + "\n\n" + behind)).containsExactly("References\n" + ENTRIES);
      assertThat(listed("Text.\nReferences\n" + ENTRIES + "\n" + behind)).containsExactly("References\n" + ENTRIES);
    }
    assertThat(listed("Text.\nReferences\nBooks\n" + ENTRIES + "\n\nWeb pages\n" + ENTRIES))
        .containsExactly("References\nBooks\n" + ENTRIES + "\n\nWeb pages\n" + ENTRIES);
  }

  private static List<String> quoted(String text) {
    return Quotations.of(text).stream().map((Span span) -> span.of(text)).toList();
  }

  private static List<String> listed(String text) {
    return Bibliography.of(text).stream().map((Span span) -> span.of(text)).toList();
  }
}
