package io.doppel.cli.task;

import io.doppel.api.Json;
import io.doppel.api.PlagiarismJson;
import io.doppel.cli.option.Inputs;
import io.doppel.cli.terminal.Output;
import io.doppel.source.extraction.content.Unread;
import java.io.PrintWriter;
import java.nio.file.Path;

/// What a check of one text found, and what of the text was not checked.
///
/// @param read the text as it was read from `suspicious`
/// @param truncated whether not all was compared
record CheckedText(Path suspicious, Inputs.Read read, PlagiarismJson found, boolean truncated) {

  /// Prints the cases; what is no case goes to standard error where programs read.
  void print(Output output) {
    PrintWriter out = output.out();
    PrintWriter aside = output.json() ? output.err() : out;
    if (output.json()) {
      found.cases().forEach(one -> out.println(Json.line(one)));
      found.leftOut().forEach(one -> out.println(Json.line(one)));
      found.disguises().forEach(disguise -> aside.println("doppel: " + PrintedCases.sentence(disguise)));
    } else {
      PrintedCases.print(found, out);
    }
    String unseen = read.unseen();
    if (!unseen.isEmpty()) {
      aside.println(
          "%s holds text that nobody sees, which was not checked: %s"
              .formatted(suspicious, PrintedCases.quote(unseen, 0, unseen.codePointCount(0, unseen.length()))));
    }
    if (!read.unread().isEmpty()) {
      aside.println("%s holds what was not read: %s".formatted(suspicious, Unread.sentence(read.unread())));
    }
    if (truncated) {
      output.err().println("doppel: the text is long or alike to many documents: not all of them were compared");
    }
  }
}
