package io.doppel.cli.model;

import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.learning.DecidedExamples;
import io.doppel.index.IndexView;
import io.doppel.training.example.ExampleFile;
import io.doppel.training.example.Examples.Kind;
import io.doppel.training.example.Examples;
import io.doppel.training.example.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where examples come from.
final class ExampleOptions {

  private static final double HELD_OUT = 0.2;

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description =
          "Pairs, one a line with tabs: id, label, text1, text2; or text1, text2, label. A label is 0 or "
              + "1, or a score.")
  private @Nullable String pairs;

  @Option(
      names = "--triplets",
      paramLabel = "FILE",
      description = "A text, one that is alike, one that is not; with tabs.")
  private @Nullable String triplets;

  @Option(names = "--classes", paramLabel = "FILE", description = "A label and a text, with a tab.")
  private @Nullable String classes;

  @Option(
      names = "--parallel",
      paramLabel = "FILE",
      description =
          "A text in a language that the model knows, and the same in another one; with a tab.")
  private @Nullable String parallel;

  @Option(
      names = "--texts",
      paramLabel = "FILE",
      description =
          "Texts, one a line, of which nothing is known; --held-out has the pairs that say whether the model got "
              + "better.")
  private @Nullable String texts;

  @Option(
      names = "--decisions",
      paramLabel = "COLLECTION",
      description =
          "What people decided about pairs of a collection, and what is near in it and not the same.")
  private @Nullable String decisions;

  /// Reads the examples, and divides them.
  ///
  /// @param heldOut a file with those to decide with, null for a part of the others
  /// @param opening opens the model with its collections, where those are asked for
  /// @throws IllegalArgumentException if they cannot be divided
  Split split(@Nullable Path heldOut, long seed, Opening opening) throws IOException {
    Random random = new Random(seed);
    if (decisions != null) {
      try (Doppel doppel = opening.open()) {
        DocumentCollection collection = doppel.collection(new CollectionName(decisions));
        DecidedExamples decided = new DecidedExamples(collection.decisions().all());
        Split split = split(decided.examples(), heldOut, random);
        try (IndexView view = collection.view()) {
          return decided.withNear(split, view, collection.encoder());
        }
      }
    }
    return split(read(), heldOut, random);
  }

  /// Opens the model.
  @FunctionalInterface
  interface Opening {
    Doppel open() throws IOException;
  }

  private static Split split(Examples examples, @Nullable Path heldOut, Random random) throws IOException {
    if (heldOut != null) {
      Kind kind =
          switch (examples.kind()) {
            case ALIKE, TEXTS -> Kind.PAIRS;
            case PAIRS, TRIPLETS, CLASSES, PARALLEL -> examples.kind();
          };
      return Split.of(examples, ExampleFile.read(heldOut, kind), random);
    }
    if (examples.kind() == Kind.TEXTS) {
      throw new IllegalArgumentException(
          "texts alone do not say whether a model got better; give judged pairs that do by --held-out");
    }
    return Split.of(examples, HELD_OUT, random);
  }

  private Examples read() throws IOException {
    Kind kind =
        pairs != null
            ? Kind.PAIRS
            : triplets != null
                ? Kind.TRIPLETS
                : classes != null ? Kind.CLASSES : texts != null ? Kind.TEXTS : Kind.PARALLEL;
    return file().equals("-")
        ? ExampleFile.read(System.in, "standard input", kind)
        : ExampleFile.read(Path.of(file()), kind);
  }

  private String file() {
    for (String file : new String[] {pairs, triplets, classes, parallel, texts}) {
      if (file != null) {
        return file;
      }
    }
    return "";
  }

  /// What they come from, for people.
  String source() {
    return decisions == null ? String.valueOf(Path.of(file()).getFileName()) : "decisions of " + decisions;
  }
}
