package io.doppel.cli.measure;

import io.doppel.encoder.Encoder;
import io.doppel.samples.Sample;
import io.doppel.source.DocumentSource;
import io.doppel.source.Format;
import io.doppel.source.SourceRecord;
import io.doppel.source.file.DocumentReader;
import io.doppel.text.Document;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Texts to measure with, no two of them the same.
///
/// @param name where they come from
/// @param texts at least one
record BenchTexts(String name, List<String> texts) {

  /// More would not make a measurement better.
  private static final int MOST_DOCUMENTS = 20_000;

  BenchTexts {
    texts = texts.stream().distinct().toList();
  }

  /// The texts of a file's documents as they stand, without cutting them into passages; of any file whose name tells no
  /// other format, its lines.
  static BenchTexts of(String file) throws IOException {
    return new BenchTexts(name(file), documents(file).stream().map(BenchTexts::text).toList());
  }

  /// What comes with the program: questions of one sentence each, and passages as long as the model reads.
  static List<BenchTexts> samples(Encoder encoder) throws IOException {
    PassageSplitter splitter = PassageSplitter.sentences(encoder, encoder.maxContentTokens());
    return List.of(
        new BenchTexts("sample questions", documents(Sample.QUESTIONS).stream().map(BenchTexts::text).toList()),
        new BenchTexts(
            "passages of the sample essays",
            documents(Sample.ESSAYS).stream()
                .flatMap(essay -> splitter.embeddingTexts(essay, splitter.split(essay)).stream())
                .toList()));
  }

  /// The documents of a file, the first of them if it is long.
  static List<Document> documents(String file) throws IOException {
    Format format = Format.ofName(file).filter(known -> !known.isOneDocument()).orElse(Format.LINES);
    try (DocumentReader documents = DocumentReader.open(List.of(file), format)) {
      return read(name(file), documents);
    }
  }

  /// The questions and essays that come with the program.
  static List<Document> sampleDocuments() throws IOException {
    List<Document> documents = new ArrayList<>(documents(Sample.QUESTIONS));
    documents.addAll(documents(Sample.ESSAYS));
    return documents;
  }

  static String name(String file) {
    return Path.of(file).getFileName().toString();
  }

  static List<Document> documents(Sample sample) throws IOException {
    try (DocumentSource source = sample.open(Path.of(""))) {
      return read(sample.collection(), source);
    }
  }

  private static List<Document> read(String name, DocumentSource source) throws IOException {
    List<Document> documents = new ArrayList<>();
    while (source.hasNext() && documents.size() < MOST_DOCUMENTS) {
      switch (source.next()) {
        case SourceRecord.Accepted(Document document, _) -> documents.add(document);
        case SourceRecord.Rejected bad -> throw new IOException(bad.sentence());
      }
    }
    if (documents.isEmpty()) {
      throw new IOException("there is no text in " + name);
    }
    return documents;
  }

  private static String text(Document document) {
    return document.text().isBlank() ? document.title() : document.text();
  }
}
