package io.doppel.engine.snapshot;

import io.doppel.file.KeptFile;
import io.doppel.index.Catalog;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.upkeep.Upkeep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Copies a collection from one place to another, such as from a folder into a cluster or back: documents with their
/// embeddings, so that nothing is embedded anew, passport, settings, and what people entered. A copy that was stopped
/// goes on where it was. Nothing is deleted.
public final class CollectionCopy {

  private static final int PAGE = 1_000;

  /// Documents that are held at once, whose passages may be many.
  private static final int BATCH = 100;

  private static final long PUBLISH_NANOS = 5_000_000_000L;

  private final Catalog from;
  private final Catalog to;
  private final String name;

  /// What was done.
  ///
  /// @param documents of the collection
  /// @param copied how many of them were not there, or were others
  /// @param passages of the collection
  /// @param finished whether it got to its end, and all was compared
  public record Report(long documents, long copied, long passages, boolean finished) {}

  /// Hears how many documents of all were gone through.
  @FunctionalInterface
  public interface Progress {
    void at(long done, long total);
  }

  /// @param from where the collection is; stays the caller's, as does the other
  /// @param to where it is to be
  /// @param name of the collection, in both
  public CollectionCopy(Catalog from, Catalog to, String name) {
    this.from = from;
    this.to = to;
    this.name = name;
  }

  /// Copies, then holds both against each other: how many documents and passages there are, and the hash of each
  /// document.
  ///
  /// @param cancelled asked now and then; once true, what was copied until then stays
  /// @throws io.doppel.index.PassportMismatchException if there is a collection of that name that another model made
  /// @throws IOException if there is none to copy, or something else is in the place of the copy, which stays
  public Report run(Progress progress, BooleanSupplier cancelled) throws IOException {
    Passport passport =
        from.passport(name)
            .orElseThrow(() -> new IOException("there is no collection \"%s\" to be copied".formatted(name)));
    try (PassageIndex source = from.open(name, passport);
        IndexView view = source.view();
        PassageIndex copy = to.create(name, passport)) {
      if (!copy.settings().equals(view.settings())) {
        copy.configure(view.settings());
      }
      long copied = copy(view, copy, progress, cancelled);
      boolean finished = !cancelled.getAsBoolean();
      if (finished) {
        List<KeptFile> others = new FileCopy(CollectionFiles.of(from, name), CollectionFiles.of(to, name)).run();
        Optional<Upkeep> upkeep = copied == 0 ? Optional.empty() : copy.upkeep();
        if (upkeep.isPresent()) {
          upkeep.get().compact();
        }
        try (IndexView copies = copy.view()) {
          compare(view, copies);
        }
        if (!others.isEmpty()) {
          throw new IOException(
              "%s was changed there and here, and stays as it is there; all else was copied"
                  .formatted(others.getFirst()));
        }
      }
      return new Report(view.documents(), copied, view.passages(), finished);
    }
  }

  private static long copy(IndexView view, PassageIndex copy, Progress progress, BooleanSupplier cancelled)
      throws IOException {
    long total = view.documents();
    long done = 0;
    long copied = 0;
    long published = System.nanoTime();
    List<String> ids = view.documentIds("", PAGE);
    while (!ids.isEmpty() && !cancelled.getAsBoolean()) {
      List<String> wanted = different(view, copy, ids);
      for (int start = 0; start < wanted.size() && !cancelled.getAsBoolean(); start += BATCH) {
        List<String> some = wanted.subList(start, Math.min(wanted.size(), start + BATCH));
        Map<String, EmbeddedDocument> documents = view.embedded(some);
        copy.put(List.copyOf(documents.values()));
        copied += documents.size();
        progress.at(done + start, total);
      }
      done += ids.size();
      progress.at(done, total);
      if (System.nanoTime() - published > PUBLISH_NANOS) {
        copy.publish();
        published = System.nanoTime();
      }
      ids = view.documentIds(ids.getLast(), PAGE);
    }
    copy.publish();
    return copied;
  }

  /// Those that the copy does not have as they are.
  private static List<String> different(IndexView view, PassageIndex copy, List<String> ids) throws IOException {
    Map<String, String> wanted = view.contentHashes(ids);
    Map<String, String> present;
    try (IndexView copies = copy.view()) {
      present = copies.contentHashes(ids);
    }
    List<String> different = new ArrayList<>(ids);
    different.removeIf(id -> present.containsKey(id) && present.get(id).equals(wanted.get(id)));
    return different;
  }

  private void compare(IndexView view, IndexView copies) throws IOException {
    List<String> ids = view.documentIds("", PAGE);
    while (!ids.isEmpty()) {
      Map<String, String> wanted = view.contentHashes(ids);
      Map<String, String> present = copies.contentHashes(ids);
      for (String id : ids) {
        if (!wanted.getOrDefault(id, "").equals(present.get(id))) {
          throw new IOException(
              "the copy of \"%s\" is not what was copied: it has another document \"%s\"; somebody writes to it"
                  .formatted(name, id));
        }
      }
      ids = view.documentIds(ids.getLast(), PAGE);
    }
    if (view.documents() != copies.documents()) {
      throw new IOException(
          ("the copy of \"%s\" has %d documents, and what was copied has %d: the others were there before, and stay; "
              + "delete them, or copy to another place")
              .formatted(name, copies.documents(), view.documents()));
    }
    if (view.passages() != copies.passages()) {
      throw new IOException(
          "the copy of \"%s\" has %d passages, and what was copied has %d; delete the copy, and copy again"
              .formatted(name, copies.passages(), view.passages()));
    }
  }
}
