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
  void units_are_lines_and_sentences_that_say_something() {
    String text = "Dear Mr. Holm,\nThe well is dry today. Is it your well? Yes.\n오늘은 도서관이 문을 닫습니다. 끝";
    List<String> units = Units.in(text).stream().map((Span unit) -> unit.of(text).strip()).toList();
    assertThat(units).containsExactly("The well is dry today.", "Is it your well?", "오늘은 도서관이 문을 닫습니다.");
    assertThat(Units.hash("The well is dry, today!")).isEqualTo(Units.hash("  the well is DRY today "));
    assertThat(Units.hash("The well is dry at 7.")).isNotEqualTo(Units.hash("The well is dry at 8."));
  }

  @Test
  void what_the_square_root_of_all_documents_say_is_boilerplate_and_at_least_eight() {
    assertThat(Boilerplate.many(10)).isEqualTo(8);
    assertThat(Boilerplate.many(117_791)).isEqualTo(344);
    long hash = Units.hash(NOTICE);
    assertThat(of(7, 3).documents(hash)).isZero();
    assertThat(of(8, 3).documents(hash)).isEqualTo(8);
    assertThat(of(9, 91).isEmpty()).isTrue();
    assertThat(of(10, 90).documents(hash)).isEqualTo(10);
    assertThat(of(10, 90).size()).isEqualTo(1);
  }

  @Test
  void of_more_than_ten_thousand_units_those_count_that_most_documents_say() {
    long[] hashes = LongStream.rangeClosed(1, 10_001).toArray();
    List<Units> units = new ArrayList<>(Collections.nCopies(8, Units.of(hashes)));
    units.add(Units.of(LongStream.rangeClosed(2, 10_001).toArray()));
    Boilerplate boilerplate = Boilerplate.of(units);
    assertThat(boilerplate.size()).isEqualTo(10_000);
    assertThat(boilerplate.documents(1)).isZero();
    assertThat(boilerplate.documents(10_001)).isEqualTo(9);
  }

  @Test
  void a_document_of_one_passage_says_nothing_that_counts() {
    assertThat(Units.of(document(1, "1 All prices are without tax.")).size()).isZero();
    assertThat(Units.of(document(1, NOTICE, "More")).size()).isEqualTo(1);
  }

  private static Boilerplate of(int with, int without) {
    List<Units> units = new ArrayList<>(Collections.nCopies(with, Units.of(document(0, NOTICE, "More"))));
    for (int i = 0; i < without; i++) {
      units.add(Units.of(document(i, "Something else that is said once, as %d.".formatted(i), "More")));
    }
    return Boilerplate.of(units);
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
