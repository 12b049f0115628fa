package io.doppel.cli;

import io.doppel.encoder.TinyModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs commands on the models and the collections of a folder, for tests: arguments in; exit code, standard output and
/// standard error out.
///
/// @param folder has `models` and `index`
record TinyCommandLine(Path folder) {

  /// With the tiny model, which commands use unless they are told another one.
  static TinyCommandLine in(Path folder) throws IOException {
    TinyModel.write(folder.resolve("models"), "tiny");
    return new TinyCommandLine(folder);
  }

  record Run(int exit, String out, String err) {

    /// Of what was printed with `--json`.
    List<JsonNode> lines() {
      return out.lines().map(JsonMapper.shared()::readTree).toList();
    }

    /// The last line of what was printed with `--json`.
    JsonNode json() {
      return JsonMapper.shared().readTree(out.lines().toList().getLast());
    }
  }

  Run run(String... arguments) {
    StringWriter out = new StringWriter();
    Run run = run(out, arguments);
    return new Run(run.exit, out.toString(), run.err);
  }

  /// The same where results go elsewhere.
  Run run(Writer out, String... arguments) {
    CommandLine line = Main.commandLine();
    List<String> all = new ArrayList<>(List.of(arguments));
    Map<String, CommandLine> commands = line.getSubcommands();
    if (commands.containsKey(all.getFirst())) {
      boolean nested = all.size() > 1 && commands.get(all.getFirst()).getSubcommands().containsKey(all.get(1));
      all.addAll(nested ? 2 : 1, places(all.contains("--model")));
    }
    StringWriter err = new StringWriter();
    int exit = line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(all.toArray(String[]::new));
    return new Run(exit, "", err.toString());
  }

  private List<String> places(boolean modelIsGiven) {
    List<String> places =
        new ArrayList<>(
            List.of(
                "--models",
                folder.resolve("models").toString(),
                "--index",
                folder.resolve("index").toString()));
    if (!modelIsGiven) {
      places.addAll(List.of("--model", "tiny"));
    }
    return places;
  }
}
