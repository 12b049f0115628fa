package io.doppel.encoder.training;

import io.doppel.encoder.graph.gradient.HeadLayer;
import io.doppel.encoder.model.Dense;
import io.doppel.encoder.model.Layer;
import io.doppel.encoder.model.ModelFolder;
import io.doppel.vector.Matrix;
import java.util.ArrayList;
import java.util.List;

/// What a model does behind its graph, as a graph takes it over.
final class HeadLayers {

  private HeadLayers() {}

  /// As in the encoder that only embeds, where a graph that pools makes embeddings of the base by itself.
  static List<HeadLayer> of(ModelFolder model, boolean pooled) {
    List<HeadLayer> head = new ArrayList<>();
    if (!pooled) {
      model.layers().forEach(layer -> head.add(of(layer)));
    }
    if (!model.adapter().isEmpty()) {
      head.add(new HeadLayer.UnitLength());
      model.adapter().forEach(layer -> head.add(of(layer)));
    }
    return head;
  }

  private static HeadLayer of(Layer layer) {
    return layer instanceof Dense dense
        ? new HeadLayer.Affine(
            dense.weights(), Matrix.of(dense.bias()), dense.activation() == Dense.Activation.TANH)
        : new HeadLayer.UnitLength();
  }
}
