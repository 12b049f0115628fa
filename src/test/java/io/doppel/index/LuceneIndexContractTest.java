package io.doppel.index;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
final class LuceneIndexContractTest extends PassageIndexContractTest {

  @TempDir private Path folder;

  @Override
  PassageIndex open() throws IOException {
    return LocalIndexes.open(folder.resolve("wordnet"), PASSPORT);
  }
}
