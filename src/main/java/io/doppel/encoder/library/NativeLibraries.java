package io.doppel.encoder.library;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import io.doppel.file.DiskFullException;
import io.doppel.file.ScratchFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// The libraries of ONNX Runtime and of the tokenizers, which lie in their jars and must lie in a folder to be loaded.
/// Both would unpack them themselves: the one into a folder that nobody can tell an owner of and that stays when the
/// process is killed, the other below the home of whoever runs it, after a search for graphics processors that takes as
/// long as all else a tokenizer needs. This folder is gone with the process, or when the next one starts.
public final class NativeLibraries {

  /// Where ONNX Runtime looks before it unpacks anything.
  private static final String PATH = "onnxruntime.native.path";

  private static final String PREFIX = "doppel-onnxruntime-";
  private static final String TOKENIZERS = "tokenizers";

  private NativeLibraries() {}

  /// A library in a jar.
  private record Packed(String resource) {

    String file() {
      return resource.substring(resource.lastIndexOf('/') + 1);
    }

    boolean isThere() {
      return NativeLibraries.class.getResource(resource) != null;
    }

    void copyTo(Path folder) throws IOException {
      try (InputStream in = NativeLibraries.class.getResourceAsStream(resource)) {
        Files.copy(Objects.requireNonNull(in, resource), folder.resolve(file()));
      }
    }
  }

  /// Unpacks them, unless somebody said where they are, or the jars have none for this machine.
  ///
  /// @throws IOException if there is no room for them, or another reason why they cannot be written
  public static synchronized void unpack() throws IOException {
    if (System.getProperty(PATH) != null || !areThere()) {
      return;
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      ScratchFolder folder = ScratchFolder.in(temporary, PREFIX);
      boolean done = false;
      try {
        copyTo(folder.path());
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
  /// they need not unpack them. Nothing happens where the jars have none for this machine.
  public static void keepIn(Path folder) throws IOException {
    if (!areThere()) {
      return;
    }
    Files.createDirectories(folder);
    try (ScratchFolder scratch = ScratchFolder.in(folder, PREFIX)) {
      copyTo(scratch.path());
      for (Packed library : all().toList()) {
        Files.move(
            scratch.path().resolve(library.file()),
            folder.resolve(library.file()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /// Loads that of the tokenizers; where it was not unpacked, its jar does so.
  @SuppressWarnings("restricted") // there is no other way to load a library by its place
  public static void loadTokenizers() {
    String folder = System.getProperty(PATH);
    Path file = folder == null ? null : Path.of(folder, System.mapLibraryName(TOKENIZERS)).toAbsolutePath();
    if (file != null && Files.isRegularFile(file)) {
      System.load(file.toString());
    } else {
      LibUtils.checkStatus();
    }
  }

  private static boolean areThere() {
    return runtime().allMatch(Packed::isThere);
  }

  private static Stream<Packed> all() {
    return Stream.concat(runtime(), tokenizers().filter(Packed::isThere));
  }

  private static Stream<Packed> runtime() {
    String place = "/ai/onnxruntime/native/%s-%s/".formatted(system(), processor("x64"));
    return Stream.of("onnxruntime", "onnxruntime4j_jni").map(name -> new Packed(place + System.mapLibraryName(name)));
  }

  /// None for Windows, where it needs others beside it.
  private static Stream<Packed> tokenizers() {
    String place = "/native/lib/%s-%s/cpu/".formatted(system(), processor("x86_64"));
    return system().equals("win")
        ? Stream.empty()
        : Stream.of(new Packed(place + System.mapLibraryName(TOKENIZERS)));
  }

  private static void copyTo(Path folder) throws IOException {
    for (Packed library : all().toList()) {
      library.copyTo(folder);
    }
  }

  private static String sentence(Path temporary, IOException e) {
    return DiskFullException.isBehind(e)
        ? ("there is no room in %s for the 45 MB of the libraries of ONNX Runtime and the tokenizers; make room, or "
            + "name another folder: DOPPEL_JAVA_OPTS=-Djava.io.tmpdir=DIR")
            .formatted(temporary)
        : ("ONNX Runtime's libraries cannot be unpacked into %s: %s; name another folder: "
            + "DOPPEL_JAVA_OPTS=-Djava.io.tmpdir=DIR")
            .formatted(temporary, e.getMessage());
  }

  private static String system() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
  }

  private static String processor(String intel) {
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return Set.of("amd64", "x86_64").contains(processor) ? intel : processor;
  }

  private static void delete(ScratchFolder folder) {
    try {
      folder.close();
    } catch (IOException e) {
      // Where a library that is in use cannot be deleted, the next start does it.
    }
  }
}
