package io.doppel.bench;

import io.doppel.bench.peer.NodePackages;
import io.doppel.bench.peer.PeerScript;
import io.doppel.bench.peer.VectorFile;
import io.doppel.encoder.Embedding;
import io.doppel.file.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// transformers.js in a process of node, with ONNX Runtime's own binding, float32.
///
/// @param threads of a call
/// @param batch how many texts a call gets, in the order that they have
record TransformersJs(TemporaryFolder folder, PeerScript script, String version, int threads, int batch)
    implements EncoderPeers.Contestant {

  private static final int DIMENSION = 384;

  static TransformersJs load(NodePackages node, Path model, int threads, int batch) throws IOException {
    TemporaryFolder folder = TemporaryFolder.of("doppel-peers-");
    PeerScript script = node.start("encoder.mjs");
    try {
      JsonNode answer =
          script.ask(
              Map.of(
                  "do", "load",
                  "model", model.toAbsolutePath().toString(),
                  "scratch", folder.path().toString(),
                  "threads", threads));
      return new TransformersJs(folder, script, answer.get("version").asString(), threads, batch);
    } catch (IOException e) {
      script.close();
      folder.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "transformers.js";
  }

  @Override
  public String how() {
    return "%d a call, %s".formatted(batch, threads == 1 ? "1 thread" : threads + " threads");
  }

  @Override
  public Run encode(List<String> texts, List<Embedding> embeddings) throws IOException {
    Path vectors = folder.path().resolve("vectors.bin");
    JsonNode run =
        script.ask(Map.of("do", "encode", "texts", texts, "batch", batch, "vectors", vectors.toString()));
    embeddings.addAll(VectorFile.read(vectors, DIMENSION));
    return PeerScript.run(run);
  }

  @Override
  public void close() throws IOException {
    script.close();
    folder.close();
  }
}
