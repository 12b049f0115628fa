package io.doppel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StandardInputTest {

  @Test
  void all_of_it_is_read_and_then_its_end() throws IOException {
    byte[] content = new byte[300_000];
    new Random(1).nextBytes(content);
    try (InputStream in = StandardInput.of(new ByteArrayInputStream(content), () -> false)) {
      assertThat(in.read()).isEqualTo(Byte.toUnsignedInt(content[0]));
      assertThat(in.readAllBytes()).hasSize(299_999).endsWith(content[299_999]);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void nobody_who_is_stopped_waits_for_a_line_that_does_not_come() throws IOException {
    AtomicBoolean stopped = new AtomicBoolean();
    try (PipedOutputStream out = new PipedOutputStream();
        InputStream silent = new PipedInputStream(out);
        InputStream in = StandardInput.of(silent, stopped::get)) {
      out.write('a');
      out.flush();
      assertThat(in.read()).isEqualTo('a');
      Thread.startVirtualThread(() -> stopped.set(true));
      assertThatThrownBy(in::read).isInstanceOf(CancellationException.class);
    }
  }
}
