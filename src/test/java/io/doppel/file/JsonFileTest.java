package io.doppel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileTest {

  record Pet(String name, int legs) {

    Pet {
      if (legs < 0) {
        throw new IllegalArgumentException("legs");
      }
    }
  }

  private static final JsonFile<Pet> FILE = new JsonFile<>("pet.json", Pet.class, "pets", "delete it");

  @TempDir Path folder;

  @Test
  void what_was_kept_is_read_again_until_it_is_deleted() throws IOException {
    assertThat(FILE.read(folder)).isEmpty();
    FILE.write(folder, new Pet("고양이", 4));
    assertThat(FILE.read(folder)).contains(new Pet("고양이", 4));
    FILE.delete(folder);
    FILE.delete(folder);
    assertThat(FILE.read(folder)).isEmpty();
  }

  @Test
  void a_file_that_holds_something_else_is_named_with_what_to_do() throws IOException {
    Path file = folder.resolve("pet.json");
    for (String content :
        new String[] {
          "", "{", "7", "null", "{\"name\":\"cat\",\"legs\":null}", "{\"name\":\"cat\",\"legs\":-1}"
        }) {
      Files.writeString(file, content);
      assertThatThrownBy(() -> FILE.read(folder))
          .as(content)
          .isInstanceOf(IOException.class)
          .hasMessage("%s holds no pets; delete it", file);
    }
  }
}
