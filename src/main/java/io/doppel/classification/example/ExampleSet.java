package io.doppel.classification.example;

import io.doppel.text.Bounds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// All examples of a classifier. A text has one label: where it comes again under another one, that is what it is
/// called from then on. They stand in an order of their own, so that nothing hangs on the order in which they came.
/// Immutable.
public final class ExampleSet {

  /// The most examples.
  public static final int MAX = 100_000;

  /// The most labels.
  public static final int MAX_LABELS = 1_000;

  /// The most UTF-16 units of all texts together.
  public static final int MAX_CHARACTERS = 20_000_000;

  /// Of no example.
  public static final ExampleSet EMPTY = new ExampleSet(Map.of());

  private final Map<String, String> labelOfText;
  private final List<LabelledText> all;

  private ExampleSet(Map<String, String> labelOfText) {
    this.labelOfText = labelOfText;
    List<LabelledText> examples = new ArrayList<>();
    labelOfText.forEach((text, label) -> examples.add(new LabelledText(label, text)));
    examples.sort(Comparator.comparing(LabelledText::label).thenComparing(LabelledText::text));
    this.all = Collections.unmodifiableList(examples);
  }

  /// The examples, of which the last one about a text counts.
  ///
  /// @throws Bounds.Violation if there are more than this holds
  public static ExampleSet of(Collection<LabelledText> examples) {
    return EMPTY.with(examples);
  }

  /// These and some more.
  ///
  /// @throws Bounds.Violation if there would be more than this holds
  public ExampleSet with(Collection<LabelledText> more) {
    Map<String, String> changed = new HashMap<>(labelOfText);
    for (LabelledText example : more) {
      changed.put(example.text(), example.label());
    }
    check("examples", changed.size(), MAX);
    check("labels", new HashSet<>(changed.values()).size(), MAX_LABELS);
    check("characters of all examples", changed.keySet().stream().mapToLong(String::length).sum(), MAX_CHARACTERS);
    return new ExampleSet(changed);
  }

  private static void check(String what, long count, int most) {
    if (count > most) {
      throw new Bounds.Violation(
          "examples", String.format(Locale.ROOT, "a classifier has at most %,d %s, got %,d", most, what, count));
    }
  }

  /// These, and the name of each label read as words, as `card_not_working` is "card not working". A name with hardly a
  /// letter is left out, and so is one that is an example already, under whatever label; one that two labels have is
  /// the first one's.
  ///
  /// @throws Bounds.Violation if there would be more than this holds
  public ExampleSet withNames() {
    Map<String, String> more = new HashMap<>(labelOfText);
    labels().keySet().forEach(label -> LabelNames.words(label).ifPresent(name -> more.putIfAbsent(name, label)));
    return with(more.entrySet().stream().map(each -> new LabelledText(each.getValue(), each.getKey())).toList());
  }

  /// These without all of a label.
  public ExampleSet withoutLabel(String label) {
    Map<String, String> left = new HashMap<>(labelOfText);
    left.values().removeIf(label::equals);
    return new ExampleSet(left);
  }

  /// These without some texts.
  public ExampleSet withoutTexts(Set<String> texts) {
    Map<String, String> left = new HashMap<>(labelOfText);
    left.keySet().removeAll(texts);
    return new ExampleSet(left);
  }

  /// All of them, by label and text.
  public List<LabelledText> all() {
    return all;
  }

  /// How many there are.
  public int size() {
    return all.size();
  }

  /// How many examples each label has, by label.
  public SortedMap<String, Long> labels() {
    return all.stream().collect(Collectors.groupingBy(LabelledText::label, TreeMap::new, Collectors.counting()));
  }
}
