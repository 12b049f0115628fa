package io.doppel.index;

import org.jspecify.annotations.NullMarked;

/// The oracle keeps the contract too.
@NullMarked
final class BruteForceIndexTest extends PassageIndexContractTest {

  private final BruteForceIndex.Storage storage = new BruteForceIndex.Storage();

  @Override
  PassageIndex open() {
    return new BruteForceIndex(PASSPORT, storage);
  }
}
