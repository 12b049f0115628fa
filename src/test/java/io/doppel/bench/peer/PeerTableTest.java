package io.doppel.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerTableTest {

  @Test
  void all_rows_stand_in_one_table_and_say_how_many_times_doppels_processor_time_they_take() {
    assertThat(
            PeerTable.of(
                List.of(
                    new PeerRow("Doppel", PeerRow.HERE, "embedding", 1234.4, 1234.4, "the yardstick"),
                    new PeerRow("other", "1.2.3", "embedding", 500, 1250, "least cosine 0.9"))))
        .isEqualTo(
            """
            | who    | version | what      | a second of processor time | processor time, Doppel 1 | quality          |
            | ------ | ------- | --------- | -------------------------- | ------------------------ | ---------------- |
            | Doppel | here    | embedding | 1,234                      | 1.00                     | the yardstick    |
            | other  | 1.2.3   | embedding | 500                        | 2.50                     | least cosine 0.9 |""");
  }

  @Test
  void nothing_measured_is_a_table_without_rows() {
    assertThat(PeerTable.of(List.of()).lines()).hasSize(2);
  }

  @Test
  void what_is_slower_takes_more_than_1() {
    assertThat(new PeerRow("a", "1", "b", 2, 3, "c").ratio()).isEqualTo(1.5, within(1e-12));
  }

  @Test
  void a_speed_of_nothing_is_refused() {
    assertThatThrownBy(() -> new PeerRow("a", "1", "b", 0, 1, "c"))
        .hasMessage("a speed must be above 0, got 0.0 and 1.0");
  }

  @Test
  void a_version_is_read_from_the_name_of_a_jar() {
    assertThat(JarVersion.of(Path.of("/m2/hnswlib-core-1.2.1.jar"))).isEqualTo("1.2.1");
    assertThat(JarVersion.of(Path.of("/m2/all-minilm-l6-v2-1.20.0-beta30.jar")))
        .isEqualTo("1.20.0-beta30");
    assertThat(JarVersion.of(Path.of("/target/classes"))).isEqualTo("?");
  }
}
