package io.doppel.plagiarism.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import io.doppel.work.Stopped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Alignment of texts made of random words, where only what was put there can be alike.
class TextAlignmentTest {

  private final BagOfWordsEncoder encoder = new BagOfWordsEncoder();
  private final Random random = new Random(11);

  @Test
  void a_copied_sentence_inside_an_edited_passage_is_a_part_of_it() {
    List<String> passage = sentences('p', 5);
    List<String> edited = new ArrayList<>(passage);
    edited.set(0, withEveryThirdWordChanged(passage.get(0)));
    edited.set(1, withEveryThirdWordChanged(passage.get(1)));
    edited.set(3, withEveryThirdWordChanged(passage.get(3)));
    edited.set(4, withEveryThirdWordChanged(passage.get(4)));
    String before = text(sentences('b', 6)) + " ";
    String sourceBefore = text(sentences('s', 4)) + " ";

    List<Case> cases =
        Plagiarism.compare(
            before + text(edited) + " " + text(sentences('e', 6)),
            sourceBefore + text(passage) + " " + text(sentences('t', 4)),
            encoder);

    assertThat(cases).hasSize(1);
    assertThat(cases.getFirst().here()).isEqualTo(new Span(before.length(), before.length() + text(edited).length()));
    assertThat(cases.getFirst().there())
        .isEqualTo(new Span(sourceBefore.length(), sourceBefore.length() + text(passage).length()));
    assertThat(cases.getFirst().kind()).isEqualTo(Kind.LIGHT);
  }

  @Test
  void a_passage_with_its_words_shuffled_is_found() {
    List<String> passage = sentences('p', 4);
    List<String> shuffled = passage.stream().map(this::shuffled).toList();
    String before = text(sentences('b', 6)) + " ";

    List<Case> cases =
        Plagiarism.compare(before + text(shuffled), text(sentences('s', 5)) + " " + text(passage), encoder);

    assertThat(cases).hasSize(1);
    assertThat(cases.getFirst().here().start()).isEqualTo(before.length());
    assertThat(cases.getFirst().similarity()).isGreaterThan(.95f);
  }

  @Test
  void the_alignment_of_long_texts_ends_within_a_second_when_nobody_waits_for_it() {
    Reading here = Reading.of("", text(sentences('h', 6_000)), encoder);
    Reading there = Reading.of("", text(sentences('t', 6_000)), encoder);
    Stopped.endsSoon(Duration.ofMillis(300), () -> new TextAlignment(AlignmentSettings.standard()).align(here, there));
  }

  @Test
  void a_line_that_both_texts_repeat_without_end_is_one_case_and_the_answer_says_that_it_was_cut() {
    String text = (sentences('r', 1).getFirst() + "\n\n").repeat(3_000).strip();
    Alignment found =
        new TextAlignment(AlignmentSettings.standard())
            .align(Reading.of("", text, encoder), Reading.of("", text, encoder));
    assertThat(found.truncated()).isTrue();
    assertThat(found.cases())
        .singleElement()
        .satisfies(one -> assertThat(one.here().length()).isEqualTo(text.length()));
  }

  @Test
  void sentences_taken_from_all_over_a_source_make_a_summary_of_it() {
    List<String> source = sentences('s', 40);
    List<String> summary =
        List.of(1, 12, 22, 37).stream().map(source::get).map(this::withEveryThirdWordChanged).toList();
    String before = text(sentences('b', 8)) + " ";

    List<Case> cases =
        Plagiarism.compare(before + text(summary) + " " + text(sentences('e', 8)), text(source), encoder);

    assertThat(cases)
        .extracting(Case::here, Case::there)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                new Span(before.length(), before.length() + text(summary).length()),
                new Span(0, text(source).length())));
  }

  @Test
  void two_copies_far_apart_are_two_cases_in_the_order_of_the_suspicious_text() {
    String first = text(sentences('p', 3));
    String second = text(sentences('q', 3));

    List<Case> cases =
        Plagiarism.compare(
            first + " " + text(sentences('b', 12)) + " " + second,
            second + " " + text(sentences('s', 12)) + " " + first,
            encoder);

    assertThat(cases).hasSize(2);
    assertThat(cases.get(0).here()).isEqualTo(new Span(0, first.length()));
    assertThat(cases.get(1).there()).isEqualTo(new Span(0, second.length()));
  }

  @Test
  void a_source_passage_copied_twice_is_two_cases() {
    String passage = text(sentences('p', 3));
    List<Case> cases =
        Plagiarism.compare(passage + " " + text(sentences('b', 9)) + " " + passage, passage, encoder);
    assertThat(cases).hasSize(2);
    assertThat(cases).allSatisfy(found -> assertThat(found.there()).isEqualTo(new Span(0, passage.length())));
  }

  @Test
  void texts_with_nothing_in_common_have_no_cases() {
    assertThat(Plagiarism.compare(text(sentences('b', 60)), text(sentences('s', 60)), encoder)).isEmpty();
  }

  @Test
  void a_common_phrase_is_no_case() {
    String phrase = "p1 p2 p3 p4 p5 p6";
    assertThat(
            Plagiarism.compare(
                text(sentences('b', 6)) + " B1 b2 " + phrase + " b3 b4 b5 b6 b7. " + text(sentences('b', 6)),
                text(sentences('s', 6)) + " S1 s2 " + phrase + " s3 s4 s5 s6 s7. " + text(sentences('s', 6)),
                encoder))
        .isEmpty();
  }

  private List<String> sentences(char mark, int count) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder sentence = new StringBuilder();
      for (int w = 0; w < 12 + random.nextInt(5); w++) {
        sentence.append(w == 0 ? Character.toUpperCase(mark) : " " + mark).append(word());
      }
      sentences.add(sentence.append('.').toString());
    }
    return sentences;
  }

  private String word() {
    return Integer.toString(36 * 36 * 36 + random.nextInt(1_000_000), 36);
  }

  private static String text(List<String> sentences) {
    return String.join(" ", sentences);
  }

  private String withEveryThirdWordChanged(String sentence) {
    String[] words = sentence.substring(0, sentence.length() - 1).split(" ");
    for (int w = 1; w < words.length; w += 3) {
      words[w] = "x" + word();
    }
    return String.join(" ", words) + ".";
  }

  private String shuffled(String sentence) {
    List<String> words = new ArrayList<>(List.of(sentence.substring(0, sentence.length() - 1).split(" ")));
    Collections.shuffle(words, random);
    words.set(0, Character.toUpperCase(words.get(0).charAt(0)) + words.get(0).substring(1));
    return String.join(" ", words) + ".";
  }
}
