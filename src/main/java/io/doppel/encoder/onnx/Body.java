package io.doppel.encoder.onnx;

import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.onnx.runtime.GraphFile;

/// A graph, and the same again for single texts.
final class Body implements AutoCloseable {

  private final OnnxGraph graph;
  private final QueryGraph queryGraph;

  private Body(OnnxGraph graph, QueryGraph queryGraph) {
    this.graph = graph;
    this.queryGraph = queryGraph;
  }

  static Body open(GraphFile file, EncoderSettings settings) throws ModelException {
    OnnxGraph graph = OnnxGraph.open(file, settings.threadsPerRun());
    return new Body(graph, new QueryGraph(file, graph, settings));
  }

  OnnxGraph graph() {
    return graph;
  }

  QueryGraph queryGraph() {
    return queryGraph;
  }

  @Override
  public void close() {
    queryGraph.close();
    graph.close();
  }
}
