package io.doppel.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

  @TempDir private Path folder;

  private void touch(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  @Test
  void without_a_wish_the_first_usual_split_is_measured() throws IOException {
    touch("pairs.train.tsv", "pairs.dev.tsv", "pairs.validation.tsv");
    assertThat(Layout.of(folder, null))
        .containsExactly(new Layout.Pairs(folder.resolve("pairs.validation.tsv"), "validation"));
    assertThat(Layout.of(folder, "train")).containsExactly(new Layout.Pairs(folder.resolve("pairs.train.tsv"), "train"));
  }

  @Test
  void without_a_usual_split_all_are_measured() throws IOException {
    touch("pairs.binary.tsv", "pairs.category.tsv");
    assertThat(Layout.of(folder, null)).extracting(Layout::split).containsExactly("binary", "category");
  }

  @Test
  void classes_need_a_train_split() throws IOException {
    touch("class.train.tsv", "class.test.tsv");
    assertThat(Layout.of(folder, null))
        .containsExactly(
            new Layout.Classes(folder.resolve("class.train.tsv"), folder.resolve("class.test.tsv"), "test"));
  }

  @Test
  void a_corpus_with_judgements_is_retrieval() throws IOException {
    touch("corpus.jsonl", "queries.jsonl", "qrels/test.tsv", "qrels/train.tsv");
    assertThat(Layout.of(folder, null)).containsExactly(new Layout.Retrieval(folder, "test"));
  }

  @Test
  void a_folder_with_nothing_to_measure_is_refused() throws IOException {
    touch("class.test.tsv", "readme.txt");
    assertThatThrownBy(() -> Layout.of(folder, null)).hasMessageStartingWith(folder + ": found none of: pairs.SPLIT.tsv");
    assertThatThrownBy(() -> Layout.of(folder, "dev")).hasMessageStartingWith(folder + ": split dev: found none of");
    assertThatThrownBy(() -> Layout.of(folder.resolve("x"), null)).isInstanceOf(NoSuchFileException.class);
  }
}
