package io.doppel.api;

import io.doppel.engine.DocumentCollection;
import io.doppel.index.IndexView;
import io.doppel.index.upkeep.Distribution;
import io.doppel.index.upkeep.Footprint;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Upkeep;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a collection is kept and what it takes. `walked_bytes` is what a search reads and is best held in memory; it is
/// mapped, not Java's heap. What is told of files is null where the backend keeps no files of one's own, and then
/// nothing can be compacted either; `distribution` is null where it lies in no cluster. `audit` is the last one since
/// the collection was opened, null if there was none.
public record UpkeepJson(
    String vectorStorage,
    int searchWidth,
    String language,
    String titleLanguage,
    long passages,
    @Nullable Long deletedPassages,
    @Nullable Integer segments,
    @Nullable Long diskBytes,
    @Nullable Long vectorBytes,
    @Nullable Long walkedBytes,
    @Nullable Distribution distribution,
    Map<String, String> passport,
    @Nullable AuditJson audit) {

  public static UpkeepJson of(DocumentCollection collection) throws IOException {
    try (IndexView view = collection.view()) {
      IndexSettings settings = view.settings();
      Optional<Upkeep> upkeep = collection.index().upkeep();
      Footprint footprint = upkeep.isEmpty() ? null : upkeep.get().footprint();
      return new UpkeepJson(
          settings.storage().toString(),
          settings.searchWidth(),
          settings.languages().text().toString(),
          settings.languages().title().toString(),
          footprint == null ? view.passages() : footprint.passages(),
          footprint == null ? null : (Long) footprint.deleted(),
          footprint == null ? null : (Integer) footprint.segments(),
          footprint == null ? null : (Long) footprint.diskBytes(),
          footprint == null ? null : (Long) footprint.vectorBytes(),
          footprint == null ? null : (Long) footprint.walkedBytes(),
          collection.index().distribution().orElse(null),
          collection.index().passport().toMap(),
          collection.quality().lastAudit().map(report -> AuditJson.of(collection.name(), report)).orElse(null));
    }
  }
}
