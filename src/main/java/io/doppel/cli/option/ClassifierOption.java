package io.doppel.cli.option;

import io.doppel.engine.CollectionName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that names a classifier, which is the examples of the collection of that name.
public final class ClassifierOption {

  @Option(
      names = {"-l", "--classifier"},
      paramLabel = "NAME",
      completionCandidates = Completion.Collections.class,
      description = "The classifier: lower-case letters, digits, - and _. It belongs to the collection of that name.")
  private @Nullable String name;

  public Optional<CollectionName> name() {
    return Optional.ofNullable(name).map(CollectionName::new);
  }
}
