package io.doppel.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A record that is kept in a file, as JSON that people can read.
///
/// @param name of the file, in whichever folder
/// @param type of the record
/// @param content what the file holds, in the plural
/// @param mend what to do where it holds something else
public record JsonFile<T>(String name, Class<T> type, String content, String mend) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  /// What is kept in a folder; nothing where there is no such file.
  ///
  /// @throws IOException if the file cannot be read, or holds something else; it names the file
  public Optional<T> read(Path folder) throws IOException {
    return Files.isRegularFile(folder.resolve(name)) ? read(in(folder)) : Optional.empty();
  }

  /// The same of a file, whatever its name.
  public Optional<T> read(KeptFile file) throws IOException {
    Optional<byte[]> kept = file.read();
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    try {
      @Nullable T read = JSON.readValue(kept.get(), type);
      if (read == null) {
        throw DatabindException.from((JsonParser) null, "it says null");
      }
      return Optional.of(read);
    } catch (JacksonException e) {
      throw new IOException("%s holds no %s; %s".formatted(file, content, mend), e);
    }
  }

  /// Keeps a record in a folder, in one step.
  public void write(Path folder, T kept) throws IOException {
    write(in(folder), kept);
  }

  /// The same in a file, whatever its name.
  public void write(KeptFile file, T kept) throws IOException {
    file.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(kept));
  }

  /// Deletes what is kept in a folder, if there is something.
  public void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  private KeptFile in(Path folder) {
    return KeptFile.of(folder.resolve(name));
  }
}
