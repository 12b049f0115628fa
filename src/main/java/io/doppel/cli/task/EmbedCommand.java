package io.doppel.cli.task;

import io.doppel.api.Json;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Output;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.engine.Doppel;
import io.doppel.source.Format;
import io.doppel.source.SourceRecord;
import io.doppel.source.file.DocumentReader;
import io.doppel.text.CodePoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Embeddings for other programs.
@Command(
    name = "embed",
    description =
        "Prints the embedding of each line, or of the text of each JSONL document, as JSON, one object a line.")
public final class EmbedCommand implements Callable<Integer> {

  private static final int WINDOW = 512;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}. Default: by the file's name, lines for standard input and unknown names.")
  private @Nullable Format format;

  @Parameters(paramLabel = "FILE", arity = "0..1", defaultValue = "-", description = "Default: standard input.")
  private Path file = Path.of("-");

  @SuppressWarnings("ArrayRecordComponent") // printed, never compared
  record EmbeddingJson(String text, int tokens, boolean truncated, float[] embedding) {}

  @Override
  public Integer call() throws IOException {
    Format chosen =
        format != null
            ? format
            : Format.ofName(file.toString())
                .filter(known -> !known.isOneDocument())
                .orElse(Format.LINES);
    PrintWriter out = output.out();
    boolean rejected = false;
    try (DocumentReader reader = DocumentReader.open(List.of(file.toString()), chosen);
        Doppel doppel = engine.open()) {
      if (!reader.hasNext()) {
        output.err().printf("doppel: there is no text in %s%n", file.toString().equals("-") ? "standard input" : file);
        return 1;
      }
      List<String> window = new ArrayList<>();
      while (reader.hasNext()) {
        switch (reader.next()) {
          case SourceRecord.Accepted(var document, _) ->
              window.add(CodePoints.isBlank(document.text()) ? document.title() : document.text());
          case SourceRecord.Rejected bad -> {
            rejected = true;
            output.err().println("doppel: " + bad.sentence());
          }
        }
        if (window.size() == WINDOW || !reader.hasNext()) {
          print(doppel.encoder(), window, out);
          output.requireWritten();
          window.clear();
        }
      }
    }
    return rejected ? 1 : 0;
  }

  private static void print(Encoder encoder, List<String> texts, PrintWriter out) {
    List<Embedding> embeddings = encoder.encode(texts, Prompt.NONE);
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      out.println(
          Json.line(
              new EmbeddingJson(
                  text, encoder.count(text), encoder.truncates(text, Prompt.NONE), embeddings.get(i).toArray())));
    }
  }
}
