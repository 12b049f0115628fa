package io.doppel.bench.index;

import io.doppel.bench.Run;
import io.doppel.bench.peer.PeerScript;
import io.doppel.bench.peer.VectorFile;
import io.doppel.encoder.Embedding;
import io.doppel.file.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// A library of another language, in a process of its own: on one thread, float32.
final class ScriptContestant implements Contestant {

  private final String name;
  private final int neighbours;
  private final int candidates;
  private final TemporaryFolder folder = TemporaryFolder.of("doppel-peers-");
  private final PeerScript script;
  private String version = "?";

  /// @param script that was started; it is ended with this
  /// @param name by which the script knows it
  ScriptContestant(PeerScript script, String name, int neighbours, int candidates) throws IOException {
    this.script = script;
    this.name = name;
    this.neighbours = neighbours;
    this.candidates = candidates;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public String settings() {
    return "M %d, %d candidates".formatted(neighbours, candidates);
  }

  @Override
  public Run build(List<Embedding> embeddings, List<Embedding> queries) throws IOException {
    Path vectors = folder.path().resolve("vectors.bin");
    Path asked = folder.path().resolve("queries.bin");
    VectorFile.write(vectors, embeddings);
    VectorFile.write(asked, queries);
    JsonNode answer =
        script.ask(
            Map.of(
                "do", "build",
                "peer", name,
                "vectors", vectors.toString(),
                "queries", asked.toString(),
                "scratch", folder.path().toString(),
                "dimension", embeddings.getFirst().dimension(),
                "neighbours", neighbours,
                "candidates", candidates));
    version = answer.get("version").asString();
    return PeerScript.run(answer);
  }

  @Override
  public List<int[]> nearest(int width) throws IOException {
    List<int[]> nearest = new ArrayList<>();
    for (JsonNode ids : script.ask(Map.of("do", "nearest", "k", K, "width", width)).get("nearest")) {
      nearest.add(StreamSupport.stream(ids.spliterator(), false).mapToInt(JsonNode::asInt).toArray());
    }
    return nearest;
  }

  @Override
  public Speed speed(double seconds) throws IOException {
    JsonNode answer = script.ask(Map.of("do", "speed", "k", K, "seconds", seconds));
    double asked = answer.get("asked").asDouble();
    return new Speed(asked / answer.get("seconds").asDouble(), asked / answer.get("processorSeconds").asDouble());
  }

  @Override
  public void close() throws IOException {
    script.close();
    folder.close();
  }
}
