package io.doppel.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PagesTest {

  @Test
  void a_form_feed_begins_a_page() {
    String text = "first\n\fsecond\n\f\ffourth";
    Pages pages = Pages.of(text);
    assertThat(pages.count()).isEqualTo(4);
    assertThat(pages.at(0)).isEqualTo(1);
    assertThat(pages.at(text.indexOf('\f') - 1)).isEqualTo(1);
    assertThat(pages.at(text.indexOf('\f'))).isEqualTo(2);
    assertThat(pages.at(text.indexOf("second"))).isEqualTo(2);
    assertThat(pages.at(text.indexOf("fourth"))).isEqualTo(4);
    assertThat(pages.at(text.length())).isEqualTo(4);
  }

  @Test
  void a_text_without_form_feeds_has_no_pages() {
    assertThat(Pages.of("text").count()).isZero();
  }
}
