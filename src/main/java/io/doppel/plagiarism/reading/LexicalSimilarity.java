package io.doppel.plagiarism.reading;

import io.doppel.text.Span;
import io.doppel.language.hash.HashedWords;
import io.doppel.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// How alike the units of two texts are by their words: the cosine of tf-isf vectors, where the inverse sentence
/// frequency is taken over the units of both texts, and Dice's coefficient of their sets of terms (Sanchez-Perez,
/// Sidorov and Gelbukh, 2014, "A Winning Approach to Text Alignment for Text Reuse Detection at PAN 2014").
///
/// A term is a word's stem; in scripts without spaces it is a pair of neighbouring syllables.
public final class LexicalSimilarity {

  /// A unit's terms with their weights, in ascending order of the terms.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Terms(int[] ids, float[] weights, float length) {}

  private final Map<Long, Integer> vocabulary = new HashMap<>();
  private final List<Terms> here;
  private final List<Terms> there;
  private final int[][] postings;
  private final float[] dots;
  private final int[] common;
  private final float[] isf;

  public LexicalSimilarity(Reading here, Reading there) {
    List<int[]> hereTerms = terms(here);
    List<int[]> thereTerms = terms(there);
    int[] frequency = new int[vocabulary.size()];
    count(hereTerms, frequency);
    count(thereTerms, frequency);
    this.isf = new float[frequency.length];
    for (int term = 0; term < isf.length; term++) {
      isf[term] = (float) Math.log((1.0 + here.size() + there.size()) / frequency[term]);
    }
    this.here = hereTerms.stream().map(terms -> weighted(terms, isf)).toList();
    this.there = thereTerms.stream().map(terms -> weighted(terms, isf)).toList();
    this.postings = postings(this.there, isf.length);
    this.dots = new float[there.size()];
    this.common = new int[there.size()];
  }

  /// Compares one unit of the suspicious text with all of the source. Not thread-safe.
  ///
  /// @param cosine receives the tf-isf cosine with each unit of the source
  /// @param dice receives Dice's coefficient with each unit of the source
  public void row(int unit, float[] cosine, float[] dice) {
    Arrays.fill(dots, 0);
    Arrays.fill(common, 0);
    Terms terms = here.get(unit);
    for (int k = 0; k < terms.ids().length; k++) {
      for (int j : postings[terms.ids()[k]]) {
        dots[j] += terms.weights()[k] * weight(there.get(j), terms.ids()[k]);
        common[j]++;
      }
    }
    for (int j = 0; j < dots.length; j++) {
      Terms other = there.get(j);
      float lengths = terms.length() * other.length();
      int sizes = terms.ids().length + other.ids().length;
      cosine[j] = lengths == 0 ? 0 : dots[j] / lengths;
      dice[j] = sizes == 0 ? 0 : 2f * common[j] / sizes;
    }
  }

  /// The tf-isf cosine of two runs of units, their ends exclusive.
  public float passages(int hereFrom, int hereTo, int thereFrom, int thereTo) {
    float[] sumHere = sum(here.subList(hereFrom, hereTo));
    float[] sumThere = sum(there.subList(thereFrom, thereTo));
    double lengths = Math.sqrt((double) Vectors.dot(sumHere, sumHere) * Vectors.dot(sumThere, sumThere));
    return lengths == 0 ? 0 : (float) (Vectors.dot(sumHere, sumThere) / lengths);
  }

  /// The cosine, weighted by isf, of what a copied passage leaves over of two units; 0 if it leaves nothing of one.
  public float rest(
      Reading hereReading, int unitHere, Span copyHere, Reading thereReading, int unitThere, Span copyThere) {
    Set<Integer> restHere = rest(hereReading, unitHere, copyHere);
    Set<Integer> restThere = rest(thereReading, unitThere, copyThere);
    double dot = 0;
    for (int term : restHere) {
      dot += restThere.contains(term) ? isf[term] * isf[term] : 0;
    }
    double lengths = Math.sqrt(squares(restHere) * squares(restThere));
    return lengths == 0 ? 0 : (float) (dot / lengths);
  }

  private double squares(Set<Integer> terms) {
    return terms.stream().mapToDouble(term -> isf[term] * isf[term]).sum();
  }

  /// The terms of a unit that do not lie in `copy`.
  private Set<Integer> rest(Reading reading, int unit, Span copy) {
    HashedWords words = reading.words();
    Set<Integer> rest = new HashSet<>();
    int to = reading.firstWord(unit + 1);
    for (int word = reading.firstWord(unit); word < to; word++) {
      boolean isOutside = words.start(word) < copy.start() || words.end(word) > copy.end();
      if (isOutside && beginsTerm(words, word, reading.firstWord(unit), to)) {
        rest.add(Objects.requireNonNull(vocabulary.get(term(words, word, to))));
      }
    }
    return rest;
  }

  private float[] sum(List<Terms> units) {
    float[] sum = new float[vocabulary.size()];
    for (Terms terms : units) {
      for (int k = 0; k < terms.ids().length; k++) {
        sum[terms.ids()[k]] += terms.weights()[k];
      }
    }
    return sum;
  }

  private static float weight(Terms terms, int id) {
    return terms.weights()[Arrays.binarySearch(terms.ids(), id)];
  }

  /// The terms of each unit in ascending order, as often as they occur.
  private List<int[]> terms(Reading reading) {
    List<int[]> all = new ArrayList<>(reading.size());
    HashedWords words = reading.words();
    for (int unit = 0; unit < reading.size(); unit++) {
      int to = reading.firstWord(unit + 1);
      int[] ids = new int[to - reading.firstWord(unit)];
      int size = 0;
      for (int word = reading.firstWord(unit); word < to; word++) {
        if (beginsTerm(words, word, reading.firstWord(unit), to)) {
          ids[size] = vocabulary.computeIfAbsent(term(words, word, to), key -> vocabulary.size());
          size++;
        }
      }
      int[] sorted = Arrays.copyOf(ids, size);
      Arrays.sort(sorted);
      all.add(sorted);
    }
    return all;
  }

  /// Whether a term begins at `word`, in a unit from `from` to before `to`: not at the last syllable of a run, which is
  /// in the pair before.
  private static boolean beginsTerm(HashedWords words, int word, int from, int to) {
    return isPair(words, word, to) || word == from || !isPair(words, word - 1, to);
  }

  /// The term that begins at `word`, in a unit that ends before `to`.
  private static long term(HashedWords words, int word, int to) {
    return isPair(words, word, to) ? HashedWords.mix(words.form(word), words.form(word + 1)) : words.stem(word);
  }

  private static boolean isPair(HashedWords words, int word, int to) {
    return word + 1 < to && words.isSyllable(word) && words.isSyllable(word + 1);
  }

  private static void count(List<int[]> units, int[] frequency) {
    for (int[] terms : units) {
      for (int k = 0; k < terms.length; k++) {
        if (k == 0 || terms[k] != terms[k - 1]) {
          frequency[terms[k]]++;
        }
      }
    }
  }

  private static Terms weighted(int[] terms, float[] isf) {
    int[] ids = Arrays.stream(terms).distinct().toArray();
    float[] weights = new float[ids.length];
    int k = -1;
    for (int i = 0; i < terms.length; i++) {
      if (i == 0 || terms[i] != terms[i - 1]) {
        k++;
      }
      weights[k] += isf[terms[i]];
    }
    return new Terms(ids, weights, (float) Math.sqrt(Vectors.dot(weights, weights)));
  }

  private static int[][] postings(List<Terms> units, int terms) {
    int[] sizes = new int[terms];
    for (Terms unit : units) {
      for (int id : unit.ids()) {
        sizes[id]++;
      }
    }
    int[][] postings = new int[terms][];
    for (int id = 0; id < terms; id++) {
      postings[id] = new int[sizes[id]];
    }
    for (int j = units.size() - 1; j >= 0; j--) {
      for (int id : units.get(j).ids()) {
        sizes[id]--;
        postings[id][sizes[id]] = j;
      }
    }
    return postings;
  }
}
