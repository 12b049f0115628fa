package io.doppel.training;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.TinyTransformer.Family;
import io.doppel.encoder.TinyTransformer;
import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.encoder.graft.TinyGraft;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.profile.NeutralTexts;
import io.doppel.file.Folders;
import io.doppel.learn.loss.SupervisedContrastive;
import io.doppel.learn.loss.TripletShares;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.models.Origin;
import io.doppel.models.Staging;
import io.doppel.training.example.ExampleFile;
import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Examples.Kind;
import io.doppel.training.example.Examples;
import io.doppel.training.example.Split;
import io.doppel.training.learner.Learner;
import io.doppel.training.learner.Method;
import io.doppel.vector.Matrix;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {

  private static final List<String> SUBJECTS =
      List.of("cat", "dog", "bird", "horse", "fish", "tree", "flower", "river", "city", "car");
  private static final List<String> FILLERS =
      List.of(
          "time", "year", "people", "way", "day", "man", "place", "week", "group", "room", "month",
          "book");

  @TempDir private Path folder;

  @Test
  void an_adapter_learns_which_word_of_a_text_counts() throws IOException {
    Path model = TinyModel.write(folder, "tiny");
    Path copy = TinyModel.write(folder, "copy");
    Split split = Split.of(pairs(600), 0.4, new Random(1));
    Outcome outcome = trainer(model, Method.of("adapter", 4, 1), 20).train(split, copy, checkpoint());
    assertThat(outcome.after()).isGreaterThan(outcome.before() + 0.05);
    assertThat(outcome.difference().low()).isGreaterThan(0);
    assertThat(Files.readString(copy.resolve("modules.json"))).contains("3_Dense", "4_Normalize");
    try (OnnxEncoder trained = OnnxEncoder.load(copy, EncoderSettings.standard());
        OnnxEncoder before = OnnxEncoder.load(model, EncoderSettings.standard())) {
      assertThat(similarity(trained)).isGreaterThan(similarity(before));
      assertThat(trained.base().encode("cat", Prompt.NONE)).isEqualTo(before.encode("cat", Prompt.NONE));
    }
  }

  @Test
  void an_adapter_embeds_nothing_that_the_cache_has_and_learns_the_same_to_the_bit() throws IOException {
    Path model = TinyModel.write(folder, "tiny");
    Split split = Split.of(pairs(100), 0.4, new Random(1));
    TrainingOptions options = new TrainingOptions(Method.of("adapter", 1, 1), "", 0, false, 1, 7);
    try (EmbeddingCache cache = EmbeddingCache.in(folder.resolve("cache"), 1 << 24)) {
      for (String copy : List.of("first", "second")) {
        new Trainer(model, cache, options, new Silent(), () -> false)
            .train(split, TinyModel.write(folder, copy), folder.resolve(copy + ".checkpoint"));
        assertThat(cache.lookups().misses())
            .isEqualTo(split.train().texts().size()
                + split.dev().texts().size()
                + split.test().texts().size()
                + GuardSet.read().texts().size());
      }
    }
    Path file = Path.of("3_Dense/model.safetensors");
    assertThat(Files.mismatch(folder.resolve("first").resolve(file), folder.resolve("second").resolve(file)))
        .isEqualTo(-1);
  }

  @Test
  void as_much_of_what_was_learned_is_taken_as_general_similarity_allows() throws IOException {
    Path model = TinyModel.write(folder, "tiny");
    for (double allowed : new double[] {1, 0.3, 0.04, 0}) {
      AtomicReference<Double> last = new AtomicReference<>(0.0);
      try (Learner learner = Learner.open(model, Method.of("adapter", 1, 1), 7, EmbeddingCache.none())) {
        Learner watched =
            (Learner)
                Proxy.newProxyInstance(
                    Learner.class.getClassLoader(),
                    new Class<?>[] {Learner.class},
                    (_, method, arguments) -> {
                      if (method.getName().equals("blend")) {
                        last.set((Double) arguments[0]);
                      }
                      return method.invoke(learner, arguments);
                    });
        double taken = Trainer.blend(watched, () -> last.get() <= allowed);
        // Where nothing can be taken all of it is kept, to be refused by its measure.
        assertThat(taken).isEqualTo(allowed == 0 ? 1 : Math.floor(allowed * 32) / 32);
      }
    }
  }

  @Test
  void no_sentence_that_is_held_says_afterwards_what_was_forgotten() throws IOException {
    assertThat(NeutralTexts.sentences()).isNotEmpty().doesNotContainAnyElementsOf(GuardSet.read().texts());
  }

  @Test
  void sentences_of_general_language_stay_the_nearer_to_where_they_were_the_more_they_are_held() throws IOException {
    Path model = TinyTransformer.write(folder.resolve("tiny"), Family.BERT);
    Split split = Split.of(pairs(300), 0.4, new Random(1));
    List<Double> kept = new ArrayList<>();
    for (double anchor : new double[] {0, 100}) {
      Path copy = TinyTransformer.write(folder.resolve("copy" + anchor), Family.BERT);
      TrainingOptions options = new TrainingOptions(Method.of("full", 1, 1), "", 3e-3, anchor, false, 3, 7);
      new Trainer(model, EmbeddingCache.none(), options, new Silent(), () -> false).train(split, copy, checkpoint());
      try (OnnxEncoder trained = OnnxEncoder.load(copy, EncoderSettings.standard());
          OnnxEncoder before = OnnxEncoder.load(model, EncoderSettings.standard())) {
        kept.add(
            NeutralTexts.sentences().stream()
                .mapToDouble(text -> before.encode(text, Prompt.NONE).cosine(trained.encode(text, Prompt.NONE)))
                .average()
                .orElseThrow());
      }
    }
    assertThat(kept.get(1)).isGreaterThan(kept.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lora", "layers", "full"})
  void the_same_seed_learns_the_same_to_the_bit(String method) throws IOException {
    Path model = TinyTransformer.write(folder.resolve("tiny"), Family.BERT);
    List<String> texts = pairs(16).texts();
    List<Matrix> learned = new ArrayList<>();
    for (int time = 0; time < 2; time++) {
      Path copy = TinyTransformer.write(folder.resolve("copy" + time), Family.BERT);
      try (Learner learner = Learner.open(model, Method.of(method, 2, 1), 7, EmbeddingCache.none())) {
        learned.add(learner.embed(texts, Prompt.DOCUMENT));
        for (int step = 0; step < 3; step++) {
          learner.step(
              texts,
              Prompt.DOCUMENT,
              embeddings ->
                  new SupervisedContrastive(20)
                      .of(List.of(embeddings), labels(texts))
                      .gradients()
                      .getFirst(),
              1e-3);
        }
        learned.add(learner.embed(texts, Prompt.DOCUMENT));
        learner.save(copy, false);
      }
    }
    assertThat(learned.get(1).toArray()).isEqualTo(learned.get(3).toArray()).isNotEqualTo(learned.get(0).toArray());
    Path graph = Path.of("model.onnx");
    assertThat(
            Files.mismatch(
                folder.resolve("copy0").resolve(graph), folder.resolve("copy1").resolve(graph)))
        .isEqualTo(-1);
    assertThat(Files.mismatch(folder.resolve("copy0").resolve(graph), model.resolve(graph))).isPositive();
  }

  private static double[] labels(List<String> texts) {
    return texts.stream().mapToDouble(text -> text.charAt(0)).toArray();
  }

  @ParameterizedTest
  @EnumSource(names = "TEXTS", mode = EnumSource.Mode.EXCLUDE)
  void every_loss_of_every_kind_of_examples_trains(Kind kind) throws IOException {
    Path model = TinyModel.write(folder, "tiny");
    Split split = Split.of(examples(kind), 0.4, new Random(1));
    for (String loss : Losses.names(kind)) {
      Path copy = TinyModel.write(folder, "copy-" + loss);
      Outcome outcome =
          new Trainer(
                  model, EmbeddingCache.none(),
                  new TrainingOptions(Method.of("adapter", 1, 1), loss, 0, false, 1, 3),
                  new Silent(),
                  () -> false)
              .train(split, copy, checkpoint());
      assertThat(outcome.steps()).as(loss).isPositive();
      assertThat(outcome.curve()).as(loss).allMatch(Double::isFinite);
    }
  }

  @Test
  void no_text_is_in_two_parts_of_a_split() {
    List<Example> chained = new ArrayList<>(pairs(200).all());
    for (int i = 0; i < 50; i++) {
      chained.add(new Example(List.of("chain " + i, "chain " + (i + 1)), 1));
    }
    Split split = Split.of(new Examples(Kind.PAIRS, chained), 0.3, new Random(4));
    Set<String> train = new HashSet<>(split.train().texts());
    assertThat(split.dev().texts()).noneMatch(train::contains);
    Set<String> dev = new HashSet<>(split.dev().texts());
    assertThat(split.test().texts()).noneMatch(train::contains).noneMatch(dev::contains);
    assertThat(split.train().size() + split.dev().size() + split.test().size()).isEqualTo(chained.size());
  }

  @Test
  void texts_that_differ_by_case_spaces_or_normal_form_alone_are_held_out_together() {
    List<Example> all = new ArrayList<>(pairs(200).all());
    all.add(new Example(List.of("How do I  pay?", "Wie zahle ich?"), 1));
    all.add(new Example(List.of("how do i pay?", "결제"), 1));
    all.add(new Example(List.of(Normalizer.normalize("결제", Normalizer.Form.NFD), "pay"), 0));
    for (int seed = 0; seed < 20; seed++) {
      Split split = Split.of(new Examples(Kind.PAIRS, all), 0.4, new Random(seed));
      assertThat(Stream.of(split.train(), split.dev(), split.test()))
          .filteredOn(part -> part.texts().stream().anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("pay")))
          .hasSize(1);
    }
    Examples held = new Examples(Kind.PAIRS, pairs(60).all());
    List<Example> same =
        held.all().stream()
            .map(each -> new Example(List.of(each.texts().get(0).toUpperCase(Locale.ROOT), each.texts().get(1)), 1))
            .toList();
    all.addAll(same);
    assertThat(Split.of(new Examples(Kind.PAIRS, all), held, new Random(1)).leftOut()).isGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 15, 19, 20, 40, 400})
  void however_many_classes_there_are_what_is_held_out_can_be_measured(int classes) {
    List<Example> all = new ArrayList<>();
    int count = Math.max(200, 20 * classes);
    for (int i = 0; i < count; i++) {
      all.add(new Example(List.of("text " + i), i % classes));
    }
    Split split = Split.of(new Examples(Kind.CLASSES, all), 0.2, new Random(classes));
    for (Examples held : List.of(split.dev(), split.test())) {
      Map<Double, Long> counts = held.all().stream().collect(groupingBy(Example::label, counting()));
      assertThat(counts).hasSizeGreaterThanOrEqualTo(2);
      assertThat(counts.values()).allMatch(each -> each >= 2);
      assertThat(held.size()).isBetween(count / 20, count / 5);
    }
    assertThat(split.train().texts()).doesNotContainAnyElementsOf(split.dev().texts());
  }

  @Test
  void of_many_held_out_classes_whole_ones_are_looked_at() {
    List<Example> train = new ArrayList<>();
    List<Example> held = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      train.add(new Example(List.of("train " + i), i % 600));
      held.add(new Example(List.of("held " + i), i % 600));
    }
    Split split =
        Split.of(new Examples(Kind.CLASSES, train), new Examples(Kind.CLASSES, held), new Random(1));
    assertThat(split.dev().size()).isLessThanOrEqualTo(510);
    assertThat(split.dev().all().stream().collect(groupingBy(Example::label, counting())).values())
        .hasSizeGreaterThan(20)
        .allMatch(count -> count >= 2);
  }

  @Test
  void what_is_the_same_whatever_is_learned_is_refused_before_it_is_learned() {
    List<Example> one = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      one.add(new Example(List.of("held " + i, "other " + i), 1));
    }
    Examples held = new Examples(Kind.PAIRS, one);
    assertThatThrownBy(() -> Split.of(pairs(100), held, new Random(1)))
        .hasMessageStartingWith("held-out pairs must have at least two labels")
        .hasMessageEndingWith("have 1.0");
    List<Example> singles = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      singles.add(new Example(List.of("single " + i), i));
    }
    assertThatThrownBy(
            () -> Split.of(examples(Kind.CLASSES), new Examples(Kind.CLASSES, singles), new Random(1)))
        .hasMessageStartingWith("held-out texts must be of at least 2 classes with 2 texts each");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20, 96, 150})
  void an_epoch_of_classes_has_about_as_many_texts_as_there_are(int classes) {
    List<Example> all = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      all.add(new Example(List.of("text " + i), i % classes));
    }
    Batches batches = new Batches(new Examples(Kind.CLASSES, all), "contrastive", 3);
    int seen = 0;
    for (int step = 0; step < batches.ofAnEpoch(); step++) {
      seen += batches.next().size();
    }
    assertThat(seen).isBetween(3_000, 3_200);
  }

  @Test
  void of_judged_pairs_those_stand_for_each_other_whose_label_is_high() {
    List<Example> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(new Example(List.of("one " + i, "other " + i), i % 3 - 2));
    }
    assertThat(new Batches(new Examples(Kind.PAIRS, all), "info-nce", 3).next())
        .isNotEmpty()
        .allMatch(each -> each.label() == 0);
    Examples unlike = new Examples(Kind.PAIRS, all.stream().filter(each -> each.label() == 0).toList());
    assertThatThrownBy(() -> Losses.check(unlike, "info-nce"))
        .hasMessageStartingWith("all 20 pairs that are left to learn from have the label 0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lora", "layers", "full"})
  void a_model_whose_graph_lies_deeper_is_trained_as_any_other(String method) throws IOException {
    Models models = new Models(folder.resolve("models"));
    Path model = TinyTransformer.write(folder.resolve("models/tiny"), Family.BERT);
    Files.createDirectories(model.resolve("onnx"));
    Files.move(model.resolve("model.onnx"), model.resolve("onnx/model.onnx"));
    List<String> texts = pairs(16).texts();
    try (Staging copy = models.copy(new ModelName("tiny"), new ModelName("mine"));
        Learner learner = Learner.open(model, Method.of(method, 2, 1), 7, EmbeddingCache.none())) {
      for (int step = 0; step < 2; step++) {
        learner.step(texts, Prompt.DOCUMENT, embeddings -> embeddings, 1e-2);
      }
      learner.save(copy.folder(), false);
      assertThat(Files.mismatch(copy.folder().resolve("model.onnx"), model.resolve("onnx/model.onnx"))).isPositive();
    }
  }

  @Test
  void an_adapter_of_a_grafted_model_finds_what_its_base_has_embedded() throws IOException {
    Path models = folder.resolve("models");
    Path grafted = TinyGraft.write(models, "base", "grafted", List.of("가", "##나"));
    try (EmbeddingCache cache = EmbeddingCache.in(folder.resolve("cache"), 1 << 24);
        Staging copy = copyOf(models, "grafted")) {
      try (CachingEncoder base = new CachingEncoder(load(models.resolve("base")), cache)) {
        base.encode(List.of("the cat"), Prompt.DOCUMENT);
      }
      TrainingOptions options = new TrainingOptions(Method.of("adapter", 1, 1), "", 0, false, 1, 7);
      new Trainer(grafted, cache, options, new Silent(), () -> false)
          .train(Split.of(pairs(100), 0.4, new Random(1)), copy.folder(), checkpoint());
      copy.install(Origin.trained(grafted, Optional.empty()));
      long missed = cache.lookups().misses();
      try (CachingEncoder trained = new CachingEncoder(load(models.resolve("mine")), cache)) {
        trained.encode(List.of("the cat"), Prompt.DOCUMENT);
        assertThat(cache.lookups().misses()).isEqualTo(missed);
      }
    }
  }

  private static Staging copyOf(Path models, String name) throws IOException {
    return new Models(models).copy(new ModelName(name), new ModelName("mine"));
  }

  private static OnnxEncoder load(Path model) throws IOException {
    return OnnxEncoder.load(model, EncoderSettings.standard());
  }

  @Test
  void a_checkpoint_that_cannot_be_written_ends_nothing() throws IOException {
    Path model = TinyModel.write(folder, "tiny");
    Path full = folder.resolve(".full");
    Files.createDirectories(full.resolve("inside"));
    Outcome outcome =
        trainer(model, Method.of("adapter", 1, 1), 1)
            .train(Split.of(pairs(100), 0.4, new Random(1)), TinyModel.write(folder, "copy"), full);
    assertThat(outcome.steps()).isPositive();
    assertThat(full.resolveSibling(".full.part")).doesNotExist();
  }

  @Test
  void texts_alone_make_a_model_that_tells_them_apart_and_the_same_seed_the_same_one() throws IOException {
    Path model = TinyTransformer.write(folder.resolve("tiny"), Family.BERT);
    Examples held = pairs(80);
    Split split = Split.of(examples(Kind.TEXTS), held, new Random(1));
    TrainingOptions options = new TrainingOptions(Method.of("full", 1, 1), "", 1e-2, false, 2, 7);
    for (String name : List.of("one", "other")) {
      Path copy = TinyTransformer.write(folder.resolve(name), Family.BERT);
      Outcome outcome =
          new Trainer(model, EmbeddingCache.none(), options, new Silent(), () -> false)
              .train(split, copy, folder.resolve("." + name));
      assertThat(outcome.steps()).isPositive();
      assertThat(outcome.curve()).allMatch(Double::isFinite);
    }
    Path file = Path.of("model.onnx");
    assertThat(Files.mismatch(folder.resolve("one").resolve(file), folder.resolve("other").resolve(file)))
        .isEqualTo(-1);
    TrainingOptions adapter = new TrainingOptions(Method.of("adapter", 1, 1), "", 0, false, 1, 7);
    assertThatThrownBy(
            () ->
                new Trainer(model, EmbeddingCache.none(), adapter, new Silent(), () -> false).check(split.train()))
        .hasMessageContaining("an adapter has none");
  }

  @Test
  void who_stops_it_before_the_first_step_has_nothing() throws IOException {
    Path model = TinyModel.write(folder, "tiny");
    Path copy = TinyModel.write(folder, "copy");
    Split split = Split.of(pairs(100), 0.4, new Random(1));
    TrainingOptions options = new TrainingOptions(Method.of("adapter", 1, 1), "", 0, false, 5, 3);
    assertThatThrownBy(
            () ->
                new Trainer(model, EmbeddingCache.none(), options, new Silent(), () -> true)
                    .train(split, copy, checkpoint()))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void who_stops_it_gets_the_best_so_far() throws IOException {
    Path model = TinyModel.write(folder, "tiny");
    AtomicBoolean stop = new AtomicBoolean();
    TrainingListener stopping =
        new Silent() {
          @Override
          public void step(int step, int steps, double loss, double dev, double secondsLeft) {
            stop.set(true);
          }
        };
    Outcome outcome =
        new Trainer(
                model, EmbeddingCache.none(),
                new TrainingOptions(Method.of("adapter", 1, 1), "", 1, false, 50, 3),
                stopping,
                stop::get)
            .train(Split.of(pairs(100), 0.4, new Random(1)), TinyModel.write(folder, "copy"), checkpoint());
    // A step at so high a rate that nobody has looked at yet is none of the best.
    assertThat(outcome.steps()).isEqualTo(1);
    assertThat(outcome.after()).isCloseTo(outcome.before(), within(1e-6));
    assertThat(outcome.isBetter()).isFalse();
    assertThat(outcome.reason()).contains("not surely better");
  }

  @ParameterizedTest
  @ValueSource(strings = {"adapter", "lora", "full"})
  void who_goes_on_after_a_stop_comes_to_the_same_bits(String method) throws IOException {
    Path model = TinyTransformer.write(folder.resolve("tiny"), Family.BERT);
    TrainingOptions options = new TrainingOptions(Method.of(method, 2, 1), "", 0, false, 3, 7);
    Split split = Split.of(pairs(300), 0.4, new Random(1));
    Outcome whole =
        new Trainer(model, EmbeddingCache.none(), options, new Silent(), () -> false)
            .train(split, TinyTransformer.write(folder.resolve("whole"), Family.BERT), checkpoint());
    Files.delete(checkpoint());
    stop(model, options, split, whole.steps());
    TrainingOptions others = new TrainingOptions(Method.of(method, 2, 1), "", 0, false, 3, 8);
    assertThat(resumed(model, others, split)).isZero();
    stop(model, options, split, whole.steps());
    assertThat(resumed(model, options, split)).isPositive();
    Path file = Path.of(method.equals("adapter") ? "3_Dense/model.safetensors" : "model.onnx");
    assertThat(Files.mismatch(folder.resolve("whole").resolve(file), folder.resolve("rest").resolve(file)))
        .isEqualTo(-1);
  }

  private void stop(Path model, TrainingOptions options, Split split, int steps) throws IOException {
    Folders.delete(folder.resolve("part"));
    AtomicInteger done = new AtomicInteger();
    TrainingListener counting =
        new Silent() {
          @Override
          public void step(int step, int steps, double loss, double dev, double secondsLeft) {
            done.incrementAndGet();
          }
        };
    Outcome part =
        new Trainer(model, EmbeddingCache.none(), options, counting, () -> done.get() >= 5)
            .train(split, TinyTransformer.write(folder.resolve("part"), Family.BERT), checkpoint());
    assertThat(part.steps()).isBetween(1, steps - 1);
    assertThat(checkpoint()).exists();
  }

  /// The step that a run goes on from; its model is in `rest`.
  private int resumed(Path model, TrainingOptions options, Split split) throws IOException {
    int[] from = new int[1];
    Folders.delete(folder.resolve("rest"));
    new Trainer(
            model, EmbeddingCache.none(),
            options,
            new Silent() {
              @Override
              public void resumes(int step) {
                from[0] = step;
              }
            },
            () -> false)
        .train(split, TinyTransformer.write(folder.resolve("rest"), Family.BERT), checkpoint());
    return from[0];
  }

  @Test
  void too_few_examples_are_refused() {
    assertThatThrownBy(() -> Split.of(pairs(20), 0.2, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 10 examples are needed");
  }

  @Test
  void a_line_that_is_no_example_is_named() throws IOException {
    Path file = Files.writeString(folder.resolve("pairs.tsv"), "1\t0.5\ta\tb\n2\thigh\tc\td\n");
    assertThatThrownBy(() -> ExampleFile.read(file, Kind.PAIRS))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("line 2: a label is a number, got \"high\"");
  }

  @Test
  void the_guard_set_is_of_three_grades() throws IOException {
    Examples guard = GuardSet.read();
    assertThat(guard.size()).isBetween(200, 500);
    assertThat(guard.all()).extracting(Example::label).containsOnly(0.0, 1.0, 2.0);
    assertThat(guard.texts()).hasSize(guard.size());
  }

  private Path checkpoint() {
    return folder.resolve(".checkpoint");
  }

  private static float similarity(OnnxEncoder encoder) {
    return encoder.encode("cat time year way", Prompt.NONE).cosine(encoder.encode("cat people day man", Prompt.NONE));
  }

  private static Trainer trainer(Path model, Method method, double epochs) {
    TrainingOptions options = new TrainingOptions(method, "", 0, false, epochs, 7);
    return new Trainer(model, EmbeddingCache.none(), options, new Silent(), () -> false);
  }

  /// Alike are texts with the same subject, whatever else is in them.
  private static Examples pairs(int count) {
    Random random = new Random(5);
    List<Example> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String one = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
      String other = random.nextBoolean() ? one : SUBJECTS.get(random.nextInt(SUBJECTS.size()));
      pairs.add(new Example(List.of(text(one, i, random), text(other, i + count, random)), one.equals(other) ? 1 : 0));
    }
    return new Examples(Kind.PAIRS, pairs);
  }

  private static Examples examples(Kind kind) {
    Random random = new Random(6);
    List<Example> all = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      int subject = i % SUBJECTS.size();
      String one = text(SUBJECTS.get(subject), i, random);
      String same = text(SUBJECTS.get(subject), i + 1000, random);
      String other = text(SUBJECTS.get((subject + 1) % SUBJECTS.size()), i + 2000, random);
      all.add(
          switch (kind) {
            case PAIRS -> new Example(List.of(one, i % 2 == 0 ? same : other), i % 2 == 0 ? 1 : 0);
            case TRIPLETS -> new Example(List.of(one, same, other), 0);
            case CLASSES -> new Example(List.of(one), subject);
            case PARALLEL, ALIKE -> new Example(List.of(one, same), 1);
            case TEXTS -> new Example(List.of(one), 0);
          });
    }
    return new Examples(kind, all);
  }

  private static String text(String subject, int number, Random random) {
    StringBuilder text = new StringBuilder(subject);
    for (int i = 0; i < 3; i++) {
      text.append(' ').append(FILLERS.get(random.nextInt(FILLERS.size())));
    }
    return text + " " + number;
  }

  /// Hears nothing.
  private static class Silent implements TrainingListener {
    @Override
    public void begins(Split split, long parameters, long megabytes) {}

    @Override
    public void resumes(int step) {}

    @Override
    public void epoch(int epoch, TripletShares shares) {}

    @Override
    public void step(int step, int steps, double loss, double dev, double secondsLeft) {}
  }

  @Test
  void a_run_that_ended_before_its_model_had_a_place_is_not_made_again() throws IOException {
    Path model = TinyTransformer.write(folder.resolve("tiny"), Family.BERT);
    TrainingOptions options = new TrainingOptions(Method.of("lora", 2, 1), "", 0, false, 3, 7);
    Split split = Split.of(pairs(300), 0.4, new Random(1));
    Outcome whole =
        new Trainer(model, EmbeddingCache.none(), options, new Silent(), () -> false)
            .train(split, TinyTransformer.write(folder.resolve("whole"), Family.BERT), checkpoint());
    assertThat(resumed(model, options, split)).isEqualTo(whole.steps());
    Path file = Path.of("model.onnx");
    assertThat(Files.mismatch(folder.resolve("whole").resolve(file), folder.resolve("rest").resolve(file)))
        .isEqualTo(-1);
  }

  @Test
  void a_run_does_not_go_on_from_one_of_a_model_with_other_layers_behind_the_same_graph() throws IOException {
    Path model = TinyModel.write(folder, "tiny");
    Path behind = TinyModel.write(folder, "behind");
    Split split = Split.of(pairs(300), 0.4, new Random(1));
    Method method = Method.of("adapter", 4, 1);
    trainer(model, method, 1).train(split, behind, checkpoint());
    TrainingOptions options = new TrainingOptions(method, "", 0, false, 1, 7);
    assertThat(resumed(behind, options, split)).isZero();
    assertThat(resumed(behind, options, split)).isPositive();
  }
}
