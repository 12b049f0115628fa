package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.text.PassageSplitter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A collection for one measurement, deleted at its end. Documents are not split: benchmarks embed as much of each as the
/// model reads.
record TemporaryCollection(Path folder, DocumentCollection collection) implements Closeable {

  static TemporaryCollection open(Encoder encoder) throws IOException {
    Path folder = Files.createTempDirectory("doppel-eval-");
    PassageSplitter whole = PassageSplitter.whole();
    PassageIndex index = PassageIndex.open(folder.toUri(), Passport.of(encoder.fingerprint(), whole.name()));
    return new TemporaryCollection(
        folder, new DocumentCollection(new CollectionName("evaluation"), folder, index, encoder, whole));
  }

  @Override
  public void close() throws IOException {
    collection.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
