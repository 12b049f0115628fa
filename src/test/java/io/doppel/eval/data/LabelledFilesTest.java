package io.doppel.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.eval.data.ClassFile.Example;
import io.doppel.eval.data.PairFile.Labels;
import io.doppel.eval.data.PairFile.Pair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledFilesTest {

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("pairs.test.tsv"), text);
  }

  @Test
  void a_quote_is_a_letter_and_not_the_start_of_a_quoted_field() throws IOException {
    PairFile file = PairFile.read(file("1\t4.5\t\"Stop\", he said.\tHe said: \"Stop.\n2\t0\ta\tb\n"));
    assertThat(file.pairs())
        .containsExactly(new Pair("1", "4.5", "\"Stop\", he said.", "He said: \"Stop."), new Pair("2", "0", "a", "b"));
  }

  @Test
  void the_labels_tell_what_is_measured() throws IOException {
    assertThat(PairFile.read(file("1\t1\ta\tb\n2\t0\tc\td\n")).labels()).isEqualTo(Labels.BINARY);
    assertThat(PairFile.read(file("1\t1\ta\tb\n2\t0.5\tc\td\n")).labels()).isEqualTo(Labels.GRADED);
    assertThat(PairFile.read(file("1\t1\ta\tb\n2\tcut\tc\td\n")).labels()).isEqualTo(Labels.NAMED);
  }

  @Test
  void the_first_pairs_keep_the_kind_of_labels() throws IOException {
    PairFile file = PairFile.read(file("1\t1\ta\tb\n2\t0.5\tc\td\n"));
    assertThat(file.first(1).labels()).isEqualTo(Labels.GRADED);
    assertThat(file.first(1).pairs()).hasSize(1);
    assertThat(file.first(9).pairs()).hasSize(2);
  }

  @Test
  void a_line_with_a_column_too_few_is_named() throws IOException {
    Path file = file("1\t1\ta\tb\n2\t1\ta\n");
    assertThatThrownBy(() -> PairFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ":2: the line must have 4 columns (id, label, text1, text2), got 3");
  }

  @Test
  void a_line_in_another_encoding_is_named() throws IOException {
    Path file = folder.resolve("class.train.tsv");
    Files.write(file, "a\tcaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ClassFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ":1: the line is not valid UTF-8");
  }

  @Test
  void an_empty_file_is_refused() throws IOException {
    Path file = file("");
    assertThatThrownBy(() -> PairFile.read(file)).hasMessage(file + ": the file is empty");
  }

  @Test
  void classes_are_label_and_text() throws IOException {
    Path file = Files.writeString(folder.resolve("class.train.tsv"), "lost_card\tWhere is my card?\ntop_up\t충전은?\n");
    assertThat(ClassFile.read(file).examples())
        .containsExactly(new Example("lost_card", "Where is my card?"), new Example("top_up", "충전은?"));
  }
}
