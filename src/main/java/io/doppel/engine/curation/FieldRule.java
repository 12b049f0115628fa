package io.doppel.engine.curation;

import io.doppel.text.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What becomes of the fields of documents that say the same as one that is kept.
public enum FieldRule {
  /// The kept document stays as it is.
  KEEP,
  /// What it lacks it takes from the others, from the first that has it; a title, too.
  FILL;

  /// The kept document as it is to be.
  Document of(Document kept, List<Document> others) {
    if (this == KEEP) {
      return kept;
    }
    String title = kept.title();
    Map<String, String> fields = new LinkedHashMap<>(kept.fields());
    for (Document other : others) {
      title = title.isBlank() && !kept.text().isBlank() ? other.title() : title;
      other
          .fields()
          .forEach(
              (name, value) -> {
                if (fields.getOrDefault(name, "").isBlank() && !value.isBlank()) {
                  fields.put(name, value);
                }
              });
    }
    return new Document(kept.id(), title, kept.text(), fields);
  }
}
