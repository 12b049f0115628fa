package io.doppel.index;

import org.jspecify.annotations.NullMarked;

/// What is no comparison with the oracle holds for the oracle too.
@NullMarked
final class MemoryKeptFileContractTest extends KeptFileContractTest {

  private final Catalog catalog = new MemoryCatalog();

  @Override
  Catalog catalog() {
    return catalog;
  }
}
