package io.doppel.models.graft;

import io.doppel.encoder.graph.EmbeddingTable;
import io.doppel.encoder.token.Tokenizer;
import io.doppel.learn.IbmModel1;
import io.doppel.learn.IbmModel1.Translations;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// Makes the embeddings of new tokens of those that they are translated by.
final class RowAlignment {

  static final int ROUNDS = 6;

  /// A row is the average of so many.
  private static final int ROWS = 8;

  /// Longer sentences say little of which word stands for which.
  private static final int LONGEST = 36;

  private RowAlignment() {}

  /// @param tokenizer knows the new tokens
  /// @param count how many there are
  static float[] rows(
      List<ParallelSentences.Pair> pairs,
      Tokenizer tokenizer,
      EmbeddingTable table,
      int count,
      GraftListener listener) {
    int first = table.rows();
    List<IbmModel1.Pair> tokens = new ArrayList<>();
    for (ParallelSentences.Pair pair : pairs) {
      int[] other = content(tokenizer, pair.other());
      int[] known = Arrays.stream(content(tokenizer, pair.known())).filter(id -> id < first).toArray();
      if (known.length > 0 && other.length > 0 && known.length <= LONGEST && other.length <= LONGEST) {
        tokens.add(new IbmModel1.Pair(distinct(other), distinct(known)));
      }
      if (tokens.size() % 1000 == 0) {
        Cancellation.check();
      }
    }
    IbmModel1 model = new IbmModel1(tokens, first + count);
    for (int round = 0; round < ROUNDS; round++) {
      listener.progress("align", round, ROUNDS);
      model.round();
      Cancellation.check();
    }
    listener.progress("align", ROUNDS, ROUNDS);
    return average(model.likeliest(ROWS).subList(first, first + count), table);
  }

  private static int[] content(Tokenizer tokenizer, String text) {
    long[] ids = tokenizer.encode(text).ids();
    int before = tokenizer.tokensBefore();
    return LongStream.of(ids)
        .skip(before)
        .limit(ids.length - tokenizer.specialTokens())
        .mapToInt(id -> (int) id)
        .toArray();
  }

  private static int[] distinct(int[] ids) {
    return Arrays.stream(ids).sorted().distinct().toArray();
  }

  private static float[] average(List<Translations> translations, EmbeddingTable table) {
    int dimension = table.dimension();
    float[] rows = new float[translations.size() * dimension];
    float[] mean = new float[dimension];
    int aligned = 0;
    for (int token = 0; token < translations.size(); token++) {
      Translations likeliest = translations.get(token);
      if (!likeliest.isEmpty()) {
        float[] row = average(likeliest, table);
        System.arraycopy(row, 0, rows, token * dimension, dimension);
        for (int i = 0; i < dimension; i++) {
          mean[i] += row[i];
        }
        aligned++;
      }
    }
    // Whatever was in no sentence says no more than any word.
    for (int token = 0; token < translations.size() && aligned > 0; token++) {
      for (int i = 0; i < dimension && translations.get(token).isEmpty(); i++) {
        rows[token * dimension + i] = mean[i] / aligned;
      }
    }
    return rows;
  }

  private static float[] average(Translations likeliest, EmbeddingTable table) {
    float[] row = new float[table.dimension()];
    float sum = 0;
    for (float probability : likeliest.probabilities()) {
      sum += probability;
    }
    for (int i = 0; i < likeliest.targets().length; i++) {
      table.addRow(likeliest.targets()[i], likeliest.probabilities()[i] / sum, row);
    }
    return row;
  }
}
