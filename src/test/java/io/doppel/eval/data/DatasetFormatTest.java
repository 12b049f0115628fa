package io.doppel.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFormatTest {

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
    assertThat(DatasetFormat.of(folder, null))
        .containsExactly(new DatasetFormat.Pairs(folder.resolve("pairs.validation.tsv"), "validation"));
    assertThat(DatasetFormat.of(folder, "train"))
        .containsExactly(new DatasetFormat.Pairs(folder.resolve("pairs.train.tsv"), "train"));
  }

  @Test
  void without_a_usual_split_all_are_measured() throws IOException {
    touch("pairs.binary.tsv", "pairs.category.tsv");
    assertThat(DatasetFormat.of(folder, null)).extracting(DatasetFormat::split).containsExactly("binary", "category");
  }

  @Test
  void classes_need_a_train_split() throws IOException {
    touch("class.train.tsv", "class.test.tsv");
    assertThat(DatasetFormat.of(folder, null))
        .containsExactly(
            new DatasetFormat.Classes(folder.resolve("class.train.tsv"), folder.resolve("class.test.tsv"), "test"));
  }

  @Test
  void few_examples_are_measured_on_the_texts_of_the_folder_beside_them() throws IOException {
    touch("pets-fewshot/class.train_10.tsv", "pets-fewshot/class.train_5.tsv", "pets/class.test.tsv");
    DatasetFormat.FewShot found =
        (DatasetFormat.FewShot) DatasetFormat.of(folder.resolve("pets-fewshot"), null).getFirst();
    assertThat(found.shots().keySet()).containsExactly("5", "10");
    assertThat(found.test()).isEqualTo(folder.resolve("pets/class.test.tsv"));
    assertThat(found.none()).isEmpty();
    touch("pets/class.oos_test.tsv");
    assertThat(((DatasetFormat.FewShot) DatasetFormat.of(folder.resolve("pets-fewshot"), null).getFirst()).none())
        .contains(folder.resolve("pets/class.oos_test.tsv"));
  }

  @Test
  void a_corpus_with_judgements_is_retrieval() throws IOException {
    touch("corpus.jsonl", "queries.jsonl", "qrels/test.tsv", "qrels/train.tsv");
    assertThat(DatasetFormat.of(folder, null)).containsExactly(new DatasetFormat.Retrieval(folder, "test"));
  }

  @Test
  void a_folder_with_nothing_to_measure_is_refused() throws IOException {
    touch("class.test.tsv", "readme.txt");
    assertThatThrownBy(() -> DatasetFormat.of(folder, null))
        .hasMessageStartingWith(folder + ": found none of: pairs.SPLIT.tsv");
    assertThatThrownBy(() -> DatasetFormat.of(folder, "dev"))
        .hasMessageStartingWith(folder + ": split dev: found none of");
    assertThatThrownBy(() -> DatasetFormat.of(folder.resolve("x"), null)).isInstanceOf(NoSuchFileException.class);
  }
}
