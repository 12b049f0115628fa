package io.doppel.api;

import io.doppel.engine.DocumentCollection;
import io.doppel.index.upkeep.Footprint;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Upkeep;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a collection is kept and what it takes. `walked_bytes` is what a search reads and is best held in memory; it is mapped, not
/// Java's heap. `audit` is the last one since the collection was opened, null if there was none.
public record UpkeepJson(
    String vectorStorage,
    int searchWidth,
    String language,
    String titleLanguage,
    long passages,
    long deletedPassages,
    int segments,
    long diskBytes,
    long vectorBytes,
    long walkedBytes,
    Map<String, String> passport,
    @Nullable AuditJson audit) {

  public static UpkeepJson of(DocumentCollection collection) throws IOException {
    Upkeep upkeep = collection.index().upkeep();
    IndexSettings settings = upkeep.settings();
    Footprint footprint = upkeep.footprint();
    return new UpkeepJson(
        settings.storage().toString(),
        settings.searchWidth(),
        settings.languages().text().toString(),
        settings.languages().title().toString(),
        footprint.passages(),
        footprint.deleted(),
        footprint.segments(),
        footprint.diskBytes(),
        footprint.vectorBytes(),
        footprint.walkedBytes(),
        collection.index().passport().toMap(),
        collection.lastAudit().map(report -> AuditJson.of(collection.name().value(), report)).orElse(null));
  }
}
