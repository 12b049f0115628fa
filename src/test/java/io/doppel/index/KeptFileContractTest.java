package io.doppel.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.file.KeptFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every backend promises of the files that are kept beside an index.
@NullMarked
abstract class KeptFileContractTest {

  private static final Passport PASSPORT = Samples.passport(8, "mean");

  /// The same each time, empty at first.
  abstract Catalog catalog();

  @BeforeEach
  void makesAnIndex() throws IOException {
    catalog().create("things", PASSPORT).close();
  }

  private KeptFile file() {
    return catalog().file("things", "said.txt");
  }

  private static String text(Optional<byte[]> content) {
    return new String(content.orElseThrow(), UTF_8);
  }

  @Test
  void bytes_of_any_kind_are_kept_as_they_are() throws IOException {
    byte[] cut = Arrays.copyOf("하나".getBytes(UTF_8), 4);
    file().write(cut);
    assertThat(file().read()).hasValue(cut);
  }

  @Test
  void a_file_is_not_there_until_it_is_written_and_then_for_everybody() throws IOException {
    Object before = file().version();
    assertThat(file().exists()).isFalse();
    assertThat(file().read()).isEmpty();
    file().delete();
    file().write("하나".getBytes(UTF_8));
    assertThat(file().exists()).isTrue();
    assertThat(text(file().read())).isEqualTo("하나");
    Object first = file().version();
    assertThat(first).isNotEqualTo(before).isEqualTo(file().version());
    file().write("둘".getBytes(UTF_8));
    assertThat(text(file().read())).isEqualTo("둘");
    assertThat(file().version()).isNotEqualTo(first);
    assertThat(catalog().file("things", "other.txt").exists()).isFalse();
    file().delete();
    assertThat(file().exists()).isFalse();
    assertThat(file().read()).isEmpty();
  }

  @Test
  void a_change_that_leaves_the_content_as_it_is_writes_nothing() throws IOException {
    file().write("one".getBytes(UTF_8));
    Object before = file().version();
    file().change(content -> content);
    assertThat(file().version()).isEqualTo(before);
    assertThat(text(file().read())).isEqualTo("one");
  }

  @Test
  void a_large_file_is_read_whole_or_from_a_byte_on() throws IOException {
    byte[] content = new byte[1_500_000];
    Random random = new Random(5);
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) ('a' + random.nextInt(26));
    }
    file().write(content);
    assertThat(file().read()).hasValue(content);
    for (int from : new int[] {1, 524_287, 524_288, 524_289, 1_400_000, content.length}) {
      assertThat(file().read(from)).hasValue(Arrays.copyOfRange(content, from, content.length));
    }
    assertThat(file().read(content.length + 1)).isEmpty();
    file().write(new byte[0]);
    assertThat(file().read()).hasValue(new byte[0]);
    assertThat(file().read(1)).isEmpty();
  }

  @Test
  void lines_are_added_behind_what_is_there() throws IOException {
    file().append("one");
    long end = file().read().orElseThrow().length;
    file().append("둘");
    assertThat(text(file().read()).lines().filter(line -> !line.isEmpty())).containsExactly("one", "둘");
    assertThat(text(file().read(end)).strip()).isEqualTo("둘");
    file().write("cut off".getBytes(UTF_8));
    String line = "x".repeat(30_000);
    for (int i = 0; i < 6; i++) {
      file().append(line + i);
    }
    assertThat(text(file().read()).lines().filter(each -> !each.isEmpty()).map(each -> each.replace(line, "x")))
        .containsExactly("cut off", "x0", "x1", "x2", "x3", "x4", "x5");
  }

  @Test
  void what_several_write_at_once_is_all_there() throws Exception {
    int writers = 3;
    int each = 8;
    try (ExecutorService pool = Executors.newFixedThreadPool(2 * writers)) {
      List<Future<?>> all = new ArrayList<>();
      KeptFile counted = catalog().file("things", "count.txt");
      for (int writer = 0; writer < writers; writer++) {
        String name = "w" + writer + "-";
        all.add(
            pool.submit(() -> {
              for (int i = 0; i < each; i++) {
                file().append(name + i);
              }
              return name;
            }));
        all.add(
            pool.submit(() -> {
              for (int i = 0; i < each; i++) {
                counted.change(
                    before ->
                        Optional.of(
                            Integer.toString(before.map(bytes -> Integer.parseInt(new String(bytes, UTF_8))).orElse(0)
                                    + 1)
                                .getBytes(UTF_8)));
              }
              return name;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
      assertThat(text(counted.read())).isEqualTo(Integer.toString(writers * each));
    }
    assertThat(text(file().read()).lines().filter(line -> !line.isEmpty()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, writers)
                .boxed()
                .flatMap(writer -> IntStream.range(0, each).mapToObj(i -> "w" + writer + "-" + i))
                .toList());
  }

  @Test
  void a_change_that_fails_leaves_the_file_as_it_was_and_one_to_nothing_deletes_it() throws IOException {
    file().write("before".getBytes(UTF_8));
    assertThatThrownBy(
            () ->
                file().change(_ -> {
                  throw new IOException("no");
                }))
        .hasMessage("no");
    assertThat(text(file().read())).isEqualTo("before");
    file().change(_ -> Optional.empty());
    assertThat(file().exists()).isFalse();
  }

  @Test
  void files_go_with_their_index_and_cannot_be_written_without_one() throws IOException {
    KeptFile kept = file();
    kept.write("for the first one".getBytes(UTF_8));
    catalog().delete("things");
    assertThat(kept.exists()).isFalse();
    assertThatThrownBy(() -> kept.write("too late".getBytes(UTF_8))).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> kept.append("too late")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> kept.change(_ -> Optional.of(new byte[0]))).isInstanceOf(NoSuchFileException.class);
    catalog().create("things", PASSPORT).close();
    assertThat(kept.exists()).isFalse();
  }

  @Test
  void files_stay_when_the_index_is_made_anew() throws IOException {
    file().write("stays".getBytes(UTF_8));
    try (StoredDocuments documents = catalog().rebuild("things")) {
      documents.replacement(PASSPORT, documents.settings()).close();
      documents.replace();
    }
    assertThat(text(file().read())).isEqualTo("stays");
  }
}
