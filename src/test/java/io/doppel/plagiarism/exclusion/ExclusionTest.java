package io.doppel.plagiarism.exclusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.text.Span;
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
  void quotation_marks_alone_are_no_reference() {
    assertThat(quoted("He wrote \"the sea is calm\". In 1867 he left.")).isEmpty();
    assertThat(quoted("“The sea is calm” (really).")).isEmpty();
    assertThat(quoted("\"never closed (1999)")).isEmpty();
  }

  @Test
  void a_bibliography_goes_from_its_heading_to_an_appendix_or_the_end() {
    assertThat(listed("Text.\n\nReferences\nKim 1999.\nLee 2001.")).containsExactly("References\nKim 1999.\nLee 2001.");
    assertThat(listed("글.\n5. 참고 문헌\n김민아 1999.\n부록 1\n표")).containsExactly("5. 참고 문헌\n김민아 1999.\n");
    assertThat(listed("## Works Cited:\nKim.\nAppendix A\nx")).containsExactly("## Works Cited:\nKim.\n");
    assertThat(listed("The references\nof this text are few.")).isEmpty();
  }

  private static List<String> quoted(String text) {
    return Quotations.of(text).stream().map((Span span) -> span.of(text)).toList();
  }

  private static List<String> listed(String text) {
    return Bibliography.of(text).stream().map((Span span) -> span.of(text)).toList();
  }
}
