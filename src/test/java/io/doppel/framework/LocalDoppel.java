package io.doppel.framework;

import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// An empty collection by the model that comes with the program: the frameworks' tests are about texts that a model
/// can tell apart.
public record LocalDoppel(Doppel doppel, DocumentCollection collection) implements Closeable {

  public static LocalDoppel in(Path folder) throws IOException {
    Doppel doppel = Doppel.open(new Home(Path.of("models"), "all-MiniLM-L6-v2-ko", folder.resolve("index")));
    return new LocalDoppel(doppel, doppel.openOrCreate(new CollectionName("kept")));
  }

  @Override
  public void close() throws IOException {
    doppel.close();
  }
}
