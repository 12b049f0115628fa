package io.doppel.training.example;

import io.doppel.training.example.Examples.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Examples in three parts that share no text: what belongs together by a common text, or to one class, stays together.
///
/// @param train what is learned from
/// @param dev what decides when to stop
/// @param test what decides whether to adopt; seen by nothing else
/// @param leftOut how many were left out, as they have a text of held-out ones
public record Split(Examples train, Examples dev, Examples test, int leftOut) {

  private static final int LEAST = 10;
  private static final int MOST_DEV = 500;

  /// @param share of the examples that is held out, half of it for each
  /// @throws IllegalArgumentException if too few can be held out
  public static Split of(Examples examples, double share, Random random) {
    List<List<Example>> groups = new ArrayList<>(groups(examples, true));
    Collections.shuffle(groups, random);
    List<Example> train = new ArrayList<>();
    List<List<Example>> held = List.of(new ArrayList<>(), new ArrayList<>());
    int each = (int) (examples.size() * share / 2);
    for (List<Example> group : groups) {
      List<Example> smaller = held.get(0).size() <= held.get(1).size() ? held.get(0) : held.get(1);
      if (smaller.size() + group.size() <= each) {
        smaller.addAll(group);
      } else {
        train.addAll(group);
      }
    }
    return checked(examples, examples, train, held.get(0), held.get(1), 0);
  }

  /// With held-out examples of the user's own, which are halved; those of the others that share a text with them are
  /// left out. Held-out texts may be of classes that are learned: what is held out is the texts.
  public static Split of(Examples examples, Examples heldOut, Random random) {
    Set<String> known = new HashSet<>(heldOut.texts());
    List<Example> train =
        examples.all().stream()
            .filter(example -> example.texts().stream().noneMatch(known::contains))
            .toList();
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
    return new Split(
        examples.with(train),
        heldOut.with(some(dev)),
        heldOut.with(test),
        leftOut);
  }

  /// As many as are looked at again and again, from all over.
  private static List<Example> some(List<Example> dev) {
    int every = Math.ceilDiv(dev.size(), MOST_DEV);
    return IntStream.range(0, dev.size()).filter(i -> i % every == 0).mapToObj(dev::get).toList();
  }

  private static List<List<Example>> groups(Examples examples, boolean wholeClasses) {
    Map<String, Integer> first = new HashMap<>();
    int[] parents = IntStream.range(0, examples.size()).toArray();
    for (int i = 0; i < parents.length; i++) {
      Example example = examples.all().get(i);
      for (String text : example.texts()) {
        join(parents, i, first.computeIfAbsent(text, ignored(i)));
      }
      if (wholeClasses && examples.kind() == Examples.Kind.CLASSES) {
        join(parents, i, first.computeIfAbsent("\n" + example.label(), ignored(i)));
      }
    }
    Map<Integer, List<Example>> groups = new LinkedHashMap<>();
    for (int i = 0; i < parents.length; i++) {
      groups.computeIfAbsent(root(parents, i), _ -> new ArrayList<>()).add(examples.all().get(i));
    }
    return List.copyOf(groups.values());
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
