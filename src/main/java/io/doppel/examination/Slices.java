package io.doppel.examination;

import io.doppel.encoder.CosineScale;
import io.doppel.encoder.Encoder;
import io.doppel.index.query.FieldValue;
import io.doppel.learn.statistic.MeanInterval;
import io.doppel.text.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Texts by what they have in common: their script, their length, and values of fields.
record Slices(Encoder encoder, ExaminationQuery query, Intervals intervals) {

  static final String SCRIPT = "script";
  static final String TOKENS = "tokens";

  /// The most values of a property that are told.
  private static final int MAX_VALUES = 20;

  /// The first slice of lengths ends with so many tokens; each is twice as long as the one before.
  private static final int SHORTEST = 8;

  private static final int MAX_VALUE_LENGTH = 64;

  /// All slices, and the properties of which values were left out.
  record Cut(List<Slice> slices, List<String> cut) {}

  Cut of(List<Examined> texts) {
    Map<String, Function<Examined, Set<String>>> properties = new LinkedHashMap<>();
    properties.put(SCRIPT, text -> Set.of(script(text.text())));
    properties.put(TOKENS, text -> Set.of(tokens(text.document())));
    query.by().forEach(field -> properties.put(field, text -> values(text.document(), field)));
    List<Slice> slices = new ArrayList<>();
    List<String> cut = new ArrayList<>();
    properties.forEach(
        (property, valuesOf) -> {
          Map<String, List<Examined>> groups = new TreeMap<>();
          texts.forEach(
              text ->
                  valuesOf
                      .apply(text)
                      .forEach(value -> groups.computeIfAbsent(value, _ -> new ArrayList<>()).add(text)));
          if (groups.size() > MAX_VALUES) {
            cut.add(property);
          }
          groups.entrySet().stream()
              .sorted(Comparator.comparingInt(group -> -group.getValue().size()))
              .limit(MAX_VALUES)
              .forEach(group -> slices.add(slice(property, group.getKey(), group.getValue())));
        });
    slices.sort(
        Comparator.comparing(Slice::isSmall)
            .thenComparingDouble(slice -> mean(slice.recall()))
            .thenComparingDouble(slice -> mean(slice.standard())));
    return new Cut(slices, cut);
  }

  private static double mean(Optional<MeanInterval> value) {
    return value.map(MeanInterval::mean).orElse(1.0);
  }

  private Slice slice(String property, String value, List<Examined> texts) {
    List<Examined> changed = texts.stream().filter(Examined::isChanged).toList();
    List<Examined> beside = texts.stream().filter(text -> text.nearest().isPresent()).toList();
    CosineScale scale = encoder.scale();
    return new Slice(
        property,
        value,
        texts.size(),
        mean(changed, Examined::similarity),
        mean(changed, Examined::recall),
        mean(beside, text -> scale.standard(text.nearest().orElseThrow())),
        texts.stream().mapToDouble(text -> encoder.legibility(text.text())).average().orElseThrow());
  }

  private Optional<MeanInterval> mean(List<Examined> texts, ToDoubleFunction<Examined> value) {
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(intervals.of(texts.stream().mapToDouble(value).toArray()));
  }

  /// The script of most letters; nobody guesses at languages that share one.
  static String script(String text) {
    return text.codePoints()
        .filter(Character::isLetter)
        .mapToObj(Character.UnicodeScript::of)
        .collect(Collectors.groupingBy(script -> script, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> name(most.getKey()))
        .orElse("none");
  }

  private static String name(Character.UnicodeScript script) {
    String name = script.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /// A range of lengths; what is longer than the encoder reads at once is one of its own.
  private String tokens(Document document) {
    int longest = encoder.maxContentTokens();
    int tokens = encoder.count((document.title() + " " + document.text()).strip());
    if (tokens > longest) {
      return "over " + longest;
    }
    int to = SHORTEST;
    while (to < tokens) {
      to *= 2;
    }
    return "%d to %d".formatted(to == SHORTEST ? 1 : to / 2 + 1, Math.min(to, longest));
  }

  private static Set<String> values(Document document, String field) {
    return FieldValue.each(document.fields().getOrDefault(field, "[]")).stream()
        .filter(value -> value.length() <= MAX_VALUE_LENGTH)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
