package io.doppel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program in a process of its own, for tests that end it. What it says goes into `err.txt` of the folder.
final class ProgramProcess {

  private ProgramProcess() {}

  /// On the collections of the folder.
  ///
  /// @param models the folder of the models
  /// @param arguments the command first
  static ProcessBuilder of(Path folder, Path models, String model, String... arguments) {
    return at(folder.resolve("index").toString(), folder, models, model, arguments);
  }

  /// On the collections at an address.
  ///
  /// @param folder takes what it says
  static ProcessBuilder at(String address, Path folder, Path models, String model, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true",
                "-Xmx1g",
                "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.doppel.cli.Main"));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("--model=" + model, "--models=" + models.toAbsolutePath(), "--index=" + address));
    return new ProcessBuilder(command).redirectError(folder.resolve("err.txt").toFile());
  }
}
