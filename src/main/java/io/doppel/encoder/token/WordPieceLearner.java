package io.doppel.encoder.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Learns a vocabulary of word pieces: begins with the smallest parts of words, and makes one of the two that stand
/// side by side most often, again and again (Sennrich, Haddow and Birch, 2016, "Neural Machine Translation of Rare
/// Words with Subword Units"). A piece that stands inside of a word begins with `##`, as tokenizers of the kind
/// WordPiece want it.
///
/// The same words and counts always give the same pieces, in whatever order they come.
public final class WordPieceLearner {

  /// What a piece begins with that no word begins with.
  public static final String INSIDE = "##";

  /// Two parts that stand together more rarely than that are left apart.
  private static final long RAREST = 5;

  private final List<String> pieces = new ArrayList<>();
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<int[]> words = new ArrayList<>();
  private final List<Long> counts = new ArrayList<>();
  private final Map<Long, Neighbours> neighbours = new HashMap<>();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(Candidate.ORDER);

  /// Two pieces side by side: how often, and in which words; some of those may have changed meanwhile.
  private static final class Neighbours {
    private long count;
    private int[] words = new int[2];
    private int size;

    void in(int word) {
      if (size > 0 && words[size - 1] == word) {
        return;
      }
      words = size < words.length ? words : Arrays.copyOf(words, 2 * size);
      words[size++] = word;
    }
  }

  private record Candidate(long pair, long count, String joined, String left) {
    static final Comparator<Candidate> ORDER =
        Comparator.comparingLong(Candidate::count)
            .reversed()
            .thenComparing(Candidate::joined)
            .thenComparing(Candidate::left);
  }

  private WordPieceLearner() {}

  /// The pieces, the smallest parts first, then each as it was learned.
  ///
  /// @param counts how often a word was seen, by its parts; the first part of what stands inside a word begins with
  ///     `##`
  /// @param size how many pieces, the smallest parts among them, whose number may be greater than that
  public static List<String> learn(Map<List<String>, Long> counts, int size) {
    WordPieceLearner learner = new WordPieceLearner();
    learner.read(counts);
    while (learner.pieces.size() < size && learner.join()) {}
    return List.copyOf(learner.pieces);
  }

  private void read(Map<List<String>, Long> seen) {
    Map<String, List<String>> sorted = new TreeMap<>();
    seen.keySet().forEach(parts -> sorted.put(String.join(" ", parts), parts));
    sorted.values().stream()
        .flatMap(parts -> Stream.iterate(0, i -> i < parts.size(), i -> i + 1).map(i -> part(parts, i)))
        .distinct()
        .sorted()
        .forEach(this::number);
    for (List<String> parts : sorted.values()) {
      int[] word = new int[parts.size()];
      for (int i = 0; i < word.length; i++) {
        word[i] = number(part(parts, i));
      }
      words.add(word);
      counts.add(seen.getOrDefault(parts, 0L));
      count(words.size() - 1, 1);
    }
    neighbours.keySet().stream().sorted().forEach(this::offer);
  }

  private static String part(List<String> parts, int i) {
    return i == 0 ? parts.getFirst() : INSIDE + parts.get(i);
  }

  private int number(String piece) {
    return numbers.computeIfAbsent(
        piece,
        added -> {
          pieces.add(added);
          return pieces.size() - 1;
        });
  }

  /// Joins the two pieces that stand side by side most often; false if none do so often enough.
  private boolean join() {
    Candidate best = queue.poll();
    while (best != null && best.count() != count(best.pair())) {
      // It became rarer meanwhile, and was offered anew if it is worth it.
      best = queue.poll();
    }
    if (best == null || best.count() < RAREST) {
      return false;
    }
    int left = (int) (best.pair() >>> Integer.SIZE);
    int right = (int) best.pair();
    int joined = number(best.joined());
    Neighbours met = neighbours.remove(best.pair());
    if (met == null) {
      return true;
    }
    List<Long> changed = new ArrayList<>();
    for (int i = 0; i < met.size; i++) {
      int word = met.words[i];
      int[] before = words.get(word);
      int[] after = joined(before, left, right, joined);
      if (after.length < before.length) {
        count(word, -1);
        collect(before, changed);
        words.set(word, after);
        count(word, 1);
        collect(after, changed);
      }
    }
    neighbours.remove(best.pair());
    changed.stream().distinct().sorted().forEach(this::offer);
    return true;
  }

  private static int[] joined(int[] word, int left, int right, int joined) {
    int[] result = new int[word.length];
    int length = 0;
    for (int i = 0; i < word.length; i++) {
      boolean both = i + 1 < word.length && word[i] == left && word[i + 1] == right;
      result[length++] = both ? joined : word[i];
      i += both ? 1 : 0;
    }
    return Arrays.copyOf(result, length);
  }

  private void count(int word, int sign) {
    int[] parts = words.get(word);
    for (int i = 0; i + 1 < parts.length; i++) {
      Neighbours both = neighbours.computeIfAbsent(pair(parts, i), _ -> new Neighbours());
      both.count += sign * counts.get(word);
      if (sign > 0) {
        both.in(word);
      }
    }
  }

  private static void collect(int[] word, List<Long> pairs) {
    for (int i = 0; i + 1 < word.length; i++) {
      pairs.add(pair(word, i));
    }
  }

  private static long pair(int[] word, int i) {
    return ((long) word[i] << Integer.SIZE) | word[i + 1];
  }

  private long count(long pair) {
    Neighbours both = neighbours.get(pair);
    return both == null ? 0 : both.count;
  }

  private void offer(long pair) {
    long count = count(pair);
    if (count >= RAREST) {
      String left = pieces.get((int) (pair >>> Integer.SIZE));
      String right = pieces.get((int) pair);
      queue.add(new Candidate(pair, count, left + right.substring(INSIDE.length()), left));
    }
  }
}
