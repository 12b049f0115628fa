package io.doppel.duplicates.resemblance;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BoilerplateTest {

  private static final String NOTICE = "All prices are without tax.";

  @Test
  void statements_are_lines_and_sentences_that_say_something() {
    String text = "Dear Mr. Holm,\nThe well is dry today. Is it your well? Yes.\n오늘은 도서관이 문을 닫습니다. 끝";
    List<String> statements = Statements.in(text).stream().map((Span statement) -> statement.of(text).strip()).toList();
    assertThat(statements).containsExactly("The well is dry today.", "Is it your well?", "오늘은 도서관이 문을 닫습니다.");
    assertThat(Statements.hash("The well is dry, today!")).isEqualTo(Statements.hash("  the well is DRY today "));
    assertThat(Statements.hash("The well is dry at 7.")).isNotEqualTo(Statements.hash("The well is dry at 8."));
  }

  @Test
  void what_the_square_root_of_all_documents_say_is_boilerplate_and_at_least_eight() {
    assertThat(Boilerplate.many(10)).isEqualTo(8);
    assertThat(Boilerplate.many(117_791)).isEqualTo(344);
    long hash = Statements.hash(NOTICE);
    assertThat(of(7, 3).documents(hash)).isZero();
    assertThat(of(8, 3).documents(hash)).isEqualTo(8);
    assertThat(of(9, 91).isEmpty()).isTrue();
    assertThat(of(10, 90).documents(hash)).isEqualTo(10);
    assertThat(of(10, 90).size()).isEqualTo(1);
  }

  @Test
  void of_more_than_ten_thousand_statements_those_count_that_most_documents_say() {
    List<Statements> statements = new ArrayList<>();
    for (long i = 1; i <= 9; i++) {
      long own = 1_000_000 * i;
      statements.add(
          Statements.of(LongStream.concat(LongStream.rangeClosed(i == 9 ? 2 : 1, 10_001), own(own, 5_500)).toArray()));
    }
    Boilerplate boilerplate = Boilerplate.of(statements);
    assertThat(boilerplate.size()).isEqualTo(10_000);
    assertThat(boilerplate.documents(1)).isZero();
    assertThat(boilerplate.documents(10_001)).isEqualTo(9);
  }

  @Test
  void what_versions_of_one_text_share_is_no_boilerplate_however_many_they_are() {
    for (int versions : new int[] {7, 8, 9, 40}) {
      List<Statements> statements = new ArrayList<>();
      for (int i = 0; i < versions; i++) {
        statements.add(said(LongStream.rangeClosed(1, 30), i, 10));
      }
      for (int i = versions; i < 60; i++) {
        statements.add(said(LongStream.empty(), i, 40));
      }
      assertThat(Boilerplate.of(statements).isEmpty()).as("%d versions", versions).isTrue();
    }
  }

  @Test
  void a_notice_in_letters_that_say_something_else_is_boilerplate_wherever_else_it_stands() {
    List<Statements> statements = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      statements.add(said(LongStream.rangeClosed(1, 6), i, 3 + i));
    }
    for (int i = 8; i < 20; i++) {
      statements.add(said(LongStream.rangeClosed(1, 6), i, 1));
    }
    for (int i = 20; i < 60; i++) {
      statements.add(said(LongStream.empty(), i, 10));
    }
    Boilerplate boilerplate = Boilerplate.of(statements);
    assertThat(LongStream.rangeClosed(1, 6).map(boilerplate::documents)).containsOnly(20L);
    assertThat(boilerplate.size()).isEqualTo(6);
  }

  @Test
  void a_notice_that_other_texts_say_is_boilerplate_in_versions_of_a_text_too_and_the_rest_of_them_is_none() {
    List<Statements> statements = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      statements.add(said(LongStream.rangeClosed(1, 30), i, 10));
    }
    for (int i = 12; i < 60; i++) {
      statements.add(said(LongStream.of(30), i, i < 20 ? 1 : 10));
    }
    Boilerplate boilerplate = Boilerplate.of(statements);
    assertThat(boilerplate.documents(30)).isEqualTo(60);
    assertThat(boilerplate.size()).isEqualTo(1);
  }

  @Test
  void hashes_at_either_end_of_their_range_are_counted_once() {
    long[] ends = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, (1L << 60) - 1, 1L << 60, Long.MAX_VALUE};
    List<Statements> statements = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      statements.add(said(LongStream.of(ends), i + 1, 4));
    }
    Boilerplate boilerplate = Boilerplate.of(statements);
    assertThat(LongStream.of(ends).map(boilerplate::documents)).containsOnly(8L);
    assertThat(boilerplate.size()).isEqualTo(ends.length);
  }

  @Test
  void a_document_of_one_passage_says_nothing_that_counts() {
    assertThat(Statements.of(document(1, "1 All prices are without tax.")).size()).isZero();
    assertThat(Statements.of(document(1, NOTICE, "More")).size()).isEqualTo(1);
  }

  private static Boilerplate of(int with, int without) {
    List<Statements> statements = new ArrayList<>();
    for (int i = 0; i < with + without; i++) {
      String own = "Something else that is said once, as %d.".formatted(i);
      statements.add(Statements.of(i < with ? document(i, NOTICE, own) : document(i, own, "More")));
    }
    return Boilerplate.of(statements);
  }

  /// What a document says of its own, beside what it shares.
  private static Statements said(LongStream shared, int document, int own) {
    return Statements.of(LongStream.concat(shared, own(1_000L * (document + 1), own)).toArray());
  }

  private static LongStream own(long first, int size) {
    return LongStream.range(first, first + size);
  }

  private static EmbeddedDocument document(int number, String... passages) {
    String id = "d" + number;
    StringBuilder text = new StringBuilder();
    List<Passage> parts = new ArrayList<>();
    for (String passage : passages) {
      parts.add(new Passage(id, text.length(), passage + "\n"));
      text.append(passage).append('\n');
    }
    return new EmbeddedDocument(
        Document.of(id, text.toString()),
        parts,
        Collections.nCopies(parts.size(), Embedding.normalize(new float[] {1, 0})));
  }
}
