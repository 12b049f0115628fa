package io.doppel.samples;

import io.doppel.source.DocumentSource;
import io.doppel.source.Format;
import io.doppel.source.file.DocumentReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A collection of the demo. In the order in which they are indexed: the small ones first.
public enum Sample {
  /// Twenty-two short essays, some of which copy from others.
  ESSAYS("essays.jsonl"),
  /// Everyday questions, many asked twice in other words.
  QUESTIONS("questions.jsonl"),
  /// A dictionary in reverse: the definitions of WordNet 3.1, with the words they define as titles.
  WORDNET("wordnet");

  private final String file;

  Sample(String file) {
    this.file = file;
  }

  /// The name of its collection.
  public String collection() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Its documents.
  ///
  /// @param folder where the build put the samples that are too big for the program itself
  public DocumentSource open(Path folder) throws IOException {
    return switch (this) {
      case WORDNET -> WordNetSource.open(folder.resolve(file));
      case ESSAYS, QUESTIONS -> packaged();
    };
  }

  private DocumentSource packaged() throws IOException {
    InputStream in = Sample.class.getResourceAsStream("/samples/" + file);
    if (in == null) {
      throw new FileNotFoundException("the program was built without samples/" + file);
    }
    return DocumentReader.open(List.of("-"), Format.JSONL, in, DocumentReader.MAX_LINE);
  }
}
