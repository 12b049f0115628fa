package io.doppel.plagiarism.assessment;

import io.doppel.language.hash.HashedWords;
import io.doppel.text.disguise.PlainText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/// What a text says, in at most [#SIZE] numbers, by which it is known again when it was revised a little: the least
/// hashes of its pairs of neighbouring words (Broder, 1997, "On the resemblance and containment of documents"). Case,
/// punctuation, the spacing of Korean and letters that are exchanged or hidden do not matter.
///
/// @param least in ascending order, each once; empty for a text without words
public record Sketch(List<Integer> least) {

  /// The most numbers; the resemblance of longer texts is an estimate, off by some six hundredths.
  static final int SIZE = 64;

  public Sketch {
    if (least.size() > SIZE) {
      throw new IllegalArgumentException("a sketch has at most %d numbers, got %d".formatted(SIZE, least.size()));
    }
    least = List.copyOf(least);
  }

  /// The sketch of a text.
  public static Sketch of(String text) {
    HashedWords words = HashedWords.of(PlainText.of(text).text());
    int pairs = Math.max(words.size() - 1, Math.min(words.size(), 1));
    return new Sketch(
        IntStream.range(0, pairs)
            .map(i -> pair(words, i))
            .sorted()
            .distinct()
            .limit(SIZE)
            .boxed()
            .toList());
  }

  private static int pair(HashedWords words, int first) {
    long second = first + 1 < words.size() ? words.form(first + 1) : 0;
    long mixed = HashedWords.mix(HashedWords.mix(1, words.form(first)), second);
    return (int) (mixed ^ (mixed >>> Integer.SIZE));
  }

  /// The part of what both texts say that is the same, from 0 to 1 (Jaccard's coefficient).
  public double resemblance(Sketch other) {
    int both = 0;
    int all = 0;
    int i = 0;
    int j = 0;
    while (all < SIZE && (i < least.size() || j < other.least.size())) {
      boolean isHere = j == other.least.size() || (i < least.size() && least.get(i) <= other.least.get(j));
      boolean isThere = i == least.size() || (j < other.least.size() && other.least.get(j) <= least.get(i));
      both += isHere && isThere ? 1 : 0;
      i += isHere ? 1 : 0;
      j += isThere ? 1 : 0;
      all++;
    }
    return all == 0 ? 0 : (double) both / all;
  }

  /// As few letters as can be.
  String encoded() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * least.size());
    least.forEach(bytes::putInt);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /// @throws IllegalArgumentException if it is none
  static Sketch decoded(String encoded) {
    byte[] bytes = Base64.getUrlDecoder().decode(encoded);
    int[] numbers = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).asIntBuffer().get(numbers);
    return new Sketch(Arrays.stream(numbers).boxed().toList());
  }
}
