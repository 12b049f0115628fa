package io.doppel.api.duplicates;

import io.doppel.engine.curation.Step;
import io.doppel.text.Document;
import java.util.List;
import java.util.stream.Stream;

/// A step about duplicates as programs see it. `about` is the cluster, or the step that was taken back;
/// `deleted` has also what was not stored.
public record StepJson(
    String id,
    String at,
    String action,
    String about,
    List<DecisionJson> decisions,
    List<String> changed,
    List<String> deleted,
    List<String> restored) {

  public static StepJson of(Step step) {
    return new StepJson(
        step.id(),
        step.at(),
        step.action(),
        step.about(),
        step.after().stream().map(DecisionJson::of).toList(),
        step.made().stream().map(Document::id).filter(id -> !step.restored().contains(id)).toList(),
        Stream.concat(step.deleted().stream(), step.withheld().stream()).map(Document::id).toList(),
        step.restored());
  }
}
