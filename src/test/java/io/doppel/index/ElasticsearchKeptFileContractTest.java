package io.doppel.index;

import io.doppel.index.cluster.EngineNodes.Engine;
import io.doppel.index.cluster.SharedNodes;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.extension.RegisterExtension;

@NullMarked
final class ElasticsearchKeptFileContractTest extends KeptFileContractTest {

  @RegisterExtension static final SharedNodes NODES = new SharedNodes(Engine.ELASTICSEARCH);

  private final Catalog catalog = NODES.catalog("test");

  @Override
  Catalog catalog() {
    return catalog;
  }
}
