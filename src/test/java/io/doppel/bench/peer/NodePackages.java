package io.doppel.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Scripts for node in a folder with the packages that they need from npm.
///
/// @param folder of both
public record NodePackages(Path folder) {

  private static final String LOCK = "package-lock.json";

  /// Needs a compiler; the others bring what they need. Their own scripts would fetch more, from elsewhere.
  private static final String COMPILED = "hnswlib-node";

  /// Copies the scripts, and installs what their lock file names, unless it is installed.
  ///
  /// @param sources `package.json`, its lock file, and the scripts
  /// @param npm the command
  /// @throws IOException if that cannot be done; the message says why in a sentence
  public static NodePackages install(Path sources, Path folder, String npm) throws IOException {
    Files.createDirectories(folder);
    Path done = folder.resolve("installed.json");
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!Files.exists(done) || Files.mismatch(done, folder.resolve(LOCK)) >= 0) {
      if (run(folder, npm, "ci", "--ignore-scripts") != 0) {
        throw new IOException("npm ci failed in " + folder);
      }
      // Without it there is one peer less, which says so by itself.
      run(folder, npm, "rebuild", COMPILED);
      Files.copy(folder.resolve(LOCK), done, StandardCopyOption.REPLACE_EXISTING);
    }
    return new NodePackages(folder);
  }

  /// The command of this system.
  public static String npm() {
    boolean windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    return windows ? "npm.cmd" : "npm";
  }

  /// Starts one of the scripts.
  public PeerScript start(String script) throws IOException {
    return PeerScript.start("node", folder.resolve(script));
  }

  private static int run(Path folder, String... command) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(List.of(command))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("npm.log").toFile())
              .start();
    } catch (IOException e) {
      throw new IOException("there is no %s here, which comes with Node.js".formatted(command[0]), e);
    }
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while npm installed packages", e);
    }
  }
}
