package io.doppel.file;

import java.io.IOException;

/// A command of the system, such as one that mounts a small disk, and what it ends with.
public final class SystemCommand {

  private SystemCommand() {}

  /// The command's exit code; what it prints is of no interest.
  public static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
