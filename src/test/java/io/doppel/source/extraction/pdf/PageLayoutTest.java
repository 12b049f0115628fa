package io.doppel.source.extraction.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageLayoutTest {

  @Test
  void running_heads_and_page_numbers_go_also_where_they_change_sides() {
    List<String> pages =
        List.of(
            "2  Lee\nOn the sea.\n\nThe first.",
            "Tides  3\nThe second.",
            "4  Lee\nThe third.",
            "Tides  5\nThe fourth.",
            "6  Lee\nThe fifth.",
            "Tides  7\nThe sixth.");
    assertThat(PageLayout.undone(pages))
        .isEqualTo(
            "On the sea.\n\nThe first.\n\n\fThe second.\n\n\fThe third.\n\n\fThe fourth.\n\n\fThe "
                + "fifth.\n\n\fThe sixth.");
  }

  @Test
  void what_stands_on_two_pages_only_stays_and_so_do_numbers_within() {
    assertThat(PageLayout.undone(List.of("Chapter\nThere were\n12\nof them.", "Chapter\nAnd no more.")))
        .isEqualTo("Chapter\nThere were\n12\nof them.\n\n\fChapter\nAnd no more.");
  }

  @Test
  void lines_that_differ_in_what_they_say_stay_though_they_differ_in_digits_only() {
    List<String> invoices =
        List.of(
            "Invoice 1001\nOne lamp.\nTotal: 48 EUR",
            "Invoice 1002\nTwo oars.\nTotal: 52 EUR",
            "Invoice 1003\nA rope.\nTotal: 9 EUR");
    assertThat(PageLayout.undone(invoices)).contains(String.join("\n", invoices).split("\n"));
    List<String> lessons = List.of("Lesson 1\nTides.", "Lesson 2\nWinds.", "Lesson 3\nStars.", "Lesson 4\nShips.");
    assertThat(PageLayout.undone(lessons)).contains("Lesson 1", "Lesson 2", "Lesson 3", "Lesson 4");
    List<String> years = List.of("1999\nA.", "2004\nB.", "2011\nC.");
    assertThat(PageLayout.undone(years)).contains("1999", "2004", "2011");
  }

  @Test
  void numbers_that_count_up_apart_from_a_head_are_those_of_pages() {
    List<String> pages = new java.util.ArrayList<>();
    for (int page = 1; page <= 4; page++) {
      pages.add(
          "Harbours of the North   %d\nText %s.\nDraft | page %d of 4"
              .formatted(16 + page, "abcd".charAt(page - 1), page));
    }
    assertThat(PageLayout.undone(pages)).isEqualTo("Text a.\n\n\fText b.\n\n\fText c.\n\n\fText d.");
  }

  @Test
  void lines_as_long_as_a_book_are_read_in_one_go() {
    String letters = "a".repeat(500_000) + " x";
    String numbers = "1 ".repeat(200_000);
    String marks = "#/".repeat(200_000) + "x";
    String broken = "ab!c-\n".repeat(100_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertThat(
                    PageLayout.undone(
                        List.of(
                            numbers + "\n" + letters + "\nNext.\n" + marks,
                            marks + "\n" + broken + letters + "\nNext.\n" + numbers)))
                .contains(letters));
  }

  @Test
  void korean_page_numbers_go() {
    assertThat(PageLayout.undone(List.of("바다는 넓고\n- 1 -", "깊다.\n- 2 -", "끝.\n3쪽", "더.\n4쪽")))
        .isEqualTo("바다는 넓고\n\f깊다.\n\n\f끝.\n\n\f더.");
  }

  @Test
  void a_broken_word_is_put_together_unless_the_text_has_it_with_a_hyphen() {
    String page =
        "a well-known infor-\nmation, well-\nknown in Paris-\nFrance and sea\u00ad\nside re\u00adsorts, "
            + "(multi-\nple) times";
    assertThat(PageLayout.undone(List.of(page)))
        .isEqualTo("a well-known information,\nwell-known\nin Paris-\nFrance and seaside\nresorts, (multiple)\ntimes");
  }

  @Test
  void pages_that_all_say_the_same_are_no_heads_and_feet() {
    String ticket = "Ferry\nAdmit one\nNo smoking";
    assertThat(PageLayout.undone(List.of(ticket, ticket, ticket)))
        .isEqualTo(ticket + "\n\f" + ticket + "\n\f" + ticket);
  }

  @Test
  void an_empty_page_counts() {
    assertThat(PageLayout.undone(List.of("", "Second", "", "Fourth"))).isEqualTo("\fSecond\n\f\fFourth");
  }
}
