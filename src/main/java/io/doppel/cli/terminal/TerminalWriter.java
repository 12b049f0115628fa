package io.doppel.cli.terminal;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;

/// What commands print through: nothing of a text, a title, an id or an error reaches a terminal as an order. See
/// [TerminalText].
public final class TerminalWriter extends FilterWriter {

  private final PrintWriter target;

  private TerminalWriter(PrintWriter out) {
    super(out);
    this.target = out;
  }

  /// Prints safely to a writer, and hands on what it has at each line. It knows when the writer below could not write.
  public static PrintWriter over(PrintWriter out) {
    return new PrintWriter(new TerminalWriter(out), true);
  }

  @Override
  public void write(int letter) throws IOException {
    write(Character.toString(letter));
  }

  @Override
  public void write(char[] letters, int from, int length) throws IOException {
    write(new String(letters, from, length));
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    out.write(TerminalText.of(text.substring(from, from + length)));
  }

  @Override
  public void flush() throws IOException {
    if (target.checkError()) {
      throw new IOException("what was printed could not be written");
    }
  }
}
