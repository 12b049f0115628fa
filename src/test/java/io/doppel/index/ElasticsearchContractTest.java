package io.doppel.index;

import io.doppel.index.cluster.ClusterCatalog;
import io.doppel.index.cluster.EngineNodes.Engine;
import io.doppel.index.cluster.SharedNodes;
import java.io.IOException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

@NullMarked
final class ElasticsearchContractTest extends PassageIndexContractTest {

  @RegisterExtension static final SharedNodes NODES = new SharedNodes(Engine.ELASTICSEARCH);

  private final ClusterCatalog catalog = NODES.catalog("contract");

  @Override
  Catalog catalog() {
    return catalog;
  }

  @Override
  boolean drops() {
    return false;
  }

  @AfterEach
  void leavesNothing() throws IOException {
    for (String name : catalog.names()) {
      catalog.delete(name);
    }
    catalog.close();
  }
}
