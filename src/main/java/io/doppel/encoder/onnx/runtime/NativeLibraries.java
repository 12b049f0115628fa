package io.doppel.encoder.onnx.runtime;

import io.doppel.file.DiskFullException;
import io.doppel.file.ScratchFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The libraries of ONNX Runtime, which lie in its jar and must lie in a folder to be loaded. It would unpack them
/// itself, into a folder that nobody can tell an owner of and that stays when the process is killed; this one is gone
/// with the process, or when the next one starts.
public final class NativeLibraries {

  /// Where ONNX Runtime looks before it unpacks anything.
  private static final String PATH = "onnxruntime.native.path";

  private static final String PREFIX = "doppel-onnxruntime-";
  private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");

  private NativeLibraries() {}

  /// Unpacks them, unless somebody said where they are, or the jar has none for this machine.
  ///
  /// @throws IOException if there is no room for them, or another reason why they cannot be written
  public static synchronized void unpack() throws IOException {
    String place = place();
    if (System.getProperty(PATH) != null || NAMES.stream().anyMatch(name -> library(place, name) == null)) {
      return;
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      ScratchFolder folder = ScratchFolder.in(temporary, PREFIX);
      boolean done = false;
      try {
        copy(place, folder.path());
        done = true;
      } finally {
        if (!done) {
          folder.close();
        }
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "native-libraries"));
      System.setProperty(PATH, folder.path().toString());
    } catch (IOException e) {
      throw new IOException(sentence(temporary, e), e);
    }
  }

  /// Unpacks them into a folder where they stay, for programs that are started with `onnxruntime.native.path` at it:
  /// they need not unpack them. Nothing happens where the jar has none for this machine.
  public static void keepIn(Path folder) throws IOException {
    String place = place();
    if (NAMES.stream().anyMatch(name -> library(place, name) == null)) {
      return;
    }
    Files.createDirectories(folder);
    try (ScratchFolder scratch = ScratchFolder.in(folder, PREFIX)) {
      copy(place, scratch.path());
      for (String name : NAMES) {
        String file = System.mapLibraryName(name);
        Files.move(scratch.path().resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void copy(String place, Path folder) throws IOException {
    for (String name : NAMES) {
      try (InputStream in = NativeLibraries.class.getResourceAsStream(place + System.mapLibraryName(name))) {
        Files.copy(Objects.requireNonNull(in, name), folder.resolve(System.mapLibraryName(name)));
      }
    }
  }

  private static String sentence(Path temporary, IOException e) {
    return DiskFullException.isBehind(e)
        ? ("there is no room in %s for the 30 MB of ONNX Runtime's libraries; make room, or name another "
            + "folder: DOPPEL_JAVA_OPTS=-Djava.io.tmpdir=DIR")
            .formatted(temporary)
        : ("ONNX Runtime's libraries cannot be unpacked into %s: %s; name another folder: "
            + "DOPPEL_JAVA_OPTS=-Djava.io.tmpdir=DIR")
            .formatted(temporary, e.getMessage());
  }

  private static @Nullable URL library(String place, String name) {
    return NativeLibraries.class.getResource(place + System.mapLibraryName(name));
  }

  private static String place() {
    return "/ai/onnxruntime/native/%s/".formatted(machine());
  }

  /// As ONNX Runtime names systems and processors.
  private static String machine() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String kind = Set.of("amd64", "x86_64").contains(processor) ? "x64" : processor;
    return (system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux") + "-" + kind;
  }

  private static void delete(ScratchFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      // Where a library that is in use cannot be deleted, the next start does it.
    }
  }
}
