package io.doppel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

/// What helps, where something went wrong.
class AdviceTest {

  @Test
  void where_a_disk_is_full_room_has_to_be_made() {
    IOException full = new FileSystemException("/a", "/b", "No space left on device");
    assertThat(Advice.sentence(full))
        .isEqualTo("there is no room on the disk (/a -> /b: No space left on device); make room and do it again");
    assertThat(Advice.sentence(new IOException("another thing"))).isEqualTo("another thing");
  }
}
