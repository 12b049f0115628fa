package io.doppel.encoder.graft;

import io.doppel.encoder.TinyModel;
import io.doppel.encoder.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A tiny model with words more, not put together yet.
public final class TinyGraft {

  private TinyGraft() {}

  /// Writes it beside its base, a tiny model, too.
  public static Path write(Path models, String base, String name, List<String> tokens) throws IOException {
    TinyModel.write(models, base);
    Path folder = TinyModel.write(models, name);
    for (String file : List.of("model.onnx", "tokenizer.json")) {
      Files.delete(folder.resolve(file));
    }
    write(models.resolve(base), folder, tokens);
    return folder;
  }

  static void write(Path base, Path folder, List<String> tokens) throws IOException {
    int rows = Grafting.table(base.resolve("model.onnx")).rows();
    int dimension = Grafting.table(base.resolve("model.onnx")).dimension();
    float[] values = new float[tokens.size() * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 - 3;
    }
    Graft.Base under =
        new Graft.Base(
            base.getFileName().toString(),
            Sha256.of(List.of(base.resolve("model.onnx"))),
            Sha256.of(List.of(base.resolve("tokenizer.json"))),
            rows);
    Graft.of(under, tokens, values).write(folder.resolve(Graft.FILE));
  }
}
