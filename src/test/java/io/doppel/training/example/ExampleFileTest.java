package io.doppel.training.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Examples.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ExampleFileTest {

  private static final List<Example> PAIRS =
      List.of(new Example(List.of("a dog", "one dog"), 1), new Example(List.of("a cat", "the sea"), 0));

  @Test
  void the_same_pairs_are_read_of_every_format() throws IOException {
    assertThat(read("p.tsv", Kind.PAIRS, "7\t1\ta dog\tone dog\n8\t0\ta cat\tthe sea\n").all()).isEqualTo(PAIRS);
    assertThat(read("p.tsv", Kind.PAIRS, "\uFEFFa dog\tone dog\t1\n\na cat\tthe sea\t0").all()).isEqualTo(PAIRS);
    assertThat(
            read(
                    "p.csv",
                    Kind.PAIRS,
                    "id,score,text2,Text1,more\n7,1,\"one dog\",a dog,x\n8,0,the sea,a cat,\n")
                .all())
        .isEqualTo(PAIRS);
    String lines =
        """
        {"id": 7, "label": 1, "text1": "a dog", "text2": "one dog"}
        {"id": "8", "score": "0", "text1": "a cat", "text2": "the sea", "more": []}
        """;
    assertThat(read("p.jsonl", Kind.PAIRS, lines).all()).isEqualTo(PAIRS);
    assertThat(read("standard input", Kind.PAIRS, lines).all()).isEqualTo(PAIRS);
  }

  @Test
  void texts_that_look_like_numbers_are_texts() throws IOException {
    assertThat(read("p.tsv", Kind.PAIRS, "1\t2\t0\n3\t4\t1").all().getFirst()).isEqualTo(
        new Example(List.of("1", "2"), 0));
  }

  @Test
  void what_is_compressed_is_unpacked_and_what_only_claims_to_be_is_refused() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write("x\ta\ny\tb\n".getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = packed.toByteArray();
    Examples read = ExampleFile.read(new ByteArrayInputStream(bytes), "c.tsv.gz", Kind.CLASSES);
    assertThat(read.all()).extracting(Example::label).containsExactly(0.0, 1.0);
    assertThatThrownBy(() -> read("c.tsv.gz", Kind.CLASSES, "x\ta\n")).hasMessageStartingWith("c.tsv.gz cannot be");
    assertThatThrownBy(
            () ->
                ExampleFile.read(
                    new ByteArrayInputStream(bytes, 0, bytes.length - 12), "c.tsv.gz", Kind.CLASSES))
        .hasMessageStartingWith("c.tsv.gz cannot be unpacked");
  }

  @Test
  void what_comes_twice_counts_once() throws IOException {
    assertThat(read("c.tsv", Kind.CLASSES, "x\ta\ny\tb\nx\ta\n").size()).isEqualTo(2);
  }

  @Test
  void pairs_that_are_all_alike_are_told_from_each_other() throws IOException {
    assertThat(read("p.tsv", Kind.PAIRS, "a\tb\t1\nc\td\t1\n").kind()).isEqualTo(Kind.ALIKE);
  }

  @Test
  void a_fault_is_named_with_its_line() {
    assertFault("p.jsonl", "{\"label\":1,\"text1\":\"a\",\"text2\":\"b\"}\n{", "p.jsonl, line 2: is not JSON");
    assertFault("p.jsonl", "{\"label\":1,\"text1\":\"a\"}", "p.jsonl, line 1: needs a text2, and it a text");
    assertFault("p.csv", "label,text1\n1,a", "p.csv, line 1: has no column text2");
    assertFault("p.csv", "label,text1,text2\n1,a", "p.csv, line 2: has 2 columns, the header has 3");
    assertFault("p.tsv", "a\tb\tInfinity", "p.tsv, line 1: a label is a number, got \"Infinity\"");
    assertThatThrownBy(
            () -> ExampleFile.read(new ByteArrayInputStream(new byte[] {'a', '\t', -1, '\n'}), "p.tsv", Kind.PAIRS))
        .hasMessage("p.tsv is not valid UTF-8");
  }

  private static void assertFault(String name, String content, String message) {
    assertThatThrownBy(() -> read(name, Kind.PAIRS, content))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  private static Examples read(String name, Kind kind, String content) throws IOException {
    return ExampleFile.read(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), name, kind);
  }
}
