package io.doppel.index;

import org.jspecify.annotations.NullMarked;

/// The oracle keeps the contract too.
@NullMarked
final class MemoryIndexContractTest extends PassageIndexContractTest {

  private final Catalog catalog = new MemoryCatalog();

  @Override
  Catalog catalog() {
    return catalog;
  }
}
