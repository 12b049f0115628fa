package io.doppel.api.duplicates;

import io.doppel.duplicates.judgement.Judgement;
import io.doppel.duplicates.guard.Template;
import java.util.List;
import java.util.Optional;

/// A value in which two texts of one template differ, as programs see it.
public record FieldJson(String here, String there) {

  static List<FieldJson> of(List<Template.Field> fields) {
    return fields.stream().map(field -> new FieldJson(field.here(), field.there())).toList();
  }

  /// The fields of a judgement; none where both texts are of no template.
  public static List<FieldJson> of(Optional<Judgement> judgement) {
    return judgement.flatMap(Judgement::template).map(template -> of(template.fields())).orElse(List.of());
  }
}
