package io.doppel.engine;

import io.doppel.file.DiskFullException;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.audit.RecallAudit;
import io.doppel.index.failure.DamagedIndexException;
import io.doppel.index.upkeep.Languages;
import java.util.Optional;

/// Says which command helps, where an index says what is wrong.
public final class Advice {

  private Advice() {}

  /// What went wrong, with the command that helps where there is one.
  public static String sentence(Exception failure) {
    String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return switch (failure) {
      case PassportMismatchException e when e.collection().isPresent() ->
          "%s; to rebuild it from its own documents, run \"doppel reindex %s\""
              .formatted(message, e.collection().get());
      case DamagedIndexException e ->
          "%s; restore a snapshot, or try: doppel reindex %s".formatted(message, e.collection());
      default -> DiskFullException.isBehind(failure) ? DiskFullException.sentence(failure) : message;
    };
  }

  /// What to change in a collection whose searches find too little; empty where nothing has to be.
  public static Optional<String> of(RecallAudit.Report report, CollectionName collection) {
    if (report.kept()) {
      return Optional.empty();
    }
    return Optional.of(
        report.width().isPresent()
            ? "search wider: doppel collections set %s --search-width %d"
                .formatted(collection, report.width().getAsInt())
            : "build the graph anew: doppel compact " + collection);
  }

  /// How a collection comes to other languages than its words were taken for.
  static String inLanguages(CollectionName collection, Languages wanted) {
    return "make it anew with: doppel reindex %s --language %s%s"
        .formatted(
            collection,
            wanted.text(),
            wanted.title() == wanted.text() ? "" : " --title-language " + wanted.title());
  }
}
