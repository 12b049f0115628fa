package io.doppel.encoder.onnx.runtime;

import io.doppel.encoder.graph.Gate;
import io.doppel.encoder.graph.NormalizationFusion;
import io.doppel.encoder.graph.OnnxModel;
import io.doppel.encoder.graph.ProductWork;
import io.doppel.encoder.model.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;

/// An ONNX file, read and ready to be opened.
///
/// @param file where it is
/// @param weightsFolder the folder that the names of files with weights in `graph` start from. ONNX Runtime reads none
///     outside of it, so it holds what links lead to, as in the caches of the Hugging Face hub
/// @param graph the graph as [NormalizationFusion] leaves it, its weights still in their files;
///   shared, not to be changed
/// @param weights files besides `file` that hold weights
/// @param vocabulary number of token ids that the graph has embeddings for, where it can be told
/// @param work what its matrix products cost
/// @param firstGated the first token that opens a [Gate] in the graph, where it has one
/// @param plain the graph without the gate; the same where it has none
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record GraphFile(
    Path file,
    Path weightsFolder,
    byte[] graph,
    List<Path> weights,
    OptionalLong vocabulary,
    ProductWork work,
    OptionalLong firstGated,
    byte[] plain) {

  public static GraphFile read(Path file) throws ModelException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      OnnxModel model = OnnxModel.read(mapped.asByteBuffer());
      WeightFiles weights = WeightFiles.of(file, model);
      byte[] graph = weights.bytes(NormalizationFusion.apply(model));
      OptionalLong gate = Gate.first(model);
      OnnxModel plain = gate.isEmpty() ? model : Gate.removed(model);
      return new GraphFile(
          file,
          weights.folder(),
          graph,
          weights.others(),
          model.rowsRead("input_ids"),
          plain.productWork(),
          gate,
          gate.isEmpty() ? graph : weights.bytes(NormalizationFusion.apply(plain)));
    } catch (ModelException e) {
      throw e;
    } catch (IOException | UncheckedIOException e) {
      throw new ModelException(file, "is no ONNX file: " + e.getMessage(), e);
    }
  }

  /// The file without its gate.
  public GraphFile ungated() {
    return new GraphFile(file, weightsFolder, plain, weights, vocabulary, work, OptionalLong.empty(), plain);
  }
}
