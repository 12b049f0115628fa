package io.doppel.api.learning;

import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.learning.DecidedExamples;
import io.doppel.index.IndexView;
import io.doppel.text.Bounds;
import io.doppel.training.Losses;
import io.doppel.training.TrainingOptions;
import io.doppel.training.example.ExampleFile;
import io.doppel.training.example.Examples;
import io.doppel.training.example.Split;
import io.doppel.training.learner.Method;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A training that a program asks for.
///
/// @param name what to call the new model
/// @param options how to train
/// @param examples what to learn from; empty for what people decided in the collection
/// @param file what the examples are called, for people
public record TrainingPlan(
    String name, TrainingOptions options, Optional<Examples> examples, String file) {

  /// The most examples that can be sent; files of more are for the command line.
  static final int MOST_EXAMPLES = 100_000;

  private static final int LONGEST_NAME = 255;
  private static final double HELD_OUT = 0.2;
  private static final int RANK = 8;
  private static final int LAYERS = 2;

  /// The kinds of examples that can be sent.
  private static final List<Examples.Kind> KINDS =
      List.of(Examples.Kind.PAIRS, Examples.Kind.TRIPLETS, Examples.Kind.CLASSES, Examples.Kind.PARALLEL);

  /// As programs ask for it.
  ///
  /// @param method `adapter`, `lora`, `layers` or `full`; `adapter` if null
  /// @param kind `pairs`, `triplets`, `classes` or `parallel`; of `examples`, and null without them
  /// @param examples lines as `doppel train` reads them
  /// @param file their name; one that ends with `.csv` is CSV
  public record Request(
      @Nullable String name,
      @Nullable String method,
      @Nullable String loss,
      @Nullable Double epochs,
      @Nullable Long seed,
      @Nullable String kind,
      @Nullable String examples,
      @Nullable String file) {}

  /// @throws Bounds.Violation if there is no such training
  public static TrainingPlan of(Request request) {
    String name = request.name();
    if (name == null) {
      throw new Bounds.Violation("name", "name is missing");
    }
    String file = request.file() == null ? "examples" : request.file();
    if (file.length() > LONGEST_NAME || file.codePoints().anyMatch(Character::isISOControl)) {
      throw new Bounds.Violation(
          "file", "the name of a file is at most %d letters, and no control characters".formatted(LONGEST_NAME));
    }
    Optional<Examples> examples = examples(request, file);
    String loss = request.loss() == null ? "" : request.loss();
    TrainingOptions options =
        within(
            "method",
            () ->
                new TrainingOptions(
                    Method.of(request.method() == null ? "adapter" : request.method(), RANK, LAYERS),
                    loss,
                    0,
                    false,
                    request.epochs() == null ? 1 : request.epochs(),
                    request.seed() == null ? 0 : request.seed()));
    if (examples.isPresent()) {
      Examples some = examples.get();
      within("loss", () -> Losses.name(some.kind(), loss));
    }
    return new TrainingPlan(name, options, examples, file);
  }

  private static Optional<Examples> examples(Request request, String file) {
    String lines = request.examples();
    if (lines == null) {
      return Optional.empty();
    }
    Examples.Kind kind =
        KINDS.stream()
            .filter(each -> label(each).equals(request.kind()))
            .findFirst()
            .orElseThrow(
                () ->
                    new Bounds.Violation(
                        "kind",
                        "kind must be one of %s, got \"%s\""
                            .formatted(
                                String.join(", ", KINDS.stream().map(TrainingPlan::label).toList()),
                                request.kind())));
    try {
      return Optional.of(
          within(
              "examples",
              () ->
                  ExampleFile.read(
                      new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), file, kind, MOST_EXAMPLES)));
    } catch (IOException e) {
      throw new Bounds.Violation("examples", String.valueOf(e.getMessage()));
    }
  }

  private static String label(Examples.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private interface Making<T, X extends Exception> {
    T make() throws X;
  }

  private static <T, X extends Exception> T within(String field, Making<T, X> making) throws X {
    try {
      return making.make();
    } catch (Bounds.Violation e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new Bounds.Violation(field, String.valueOf(e.getMessage()));
    }
  }

  /// The examples, and which of them are held out.
  ///
  /// @throws Bounds.Violation if there are too few
  public Split split(DocumentCollection collection) throws IOException {
    return within(
        "examples",
        () -> {
          Examples all = examples.isPresent() ? examples.get() : decided(collection).examples();
          return Split.of(all, HELD_OUT, new Random(options.seed()));
        });
  }

  /// With what is near in the collection and not the same, where people decided what is.
  public Split withNear(Split split, DocumentCollection collection) throws IOException {
    if (examples.isPresent()) {
      return split;
    }
    try (IndexView view = collection.view()) {
      return decided(collection).withNear(split, view, collection.encoder());
    }
  }

  private static DecidedExamples decided(DocumentCollection collection) throws IOException {
    return new DecidedExamples(collection.decisions().all());
  }

  /// What the examples come from, for people.
  public String source(CollectionName collection) {
    return examples.isPresent() ? file : "decisions of " + collection;
  }
}
