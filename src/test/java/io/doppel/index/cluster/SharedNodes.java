package io.doppel.index.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.index.cluster.EngineNodes.Engine;
import io.doppel.index.cluster.rest.ClusterAccess;
import io.doppel.index.cluster.rest.ClusterAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// One node of an engine for all tests that need no more, started with the first of them and ended after the last.
/// Without an engine the tests are skipped.
@NullMarked
public final class SharedNodes implements BeforeAllCallback, AfterEachCallback {

  private final Engine engine;
  private @Nullable EngineNodes nodes;
  private final List<ClusterCatalog> catalogs = new ArrayList<>();

  public SharedNodes(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    assumeTrue(engine.isThere(), "the build unpacks engines with -Pcluster");
    nodes =
        context
            .getRoot()
            .getStore(Namespace.create(SharedNodes.class))
            .computeIfAbsent(engine, each -> start(), EngineNodes.class);
  }

  private EngineNodes start() {
    try {
      return EngineNodes.start(engine, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The node.
  public EngineNodes nodes() {
    return Objects.requireNonNull(nodes);
  }

  /// Where collections of this prefix are.
  public URI address(String prefix) {
    return nodes().address(prefix);
  }

  /// The collections of this prefix; deleted after the test.
  public ClusterCatalog catalog(String prefix) {
    ClusterCatalog catalog =
        new ClusterCatalog(
            ClusterAddress.of(address(prefix)), ClusterAccess.of(Map.of()));
    catalogs.add(catalog);
    return catalog;
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    for (ClusterCatalog catalog : catalogs) {
      for (String name : catalog.names()) {
        catalog.delete(name);
      }
      catalog.close();
    }
    catalogs.clear();
  }
}
