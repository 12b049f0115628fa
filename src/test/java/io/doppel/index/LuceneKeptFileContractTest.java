package io.doppel.index;

import io.doppel.index.lucene.LuceneCatalog;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
final class LuceneKeptFileContractTest extends KeptFileContractTest {

  @TempDir private Path folder;

  @Override
  Catalog catalog() {
    return new LuceneCatalog(folder);
  }
}
