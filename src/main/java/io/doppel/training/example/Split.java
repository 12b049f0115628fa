package io.doppel.training.example;

import io.doppel.training.example.Examples.Example;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Examples in three parts that share no text, whatever its case, spaces and normal form: what belongs together by a
/// common text stays together, and so does each class where there are many.
///
/// @param train what is learned from
/// @param dev what decides when to stop
/// @param test what decides whether to adopt; seen by nothing else
/// @param leftOut how many were left out, as they have a text of held-out ones
public record Split(Examples train, Examples dev, Examples test, int leftOut) {

  private static final int LEAST = 10;
  private static final int MOST_DEV = 500;
  private static final int MOST_TEST = 5_000;

  /// With fewer classes than this, none can be spared: some texts of each are held out instead.
  private static final int MANY_CLASSES = 20;

  /// A class is measured by its other texts, so that one alone says nothing.
  private static final int MATES = 2;

  /// @param share of the examples that is held out, half of it for each
  /// @throws IllegalArgumentException if too few can be held out, or what could be cannot be measured
  public static Split of(Examples examples, double share, Random random) {
    boolean classes = examples.kind() == Examples.Kind.CLASSES;
    boolean wholeClasses = classes && classes(examples.all()) >= MANY_CLASSES;
    List<List<Example>> groups = new ArrayList<>(groups(examples, wholeClasses));
    Collections.shuffle(groups, random);
    return classes && !wholeClasses
        ? someOfEachClass(examples, groups, share)
        : wholeGroups(examples, groups, wholeClasses ? MATES : 0, share);
  }

  /// @param least how many groups each part is to have, be they larger than its share
  private static Split wholeGroups(Examples examples, List<List<Example>> groups, int least, double share) {
    List<Example> train = new ArrayList<>();
    List<List<Example>> held = List.of(new ArrayList<>(), new ArrayList<>());
    int each = (int) (examples.size() * share / 2);
    int needed = 2 * least;
    for (List<Example> group : groups) {
      List<Example> smaller = held.get(0).size() <= held.get(1).size() ? held.get(0) : held.get(1);
      boolean isNeeded = needed > 0 && group.size() >= MATES;
      List<Example> part = isNeeded ? held.get(needed % 2) : smaller;
      if (isNeeded || smaller.size() + group.size() <= each) {
        part.addAll(group);
        needed -= isNeeded ? 1 : 0;
      } else {
        train.addAll(group);
      }
    }
    return checked(examples, examples, train, held.get(0), held.get(1), 0);
  }

  private static Split someOfEachClass(Examples examples, List<List<Example>> groups, double share) {
    Map<Double, List<Example>> byLabel = new TreeMap<>();
    for (List<Example> group : groups) {
      byLabel.computeIfAbsent(group.getFirst().label(), _ -> new ArrayList<>()).addAll(group);
    }
    List<Example> train = new ArrayList<>();
    List<Example> dev = new ArrayList<>();
    List<Example> test = new ArrayList<>();
    for (List<Example> one : byLabel.values()) {
      int each = one.size() < 4 * MATES ? 0 : (int) Math.max(MATES, one.size() * share / 2);
      dev.addAll(one.subList(0, each));
      test.addAll(one.subList(each, 2 * each));
      train.addAll(one.subList(2 * each, one.size()));
    }
    Set<String> held = keys(dev);
    held.addAll(keys(test));
    // A text of two classes is in the group of the first.
    List<Example> learned = without(train, held);
    return checked(examples, examples, learned, dev, test, train.size() - learned.size());
  }

  private static List<Example> without(List<Example> examples, Set<String> keys) {
    return examples.stream().filter(example -> Collections.disjoint(keys, keys(List.of(example)))).toList();
  }

  private static long classes(List<Example> examples) {
    return examples.stream().mapToDouble(Example::label).distinct().count();
  }

  private static Set<String> keys(List<Example> examples) {
    Set<String> keys = new HashSet<>();
    examples.forEach(example -> example.texts().forEach(text -> keys.add(key(text))));
    return keys;
  }

  /// By this two texts are told apart: not by case, spaces, or how letters are composed.
  private static String key(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
  }

  /// With held-out examples of the user's own, which are halved; those of the others that share a text with them are
  /// left out. Held-out texts may be of classes that are learned: what is held out is the texts.
  public static Split of(Examples examples, Examples heldOut, Random random) {
    Set<String> known = keys(heldOut.all());
    List<Example> train = without(examples.all(), known);
    List<List<Example>> groups = new ArrayList<>(groups(heldOut, false));
    Collections.shuffle(groups, random);
    if (heldOut.kind() == Examples.Kind.CLASSES) {
      // Of each class every other text, so that either half has all classes.
      groups.sort(Comparator.comparingDouble(group -> group.getFirst().label()));
    }
    List<List<Example>> held = List.of(new ArrayList<>(), new ArrayList<>());
    groups.forEach(group -> (held.get(0).size() <= held.get(1).size() ? held.get(0) : held.get(1)).addAll(group));
    return checked(examples, heldOut, train, held.get(0), held.get(1), examples.size() - train.size());
  }

  private static Split checked(
      Examples examples,
      Examples heldOut,
      List<Example> train,
      List<Example> dev,
      List<Example> test,
      int leftOut) {
    if (train.size() < LEAST || dev.size() < LEAST || test.size() < LEAST) {
      throw new IllegalArgumentException(
          ("at least %d examples are needed to learn from and twice as many to hold out, got %d, %d and %d of "
              + "%d that can be told apart")
              .formatted(LEAST, train.size(), dev.size(), test.size(), examples.size()));
    }
    List<Example> often = some(heldOut.kind(), dev, MOST_DEV);
    List<Example> once = some(heldOut.kind(), test, MOST_TEST);
    requireMeasurable(heldOut.kind(), often);
    requireMeasurable(heldOut.kind(), once);
    return new Split(examples.with(train), heldOut.with(often), heldOut.with(once), leftOut);
  }

  /// Refuses what has the same measure whatever was learned.
  private static void requireMeasurable(Examples.Kind kind, List<Example> held) {
    long labels = classes(held);
    switch (kind) {
      case CLASSES -> {
        if (labels < 2 || mates(held) == 0) {
          throw new IllegalArgumentException(
              ("held-out texts must be of at least 2 classes with %d texts each, or nothing can be measured; there are "
                  + "%d texts of %d classes in a half of them")
                  .formatted(MATES, held.size(), labels));
        }
      }
      case PAIRS -> {
        if (labels < 2) {
          throw new IllegalArgumentException(
              ("held-out pairs must have at least two labels, or nothing can be measured; all %d in a half of them "
                  + "have %s")
                  .formatted(held.size(), held.getFirst().label()));
        }
      }
      case ALIKE, TRIPLETS, PARALLEL, TEXTS -> {}
    }
  }

  private static long mates(List<Example> held) {
    return held.stream().collect(Collectors.groupingBy(Example::label, Collectors.counting())).values().stream()
        .filter(count -> count >= MATES)
        .count();
  }

  /// As many as are looked at, from all over; of classes whole ones, or where these are large, some texts of each.
  private static List<Example> some(Examples.Kind kind, List<Example> held, int most) {
    if (held.size() <= most) {
      return held;
    }
    if (kind != Examples.Kind.CLASSES) {
      int every = Math.ceilDiv(held.size(), most);
      return IntStream.range(0, held.size()).filter(i -> i % every == 0).mapToObj(held::get).toList();
    }
    Map<Double, List<Example>> byLabel = new LinkedHashMap<>();
    held.forEach(example -> byLabel.computeIfAbsent(example.label(), _ -> new ArrayList<>()).add(example));
    List<List<Example>> classes = new ArrayList<>(byLabel.values());
    int ofEach = Math.max(10, most / classes.size());
    int every = Math.max(1, Math.ceilDiv(classes.stream().mapToInt(one -> Math.min(one.size(), ofEach)).sum(), most));
    List<Example> some = new ArrayList<>();
    for (int i = 0; i < classes.size(); i += every) {
      some.addAll(classes.get(i).subList(0, Math.min(ofEach, classes.get(i).size())));
    }
    return some;
  }

  /// What of the test examples belongs together, by their numbers: by a common text, and where there are many classes
  /// by the class.
  public List<int[]> testGroups() {
    return numbers(test, classes(test.all()) >= MANY_CLASSES).stream()
        .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  private static List<List<Example>> groups(Examples examples, boolean wholeClasses) {
    return numbers(examples, wholeClasses).stream()
        .map(group -> group.stream().map(examples.all()::get).toList())
        .toList();
  }

  private static Collection<List<Integer>> numbers(Examples examples, boolean wholeClasses) {
    Map<String, Integer> first = new HashMap<>();
    int[] parents = IntStream.range(0, examples.size()).toArray();
    for (int i = 0; i < parents.length; i++) {
      Example example = examples.all().get(i);
      for (String text : example.texts()) {
        join(parents, i, first.computeIfAbsent(key(text), ignored(i)));
      }
      if (wholeClasses && examples.kind() == Examples.Kind.CLASSES) {
        join(parents, i, first.computeIfAbsent("\n" + example.label(), ignored(i)));
      }
    }
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < parents.length; i++) {
      groups.computeIfAbsent(root(parents, i), _ -> new ArrayList<>()).add(i);
    }
    return groups.values();
  }

  private static Function<String, Integer> ignored(int value) {
    return _ -> value;
  }

  private static void join(int[] parents, int one, int other) {
    parents[root(parents, one)] = root(parents, other);
  }

  private static int root(int[] parents, int of) {
    int root = of;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }
}
