package io.doppel.cli.terminal;

/// Whether somebody looks. Java cannot ask about one stream alone, so the launcher does and tells.
final class Terminal {

  private Terminal() {}

  /// Whether standard error is a terminal.
  static boolean isError() {
    return Boolean.getBoolean("doppel.terminal");
  }
}
