package io.doppel.models.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.TinyTransformer;
import io.doppel.encoder.TinyTransformer.Family;
import io.doppel.encoder.graft.Graft;
import io.doppel.encoder.graft.Grafting;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.models.Origin;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraftLearnerTest {

  private static final ModelName BASE = new ModelName("tiny");
  private static final ModelName NAME = new ModelName("tiny-el");
  private static final GraftSettings SETTINGS = new GraftSettings(200, 30, BodySettings.NONE, 1);
  private static final List<String> ENGLISH =
      List.of(
          "dog",
          "cat",
          "bread",
          "water",
          "school",
          "teacher",
          "mountain",
          "river",
          "music",
          "doctor");
  private static final List<String> GREEK =
      List.of(
          "σκύλος",
          "γάτα",
          "ψωμί",
          "νερό",
          "σχολείο",
          "δάσκαλος",
          "βουνό",
          "ποτάμι",
          "μουσική",
          "γιατρός");

  @TempDir Path folder;

  private Models models;

  @BeforeEach
  void prepare() throws IOException {
    models = new Models(folder.resolve("models"));
    TinyModel.write(models.folder(), BASE.value());
  }

  @Test
  void a_word_lands_where_its_translation_does() throws IOException {
    GraftReport report = graft(NAME, sentences("pairs.tsv"));
    assertThat(report.after().otherFound()).isGreaterThan(0.9).isGreaterThan(report.before().otherFound());
    assertThat(report.after().pairs()).isEqualTo(30);
    assertThat(Origin.of(models.folder(NAME)).orElseThrow().languages()).containsExactly("el");
    assertThat(models.problems(NAME)).isEmpty();
    try (OnnxEncoder encoder = open(NAME)) {
      for (int word = 0; word < ENGLISH.size(); word++) {
        float own = cosine(encoder, ENGLISH.get(word), GREEK.get(word));
        assertThat(own)
            .as(GREEK.get(word))
            .isGreaterThan(0.7f)
            .isGreaterThan(cosine(encoder, ENGLISH.get((word + 1) % 10), GREEK.get(word)));
      }
      assertThat(encoder.legibility("σκύλος γάτα")).isEqualTo(1);
    }
  }

  @Test
  void a_text_without_new_words_keeps_its_embedding_to_the_last_bit_and_its_place_in_a_cache() throws IOException {
    graft(NAME, sentences("pairs.tsv"));
    List<String> texts = List.of("The dog sleeps at school.", "한국어 문장", "naïve café", "");
    try (OnnxEncoder base = open(BASE);
        OnnxEncoder grafted = open(NAME)) {
      for (String text : texts) {
        assertThat(grafted.encode(text, Prompt.NONE)).as(text).isEqualTo(base.encode(text, Prompt.NONE));
        assertThat(grafted.fingerprintOf(text, Prompt.NONE)).as(text).isEqualTo(base.fingerprint());
      }
      assertThat(grafted.fingerprintOf("the γάτα", Prompt.NONE))
          .isEqualTo(grafted.fingerprint())
          .isNotEqualTo(base.fingerprint());
    }
  }

  @Test
  void training_brings_texts_nearer_to_their_translations_and_changes_no_other_and_comes_out_the_same_again()
      throws IOException {
    TinyTransformer.write(models.folder(BASE), Family.BERT);
    Path file = sentences("pairs.tsv");
    graft(NAME, file);
    ModelName taught = new ModelName("taught");
    ModelName again = new ModelName("again");
    for (ModelName name : List.of(taught, again)) {
      new GraftLearner(models, (_, _, _) -> {})
          .graft(
              BASE,
              GraftSources.of(List.of(file)),
              new GraftSettings(200, 30, BodySettings.standard(3000, .1f), 1),
              name,
              List.of("el"));
    }
    assertThat(models.folder(again).resolve(Graft.FILE))
        .hasSameBinaryContentAs(models.folder(taught).resolve(Graft.FILE));
    try (OnnxEncoder base = open(BASE);
        OnnxEncoder words = open(NAME);
        OnnxEncoder encoder = open(taught)) {
      double before = 0;
      double after = 0;
      for (int word = 0; word < ENGLISH.size(); word++) {
        before += cosine(words, ENGLISH.get(word), GREEK.get(word));
        after += cosine(encoder, ENGLISH.get(word), GREEK.get(word));
        assertThat(encoder.encode(ENGLISH.get(word), Prompt.NONE))
            .isEqualTo(base.encode(ENGLISH.get(word), Prompt.NONE));
      }
      assertThat(after).isGreaterThan(before);
    }
  }

  @Test
  void pairs_that_people_found_alike_come_closer_than_those_that_they_found_different() throws IOException {
    TinyTransformer.write(models.folder(BASE), Family.BERT);
    Path file = sentences("pairs.tsv");
    List<String> texts = Files.readAllLines(file).stream().map(line -> line.split("\t", -1)[1]).toList();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i + 1 < texts.size(); i++) {
      boolean one = texts.get(i).contains("σκύλος");
      boolean other = texts.get(i + 1).contains("σκύλος");
      if (one || other) {
        lines.append("p%d\t%d\t%s\t%s\n".formatted(i, one && other ? 5 : 0, texts.get(i), texts.get(i + 1)));
      }
    }
    Path scored = Files.writeString(folder.resolve("scored.tsv"), lines);
    ModelName without = new ModelName("without");
    ModelName with = new ModelName("with");
    for (ModelName name : List.of(without, with)) {
      new GraftLearner(models, (_, _, _) -> {})
          .graft(
              BASE,
              new GraftSources(List.of(file), Map.of(), List.of(), name.equals(with) ? List.of(scored) : List.of()),
              new GraftSettings(200, 30, new BodySettings(3000, 0, 8, 5e-3, 5e-3), 1),
              name,
              List.of("el"));
    }
    assertThat(lead(with, lines.toString())).isGreaterThan(lead(without, lines.toString()) + 0.005);
  }

  @Test
  void an_earlier_graft_is_gone_on_from_where_it_ended_and_with_its_words() throws IOException {
    TinyTransformer.write(models.folder(BASE), Family.BERT);
    Path file = sentences("pairs.tsv");
    ModelName first = new ModelName("first");
    ModelName next = new ModelName("next");
    GraftLearner learner = new GraftLearner(models, (_, _, _) -> {});
    GraftSources sources = GraftSources.of(List.of(file));
    learner.graft(
        BASE, sources, new GraftSettings(200, 30, new BodySettings(3000, 0, 8, 5e-3, 5e-3), 1), first, List.of("el"));
    BodySettings oneSmallStep = new BodySettings(1, 0, 16, 1e-5, 0);
    learner.graft(BASE, sources, new GraftSettings(100, 30, first, oneSmallStep, 1), next, List.of("el"));
    Graft before = Graft.read(models.folder(first).resolve(Graft.FILE));
    Graft after = Graft.read(models.folder(next).resolve(Graft.FILE));
    assertThat(after.tokens()).isEqualTo(before.tokens());
    assertThat(after.values()).isEqualTo(before.values());
    assertThat(after.matrices()).allMatch(matrix -> matrix.rank() == 8);
    try (OnnxEncoder one = open(first);
        OnnxEncoder other = open(next)) {
      for (String word : GREEK) {
        Embedding known = one.encode(word, Prompt.NONE);
        assertThat(other.encode(word, Prompt.NONE).cosine(known)).as(word).isGreaterThan(.9999f);
      }
    }
  }

  @Test
  void only_a_graft_of_the_same_base_is_gone_on_from_and_only_to_learn() throws IOException {
    Path file = sentences("pairs.tsv");
    graft(NAME, file);
    BodySettings body = BodySettings.standard(48, 0);
    assertThatThrownBy(() -> new GraftSettings(200, 30, NAME, BodySettings.NONE, 1))
        .hasMessage("--from needs --train: without it nothing is learned beyond tiny-el");
    assertThatThrownBy(() -> goOn(file, BASE, body)).hasMessage("model tiny is no graft");
    new TinyModel().words(List.of("more")).writeTo(models.folder(BASE));
    assertThatThrownBy(() -> goOn(file, NAME, body))
        .hasMessage("model tiny-el is a graft of another model: of tiny, or of other files of it");
    assertThat(models.names()).containsExactly(BASE, NAME);
  }

  private void goOn(Path file, ModelName from, BodySettings body) throws IOException {
    new GraftLearner(models, (_, _, _) -> {})
        .graft(
            BASE,
            GraftSources.of(List.of(file)),
            new GraftSettings(200, 30, from, body, 1),
            new ModelName("next"),
            List.of("el"));
  }

  /// The mean cosine of pairs that are alike, less that of those that are not.
  private double lead(ModelName name, String lines) throws IOException {
    try (OnnxEncoder encoder = open(name)) {
      Map<String, Double> means =
          lines
              .lines()
              .map(line -> line.split("\t", -1))
              .collect(
                  Collectors.groupingBy(
                      pair -> pair[1], Collectors.averagingDouble(pair -> cosine(encoder, pair[2], pair[3]))));
      return means.getOrDefault("5", 0.0) - means.getOrDefault("0", 0.0);
    }
  }

  @Test
  void the_same_sentences_and_seed_make_the_same_model() throws IOException {
    graft(NAME, sentences("pairs.tsv.gz"));
    ModelName again = new ModelName("again");
    graft(again, sentences("pairs.tsv"));
    for (String file : List.of(Graft.FILE, "model.onnx", "tokenizer.json")) {
      assertThat(models.folder(again).resolve(file)).as(file).hasSameBinaryContentAs(models.folder(NAME).resolve(file));
    }
  }

  @Test
  void a_model_is_put_together_of_its_base_and_what_came_to_it() throws IOException {
    graft(NAME, sentences("pairs.tsv"));
    Path made = models.folder(NAME);
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Files.copy(made.resolve(Graft.FILE), copy.resolve(Graft.FILE));
    Grafting.assemble(models.folder(BASE), copy);
    for (String file : List.of("model.onnx", "tokenizer.json")) {
      assertThat(copy.resolve(file)).as(file).hasSameBinaryContentAs(made.resolve(file));
    }
    Path other = new TinyModel().words(List.of("more")).writeTo(folder.resolve("other"));
    assertThatThrownBy(() -> Grafting.assemble(other, copy))
        .hasMessageEndingWith("was made for another tiny than the one in " + other);
  }

  @Test
  void what_cannot_be_learned_from_is_refused_in_a_sentence_and_leaves_no_model() throws IOException {
    Path same = Files.writeString(folder.resolve("same.tsv"), "the dog\tder Hund\n".repeat(50));
    assertThatThrownBy(() -> graft(NAME, same))
        .hasMessageStartingWith(
            "the other language is written in the letters of the model's own (LATIN)");
    Path empty = Files.writeString(folder.resolve("empty.tsv"), "");
    assertThatThrownBy(() -> graft(NAME, empty))
        .hasMessage("no pair of sentences is left to learn from: the files have none, or all are kept apart");
    Path digits = Files.writeString(folder.resolve("digits.tsv"), "the year 1\t1\n".repeat(50));
    assertThatThrownBy(() -> graft(NAME, digits))
        .hasMessage("none of 1 pairs of sentences has letters in the other language");
    Path broken = Files.writeString(folder.resolve("broken.tsv"), "dog\tσκύλος\nonly one\n");
    assertThatThrownBy(() -> graft(NAME, broken))
        .hasMessageStartingWith(broken + ", line 2 is no pair of sentences")
        .hasMessageEndingWith("got \"only one\"");
    assertThatThrownBy(() -> new GraftSettings(99, 0, BodySettings.NONE, 1))
        .hasMessage("pieces must be 100 to 100000, got 99");
    assertThatThrownBy(() -> BodySettings.standard(0, 2)).hasMessage("joined must be 0 to 1, got 2");
    assertThat(models.folder()).isDirectoryNotContaining("glob:**tiny-el*");
    assertThat(models.names()).containsExactly(BASE);
  }

  @Test
  void whoever_does_not_want_it_any_more_gets_no_model() throws IOException {
    Path file = sentences("pairs.tsv");
    assertThatThrownBy(() -> Cancellation.within(() -> true, () -> graft(NAME, file)))
        .isInstanceOf(CancellationException.class);
    assertThat(models.folder()).isDirectoryNotContaining("glob:**tiny-el*");
    assertThat(models.names()).containsExactly(BASE);
  }

  private GraftReport graft(ModelName name, Path file) throws IOException {
    return new GraftLearner(models, (_, _, _) -> {})
        .graft(BASE, GraftSources.of(List.of(file)), SETTINGS, name, List.of("el"));
  }

  private OnnxEncoder open(ModelName name) throws IOException {
    return OnnxEncoder.load(models.folder(name), EncoderSettings.standard());
  }

  private static float cosine(OnnxEncoder encoder, String one, String other) {
    return encoder.encode(one, Prompt.NONE).cosine(encoder.encode(other, Prompt.NONE));
  }

  private Path sentences(String name) throws IOException {
    Random random = new Random(7);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      List<Integer> words = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
      Collections.shuffle(words, random);
      List<Integer> chosen = words.subList(0, 3);
      lines.append(String.join(" ", chosen.stream().map(ENGLISH::get).toList())).append('\t');
      lines.append(String.join(" ", chosen.stream().map(GREEK::get).toList())).append('\n');
    }
    Path file = folder.resolve(name);
    try (OutputStream bytes = Files.newOutputStream(file);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes) {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
