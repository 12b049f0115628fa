package io.doppel.cli;

import io.doppel.encoder.Encoder;
import io.doppel.samples.Sample;
import io.doppel.source.DocumentReader;
import io.doppel.source.DocumentSource;
import io.doppel.source.Format;
import io.doppel.source.Reading;
import io.doppel.text.Document;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Texts to measure with, no two of them the same.
///
/// @param name where they come from
/// @param texts at least one
record BenchTexts(String name, List<String> texts) {

  /// More would not make a measurement better.
  private static final int MOST = 20_000;

  /// The texts of a file's documents as they stand, without cutting them into passages; of any file whose name tells no
  /// other format, its lines.
  static BenchTexts of(String file) throws IOException {
    Format format = Format.ofName(file).filter(known -> known != Format.TEXT).orElse(Format.LINES);
    try (DocumentReader documents = DocumentReader.open(List.of(file), format)) {
      return read(Path.of(file).getFileName().toString(), documents, BenchTexts::text);
    }
  }

  /// What comes with the program: questions of one sentence each, and passages as long as the model reads.
  static List<BenchTexts> samples(Encoder encoder) throws IOException {
    PassageSplitter splitter = PassageSplitter.sentences(encoder, encoder.maxContentTokens());
    try (DocumentSource questions = Sample.QUESTIONS.open(Path.of(""));
        DocumentSource essays = Sample.ESSAYS.open(Path.of(""))) {
      return List.of(
          read("sample questions", questions, BenchTexts::text),
          read(
              "passages of the sample essays",
              essays,
              essay -> splitter.embeddingTexts(essay, splitter.split(essay))));
    }
  }

  private static BenchTexts read(
      String name, DocumentSource documents, Function<Document, Collection<String>> textsOf) throws IOException {
    Set<String> texts = new LinkedHashSet<>();
    while (documents.hasNext() && texts.size() < MOST) {
      switch (documents.next()) {
        case Reading.Accepted(Document document, _) -> texts.addAll(textsOf.apply(document));
        case Reading.Rejected bad -> throw new IOException(bad.sentence());
      }
    }
    if (texts.isEmpty()) {
      throw new IOException("there is no text in " + name);
    }
    return new BenchTexts(name, new ArrayList<>(texts));
  }

  private static List<String> text(Document document) {
    return List.of(document.text().isBlank() ? document.title() : document.text());
  }
}
