package io.doppel.duplicates.mining.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.file.KeptFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterIdsTest {

  @TempDir private Path folder;

  @Test
  void clusters_keep_their_names_when_documents_come_and_go() {
    List<List<String>> first = List.of(List.of("a", "b", "c"), List.of("x", "y"));
    List<String> names = ClusterIds.NONE.of(first);
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[0-9a-f]{12}"));
    assertThat(ClusterIds.NONE.of(first)).isEqualTo(names);
    ClusterIds known = ClusterIds.NONE.after(first, names, _ -> true);

    assertThat(known.of(List.of(List.of("y", "x", "new"), List.of("0", "b", "c"))))
        .containsExactly(names.get(1), names.get(0));
  }

  @Test
  void the_larger_part_of_a_cluster_that_falls_apart_keeps_the_name_and_of_two_that_join_the_larger_one() {
    List<List<String>> first = List.of(List.of("a", "b", "c", "d", "e"), List.of("x", "y"));
    List<String> names = ClusterIds.NONE.of(first);
    ClusterIds known = ClusterIds.NONE.after(first, names, _ -> true);

    List<String> apart = known.of(List.of(List.of("a", "b"), List.of("c", "d", "e"), List.of("x", "y")));
    assertThat(apart.subList(1, 3)).isEqualTo(names);
    assertThat(apart.getFirst()).isNotIn(names);
    assertThat(known.of(List.of(List.of("x", "y", "a", "b", "c", "d", "e")))).containsExactly(names.getFirst());
  }

  @Test
  void a_cluster_that_was_taken_apart_has_its_name_back_when_it_is_put_together_again() throws IOException {
    List<List<String>> first = List.of(List.of("a", "b"));
    List<String> names = ClusterIds.NONE.of(first);
    KeptFile file = KeptFile.of(folder.resolve("clusters"));
    assertThat(ClusterIds.read(file)).isEqualTo(ClusterIds.NONE);
    ClusterIds.NONE.after(first, names, _ -> true).after(List.of(), List.of(), _ -> true).write(file);
    ClusterIds known = ClusterIds.read(file);
    assertThat(known.of(List.of(List.of("a", "b", "c")))).isEqualTo(names);
    assertThat(known.after(List.of(), List.of(), id -> id.equals("b")).names()).containsOnlyKeys("b");
  }
}
