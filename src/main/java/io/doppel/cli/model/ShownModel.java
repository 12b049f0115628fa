package io.doppel.cli.model;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.model.ModelFolder;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.TwoSidedEncoder;
import io.doppel.encoder.profile.ModelProfile;
import io.doppel.encoder.profile.ProfileFile;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.models.Origin;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// All that there is to say of a model.
///
/// @param profile what its cosines are worth, by language
/// @param across what they are worth between two languages
/// @param collections made with it
record ShownModel(
    String name,
    String folder,
    long bytes,
    String modelSha256,
    String tokenizerSha256,
    String pooling,
    int dimension,
    int maxTokens,
    String queryPrompt,
    String documentPrompt,
    List<String> languages,
    String licence,
    String source,
    String revision,
    long textsPerSecond,
    List<ModelProfile.Language> profile,
    List<ModelProfile.Across> across,
    List<String> collections) {

  private static final double MEGABYTE = 1 << 20;
  private static final int SAMPLES = 32;

  /// Loads the model and measures for a moment how fast it is.
  static ShownModel of(Models models, ModelName name, List<String> collections) throws IOException {
    Path path = models.folder(name);
    ModelFolder folder = ModelFolder.read(path);
    Origin origin = Origin.of(path).orElse(new Origin("", "", "", List.of()));
    try (Encoder encoder = TwoSidedEncoder.load(path, EncoderSettings.standard())) {
      EncoderFingerprint fingerprint = encoder.fingerprint();
      ModelProfile profile = ProfileFile.of(path, encoder);
      return new ShownModel(
          name.value(),
          path.toString(),
          models.bytes(name),
          fingerprint.modelSha256(),
          fingerprint.tokenizerSha256(),
          fingerprint.pooling(),
          fingerprint.dimension(),
          fingerprint.maxTokens(),
          folder.prompt(Prompt.QUERY),
          folder.prompt(Prompt.DOCUMENT),
          origin.languages(),
          origin.licence(),
          origin.source(),
          origin.revision(),
          textsPerSecond(encoder),
          profile.languages(),
          profile.across(),
          collections);
    }
  }

  private static long textsPerSecond(Encoder encoder) {
    List<String> texts =
        IntStream.range(0, SAMPLES)
            .mapToObj(
                ("A sentence of some twenty words shows how fast this model is with short texts on the "
                    + "machine at hand, number %d.")
                    ::formatted)
            .toList();
    encoder.encode(texts, Prompt.NONE); // warms up
    long start = System.nanoTime();
    List<Embedding> embeddings = encoder.encode(texts, Prompt.NONE);
    return Math.round(embeddings.size() / ((System.nanoTime() - start) / 1e9));
  }

  void print(PrintWriter out) {
    print(out, "folder", "%s, %,.0f MB".formatted(folder, bytes / MEGABYTE));
    print(out, "source", (source + " " + revision).strip());
    print(out, "licence", licence);
    print(out, "languages", ShownLanguages.shown(languages));
    print(out, "dimension", Integer.toString(dimension));
    print(out, "reads", "%,d tokens of a text".formatted(maxTokens));
    print(out, "pooling", pooling);
    print(out, "query prompt", queryPrompt);
    print(out, "document prompt", documentPrompt);
    print(out, "model SHA-256", modelSha256);
    print(out, "tokenizer SHA-256", tokenizerSha256);
    print(out, "speed here", "%,d texts of some 25 tokens a second".formatted(textsPerSecond));
    for (ModelProfile.Language measured : profile) {
      print(out, "cosines, " + measured.language(), shown(measured));
    }
    for (ModelProfile.Across measured : across) {
      print(
          out,
          "cosines, %s-%s".formatted(measured.one(), measured.other()),
          "unrelated %.3f ± %.3f, translations %.3f"
              .formatted(
                  measured.unrelated().mean(), measured.unrelated().deviation(), measured.translations().mean()));
    }
    print(out, "collections", String.join(", ", collections));
  }

  private static String shown(ModelProfile.Language measured) {
    return "unrelated %.3f ± %.3f, neighbours %.3f, text and heading %.3f, rewordings %.3f; legibility %.2f"
        .formatted(
            measured.unrelated().mean(),
            measured.unrelated().deviation(),
            measured.neighbours().mean(),
            measured.longAgainstShort().mean(),
            measured.reworded().mean(),
            measured.legibility());
  }

  private static void print(PrintWriter out, String what, String value) {
    out.printf("%-18s %s%n", what, value.isEmpty() ? "-" : value);
  }
}
