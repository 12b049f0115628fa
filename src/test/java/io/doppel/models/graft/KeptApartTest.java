package io.doppel.models.graft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptApartTest {

  @TempDir Path folder;

  @Test
  void a_text_is_known_by_its_letters_and_so_is_one_with_an_ending_more() throws IOException {
    KeptApart apart =
        KeptApart.read(
            List.of(Files.writeString(folder.resolve("pairs.tsv"), "1\t1\t비가 오네요\t우산을 어디에 두었더라?\n")));
    assertThat(List.of("비가 오네요", "비가오네요!", "우산을 어디에 두었더라", "우산을 어디에 두었더라고?"))
        .allMatch(apart::has);
    assertThat(List.of("비가 왔네요", "비가", "우산을 어디에서 샀어?", "An umbrella", "")).noneMatch(apart::has);
  }

  @Test
  void a_text_is_known_in_every_normal_form() throws IOException {
    String decomposed = Normalizer.normalize("비가 오네요", Normalizer.Form.NFD);
    KeptApart apart = KeptApart.read(List.of(Files.writeString(folder.resolve("pairs.tsv"), decomposed + "\n")));
    assertThat(apart.has("비가 오네요")).isTrue();
  }

  @Test
  void nothing_is_learned_from_what_is_held_back_in_another_writing() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      lines.append("It rains %d times.\t비가 %d번 와요.\nit rains %d times\t비가 %d번 온다\n".formatted(i, i, i, i));
    }
    Path pairs = Files.writeString(folder.resolve("a.tsv"), lines);
    GraftSources sources = new GraftSources(List.of(pairs), Map.of(), List.of(), List.of());
    ParallelSentences sentences = ParallelSentences.read(sources, new GraftSettings(100, 4, BodySettings.NONE, 1));
    assertThat(sentences.heldBack()).hasSize(4);
    assertThat(sentences.learned()).hasSize(32);
  }

  @Test
  void nothing_is_kept_apart_where_there_are_no_files() throws IOException {
    assertThat(KeptApart.read(List.of()).has("비가 오네요")).isFalse();
  }

  @Test
  void of_pairs_with_such_a_text_nothing_is_learned() throws IOException {
    Path pairs = Files.writeString(folder.resolve("a.tsv"), "It rains.\t비가 와요.\nGood night\t잘 자요\n");
    Path apart = Files.writeString(folder.resolve("b.tsv"), "비가 와요\n");
    GraftSources sources = new GraftSources(List.of(pairs), Map.of(), List.of(apart), List.of());
    assertThat(ParallelSentences.read(sources, new GraftSettings(100, 0, BodySettings.NONE, 1)).learned())
        .containsExactly(new ParallelSentences.Pair("Good night", "잘 자요", 1));
  }
}
