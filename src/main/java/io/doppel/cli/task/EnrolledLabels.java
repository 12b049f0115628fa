package io.doppel.cli.task;

import io.doppel.api.Json;
import io.doppel.api.classification.HeadChoiceJson;
import io.doppel.classification.Classification;
import io.doppel.classification.NoExamplesException;
import io.doppel.classification.example.ExampleSet;
import io.doppel.classification.example.LabelledText;
import io.doppel.classification.head.HeadChoice;
import io.doppel.cli.terminal.Output;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is enrolled under which labels: more, fewer, or shown.
final class EnrolledLabels {

  private final Doppel doppel;
  private final Output output;

  EnrolledLabels(Doppel doppel, Output output) {
    this.doppel = doppel;
    this.output = output;
  }

  record ListedJson(String name, int examples, int labels) {}

  record LabelJson(String label, long examples) {}

  record EnrolledJson(int examples, int labels, int added, @Nullable HeadChoiceJson choice) {}

  record RemovedJson(int examples, int labels) {}

  /// Enrols what is in a file, or the names of labels, or both.
  ///
  /// @param file null for none
  /// @param names whether the name of each label is enrolled
  /// @param choosing whether the best head is found for all
  void enrol(CollectionName name, @Nullable Path file, boolean names, boolean choosing) throws IOException {
    List<LabelledText> read = file == null ? List.of() : LabelMeasures.read(file);
    ExampleSet.of(read);
    Classification classification = file == null ? doppel.classification(name) : doppel.classificationOrNew(name);
    int before = classification.examples().size();
    ExampleSet all = names ? classification.enrolWithNames(read) : classification.enrol(read);
    if (all.size() == 0) {
      throw new NoExamplesException(name.value());
    }
    HeadChoice choice = choosing ? classification.choose() : null;
    PrintWriter out = output.out();
    if (output.json()) {
      out.println(
          Json.line(
              new EnrolledJson(
                  all.size(),
                  all.labels().size(),
                  all.size() - before,
                  choice == null ? null : HeadChoiceJson.of(choice))));
      return;
    }
    out.printf(
        "%,d examples of %,d labels in %s, %,d of them new%n",
        all.size(), all.labels().size(), name, all.size() - before);
    if (choice != null) {
      print(choice, out);
    }
  }

  private void print(HeadChoice choice, PrintWriter out) {
    if (choice.measured().isEmpty()) {
      out.println("prototypes decide: no label has a second example to try heads with");
      return;
    }
    out.printf("%s decides; on %,d examples that were left out in turn:%n", choice.head().value(), choice.heldOut());
    var table = output.table(List.of("accuracy", "macro F1", "head"), 8, 8);
    for (HeadChoice.Measured measured : choice.measured()) {
      table.add(
          "%.4f".formatted(measured.accuracy()), "%.4f".formatted(measured.macroF1()), measured.head().value());
    }
    table.print(out);
  }

  /// Shows all classifiers.
  int listAll() throws IOException {
    PrintWriter out = output.out();
    List<ListedJson> all = new ArrayList<>();
    for (CollectionName name : doppel.classifiers()) {
      ExampleSet set = doppel.classification(name).examples();
      all.add(new ListedJson(name.value(), set.size(), set.labels().size()));
    }
    if (output.json()) {
      all.forEach(each -> out.println(Json.line(each)));
    } else if (all.isEmpty()) {
      out.println("There is no classifier.");
    } else {
      var table = output.table(List.of("examples", "labels", "name"), 8, 6);
      all.forEach(each -> table.add("%,d".formatted(each.examples), "%,d".formatted(each.labels), each.name));
      table.print(out);
    }
    return 0;
  }

  /// Shows the labels of one.
  int list(Classification classification) throws IOException {
    PrintWriter out = output.out();
    Map<String, Long> labels = classification.examples().labels();
    if (output.json()) {
      labels.forEach((label, count) -> out.println(Json.line(new LabelJson(label, count))));
    } else {
      var table = output.table(List.of("examples", "label"), 8);
      labels.forEach((label, count) -> table.add("%,d".formatted(count), label));
      table.print(out);
    }
    return 0;
  }

  /// Forgets labels with their examples.
  ///
  /// @throws IllegalArgumentException if there is none of one of them; nothing is forgotten then
  int remove(CollectionName name, List<String> labels) throws IOException {
    Classification classification = doppel.classification(name);
    ExampleSet left = classification.examples();
    for (String label : labels) {
      if (!left.labels().containsKey(LabelledText.checkedLabel(label))) {
        throw new IllegalArgumentException(
            "there is no label \"%s\"; see: doppel classify -l %s --list".formatted(label, name));
      }
    }
    for (String label : labels) {
      left = classification.removeLabel(label);
    }
    if (left.size() == 0) {
      doppel.deleteIfNothingIsLeft(name);
    }
    if (output.json()) {
      output.out().println(Json.line(new RemovedJson(left.size(), left.labels().size())));
    } else {
      output.out().printf("%,d examples of %,d labels are left%n", left.size(), left.labels().size());
    }
    return 0;
  }
}
