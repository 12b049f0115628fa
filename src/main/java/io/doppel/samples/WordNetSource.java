package io.doppel.samples;

import io.doppel.source.DocumentSource;
import io.doppel.source.SourceLine;
import io.doppel.source.SourceRecord;
import io.doppel.text.Document;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The synsets of a WordNet database as documents: the words are the title, the gloss is the text. Reads the files
/// `data.noun`, `data.verb`, `data.adj` and `data.adv` as wndb(5WN) describes them.
final class WordNetSource implements DocumentSource {

  private static final Pattern SPACE = Pattern.compile(" ");

  private record DataFile(Path path, String letter, String partOfSpeech) {}

  private final Iterator<DataFile> files;
  private final long bytesTotal;
  private final long documentsTotal;
  private @Nullable DataFile file;
  private @Nullable BufferedReader reader;
  private long line;
  private long bytesRead;
  private @Nullable String next;

  private WordNetSource(List<DataFile> files, long bytesTotal, long documentsTotal) {
    this.files = files.iterator();
    this.bytesTotal = bytesTotal;
    this.documentsTotal = documentsTotal;
  }

  static WordNetSource open(Path folder) throws IOException {
    List<DataFile> files =
        List.of(
            new DataFile(folder.resolve("data.noun"), "n", "noun"),
            new DataFile(folder.resolve("data.verb"), "v", "verb"),
            new DataFile(folder.resolve("data.adj"), "a", "adjective"),
            new DataFile(folder.resolve("data.adv"), "r", "adverb"));
    long bytes = 0;
    long documents = 0;
    for (DataFile file : files) {
      if (!Files.isRegularFile(file.path())) {
        throw new NoSuchFileException(file.path().toString(), null, "the build fetches it: run ./mvnw package");
      }
      bytes += Files.size(file.path());
      try (Stream<String> lines = Files.lines(file.path(), StandardCharsets.UTF_8)) {
        documents += lines.filter(WordNetSource::isSynset).count();
      }
    }
    return new WordNetSource(files, bytes, documents);
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null) {
        BufferedReader open = reader;
        if (open == null) {
          if (!files.hasNext()) {
            return false;
          }
          file = files.next();
          line = 0;
          reader = Files.newBufferedReader(file.path(), StandardCharsets.UTF_8);
          continue;
        }
        String read = open.readLine();
        line++;
        if (read == null) {
          close();
        } else {
          bytesRead += read.length() + 1;
          next = isSynset(read) ? read : null;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public SourceRecord next() {
    if (!hasNext() || next == null || file == null) {
      throw new NoSuchElementException("all synsets are read");
    }
    String synset = next;
    next = null;
    return new SourceRecord.Accepted(
        document(synset, file), new SourceLine(file.path().getFileName().toString(), line));
  }

  /// `offset lexicographer-file type word-count word lex-id [word lex-id …] … | gloss`, the count in hexadecimal.
  private static Document document(String synset, DataFile file) {
    int bar = synset.indexOf(" | ");
    String gloss = synset.substring(bar + 3).strip();
    List<String> parts = List.of(SPACE.split(synset.substring(0, bar)));
    int words = Integer.parseInt(parts.get(3), 16);
    StringJoiner title = new StringJoiner(", ");
    for (int i = 0; i < words; i++) {
      title.add(word(parts.get(4 + 2 * i)));
    }
    return new Document(
        file.letter() + parts.getFirst(), title.toString(), gloss, Map.of("part_of_speech", file.partOfSpeech()));
  }

  /// Words are written with underscores for spaces, adjectives at times with a marker such as `(p)` behind them.
  private static String word(String written) {
    int marker = written.endsWith(")") ? written.lastIndexOf('(') : -1;
    return (marker > 0 ? written.substring(0, marker) : written).replace('_', ' ');
  }

  /// The licence at the head of each file is indented.
  private static boolean isSynset(String line) {
    return !line.startsWith(" ");
  }

  @Override
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public long bytesTotal() {
    return bytesTotal;
  }

  @Override
  public long documentsTotal() {
    return documentsTotal;
  }

  @Override
  public void close() throws IOException {
    BufferedReader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }
}
