package io.doppel.api.teaching;

import io.doppel.engine.curation.Teaching;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The round that is to be decided about, as programs see it: nothing of what the model thinks of its pairs. `round` is
/// null where no pair is left.
///
/// @param drawn how many pairs it has
/// @param pairs those that nobody decided about yet, in the order in which to show them
public record RoundJson(@Nullable Integer round, int drawn, List<AskedJson> pairs) {

  /// No pair is left.
  public static final RoundJson NONE = new RoundJson(null, 0, List.of());

  /// A pair; a document without a text shows its title.
  public record AskedJson(String id1, String id2, String text1, String text2) {

    static AskedJson of(Teaching.Asked asked) {
      return new AskedJson(
          asked.first().id(), asked.second().id(), asked.first().shown(), asked.second().shown());
    }
  }

  public static RoundJson of(Teaching.Open open) {
    return new RoundJson(
        open.round().number(), open.round().pairs().size(), open.asked().stream().map(AskedJson::of).toList());
  }
}
