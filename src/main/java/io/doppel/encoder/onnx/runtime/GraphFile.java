package io.doppel.encoder.onnx.runtime;

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
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record GraphFile(
    Path file, Path weightsFolder, byte[] graph, List<Path> weights, OptionalLong vocabulary, ProductWork work) {

  public static GraphFile read(Path file) throws ModelException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      OnnxModel model = OnnxModel.read(mapped.asByteBuffer());
      WeightFiles weights = WeightFiles.of(file, model);
      byte[] graph = weights.bytes(NormalizationFusion.apply(model));
      return new GraphFile(
          file,
          weights.folder(),
          graph,
          weights.others(),
          model.rowsRead("input_ids"),
          model.productWork());
    } catch (ModelException e) {
      throw e;
    } catch (IOException | UncheckedIOException e) {
      throw new ModelException(file, "is no ONNX file: " + e.getMessage(), e);
    }
  }
}
