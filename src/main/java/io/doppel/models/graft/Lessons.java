package io.doppel.models.graft;

import io.doppel.encoder.token.Tokens;
import io.doppel.models.graft.ParallelSentences.Pair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// What the body of a model is trained by: pairs of sentences drawn by their weights, and passages of them. A passage
/// is a sentence and those that come next, as many as there is room for: whoever learned from sentences alone loses the
/// sense of longer texts. What comes next is mostly the next line of the same file; where lines are left out, or a file
/// ends, it is another sentence, on both sides.
final class Lessons {

  /// A longer sentence costs more than it teaches.
  static final int MOST_TOKENS = 64;

  private static final int SHORTEST_PASSAGE = 65;
  static final int LONGEST_PASSAGE = 192;

  private final Function<List<String>, List<Tokens>> others;
  private final float passages;
  private final List<Sentence> sentences;
  private final double[] sums;
  private final Random random;

  /// A text of both languages.
  ///
  /// @param known in the model's own
  /// @param other the same in the one that it learns
  record Lesson(String known, Tokens other) {}

  private record Sentence(Pair pair, Tokens other, int known) {}

  /// @param pairs in the order of their files
  /// @param others reads texts of the language that is learned
  /// @param knowns counts the tokens of a text in the model's own
  /// @param first the first token that is new; a sentence without one teaches nothing
  /// @param passages share of what is drawn that is passages, 0 to 1
  /// @throws IOException if no pair can be learned from
  Lessons(
      List<Pair> pairs,
      Function<List<String>, List<Tokens>> others,
      ToIntFunction<String> knowns,
      int first,
      float passages,
      Random random)
      throws IOException {
    this.others = others;
    this.passages = passages;
    this.random = random;
    this.sentences = sentences(pairs, knowns, first);
    if (sentences.isEmpty()) {
      throw new IOException(
          ("none of %d pairs can be trained by: it takes a weight above 0, a word that is new to the model, and "
              + "at most %d tokens on either side")
              .formatted(pairs.size(), MOST_TOKENS));
    }
    sums = new double[sentences.size()];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += sentences.get(i).pair().weight();
      sums[i] = sum;
    }
  }

  private List<Sentence> sentences(List<Pair> pairs, ToIntFunction<String> knowns, int first) {
    List<Tokens> read = others.apply(pairs.stream().map(Pair::other).toList());
    List<Sentence> found = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      Pair pair = pairs.get(i);
      Tokens other = read.get(i);
      if (pair.weight() > 0
          && other.length() <= MOST_TOKENS
          && Arrays.stream(other.ids()).anyMatch(id -> id >= first)) {
        int known = knowns.applyAsInt(pair.known());
        if (known <= MOST_TOKENS) {
          found.add(new Sentence(pair, other, known));
        }
      }
    }
    return found;
  }

  /// Some batches, each of texts of nearly one length, so that little is padded, in an order by chance.
  ///
  /// @param batches how many
  /// @param size lessons of each
  List<List<Lesson>> draw(int batches, int size) {
    List<Lesson> drawn = new ArrayList<>();
    for (int i = 0; i < batches * size; i++) {
      int place = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
      int start = Math.min(sums.length - 1, place < 0 ? -place - 1 : place + 1);
      drawn.add(passages > 0 && random.nextDouble() < passages ? passage(start) : sentence(start));
    }
    drawn.sort(Comparator.comparingInt(lesson -> lesson.other().length()));
    List<List<Lesson>> found = new ArrayList<>();
    for (int from = 0; from < drawn.size(); from += size) {
      found.add(drawn.subList(from, from + size));
    }
    Collections.shuffle(found, random);
    return found;
  }

  private Lesson sentence(int place) {
    Sentence sentence = sentences.get(place);
    return new Lesson(sentence.pair().known(), sentence.other());
  }

  private Lesson passage(int start) {
    int most = random.nextInt(SHORTEST_PASSAGE, LONGEST_PASSAGE + 1);
    int length = sentences.get(start).other().length();
    int known = sentences.get(start).known();
    int end = start + 1;
    while (end < sentences.size()
        && length + sentences.get(end).other().length() <= most
        && known + sentences.get(end).known() <= most) {
      length += sentences.get(end).other().length();
      known += sentences.get(end).known();
      end++;
    }
    if (end == start + 1) {
      return sentence(start);
    }
    List<Pair> pairs = sentences.subList(start, end).stream().map(Sentence::pair).toList();
    return new Lesson(
        String.join(" ", pairs.stream().map(Pair::known).toList()),
        others.apply(List.of(String.join(" ", pairs.stream().map(Pair::other).toList()))).getFirst());
  }
}
