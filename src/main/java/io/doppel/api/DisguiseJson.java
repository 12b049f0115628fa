package io.doppel.api;

import io.doppel.api.CaseJson.Places;
import io.doppel.text.disguise.Disguise;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Letters of the suspicious text that were exchanged or hidden in one way, as programs see them.
///
/// @param kind `look_alike`, `zero_width`, `soft_hyphen` or `spaced`
/// @param letters how many there are in all
/// @param placesTotal number of places, of which at most [#MAX_PLACES] are told
/// @param places the first of them in the order of the text
public record DisguiseJson(String kind, int letters, int placesTotal, List<PlaceJson> places) {

  /// The most places that are told.
  public static final int MAX_PLACES = 100;

  /// Offset and length count code points. `plain` is what people read there, cut where it is long.
  public record PlaceJson(int thisOffset, int thisLength, int letters, String plain) {}

  static List<DisguiseJson> of(List<Disguise> disguises, Places here) {
    Map<Disguise.Kind, List<Disguise>> byKind =
        disguises.stream().collect(Collectors.groupingBy(Disguise::kind, TreeMap::new, Collectors.toList()));
    return byKind.entrySet().stream().map(entry -> of(entry.getKey(), entry.getValue(), here)).toList();
  }

  private static DisguiseJson of(Disguise.Kind kind, List<Disguise> all, Places here) {
    return new DisguiseJson(
        CaseJson.lower(kind),
        all.stream().mapToInt(Disguise::letters).sum(),
        all.size(),
        all.stream()
            .limit(MAX_PLACES)
            .map(
                one ->
                    new PlaceJson(
                        here.offsets().at(one.where().start()),
                        here.offsets().length(one.where()),
                        one.letters(),
                        one.plain()))
            .toList());
  }
}
