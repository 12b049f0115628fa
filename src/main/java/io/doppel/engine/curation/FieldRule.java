package io.doppel.engine.curation;

import io.doppel.text.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What becomes of the fields of documents that say the same as one that is kept.
public enum FieldRule {
  /// The kept document stays as it is.
  KEEP,
  /// What it lacks it takes from the others, from the first that has it; a title, too. What would be more metadata than
  /// [Document#admitted] lets in is left out.
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
                  put(fields, name, value);
                }
              });
    }
    return new Document(kept.id(), title, kept.text(), fields);
  }

  private static void put(Map<String, String> fields, String name, String value) {
    int all = name.length() + value.length();
    for (Map.Entry<String, String> field : fields.entrySet()) {
      all += field.getKey().equals(name) ? 0 : field.getKey().length() + field.getValue().length();
    }
    if ((fields.containsKey(name) || fields.size() < Document.MAX_FIELDS)
        && name.length() <= Document.MAX_NAME
        && value.length() <= Document.MAX_VALUE
        && all <= Document.MAX_METADATA) {
      fields.put(name, value);
    }
  }
}
