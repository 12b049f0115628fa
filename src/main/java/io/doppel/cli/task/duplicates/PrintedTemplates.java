package io.doppel.cli.task.duplicates;

import io.doppel.api.Json;
import io.doppel.api.duplicates.StatementJson;
import io.doppel.api.duplicates.TemplateJson;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.duplicates.resemblance.Boilerplate.KnownStatement;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.mining.NamedClusters;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/// Prints what is alike and no duplicate: as a table, or a line of JSON each.
record PrintedTemplates(Output output) {

  void templates(DocumentCollection collection, NamedClusters named, List<List<Integer>> groups) throws IOException {
    PrintWriter out = output.out();
    List<TemplateJson> templates = TemplateJson.of(collection, named, groups);
    if (output.json()) {
      templates.forEach(template -> out.println(Json.line(template)));
    } else if (templates.isEmpty()) {
      out.println("No two documents are the same but for some values.");
    } else {
      Table table = output.table(List.of("documents", "id", "text"), 9, 14);
      for (TemplateJson template : templates) {
        String size = "%,d".formatted(template.size());
        for (TemplateJson.MadeJson made : template.documents()) {
          table.add(size, made.id(), made.text() + differs(made));
          size = "";
        }
      }
      table.print(out);
    }
  }

  private static String differs(TemplateJson.MadeJson made) {
    return made.differs().isEmpty()
        ? ""
        : made.differs().stream()
            .map(field -> field.here() + " / " + field.there())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  void boilerplate(List<KnownStatement> statements) {
    PrintWriter out = output.out();
    if (output.json()) {
      statements.forEach(said -> out.println(Json.line(StatementJson.of(said))));
    } else if (statements.isEmpty()) {
      out.println("No line or sentence stands in so many documents that it would not count.");
    } else {
      Table table = output.table(List.of("documents", "text"), 9);
      statements.forEach(statement -> table.add("%,d".formatted(statement.documents()), statement.text()));
      table.print(out);
    }
  }
}
