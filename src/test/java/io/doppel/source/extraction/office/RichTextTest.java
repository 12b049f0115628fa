package io.doppel.source.extraction.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RichTextTest {

  private static String seen(String file) throws Exception {
    return new String(RichText.seen(file.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
  }

  @Test
  void notes_within_notes_stand_behind_the_text_each_once() throws Exception {
    String seen = seen("{\\rtf1 Body{\\footnote Outer{\\footnote Inner} rest} end{\\footnote Last}.}");
    for (String part : new String[] {"Body", "Outer", "Inner", " rest", " end", "Last"}) {
      assertThat(seen).containsOnlyOnce(part);
    }
    assertThat(seen.indexOf(" end")).isLessThan(Math.min(seen.indexOf("Outer"), seen.indexOf("Inner")));
    assertThat(seen.replaceAll("[^{]", "")).hasSameSizeAs(seen.replaceAll("[^}]", ""));
  }

  @Test
  void a_note_that_is_never_closed_keeps_its_text() throws Exception {
    assertThat(seen("{\\rtf1 Body{\\footnote Outer{\\footnote Inner")).contains("Body", "Outer", "Inner");
  }

  @Test
  void many_notes_in_notes_make_no_more_of_a_file_than_it_is() throws Exception {
    String deep = "x{\\footnote ".repeat(500) + "}".repeat(500);
    assertThat(seen("{\\rtf1 " + deep.repeat(20) + "}").length()).isLessThan(4 * 20 * deep.length());
  }
}
