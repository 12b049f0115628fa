package io.doppel.duplicates;

import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.judgement.Judgement;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.index.Passport;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How near two texts are in meaning. Thread-safe.
public final class Similarity {

  private final Encoder encoder;
  private final Optional<Judge> judge;

  /// @param judge of the encoder, empty where none is known
  public Similarity(Encoder encoder, Optional<Judge> judge) {
    this.encoder = encoder;
    this.judge = judge;
  }

  /// What two texts have in common.
  ///
  /// @param similarity their cosine, in [-1, 1]
  /// @param judgement how likely they ask the same; empty where no calibration is known for the model
  /// @param truncated whether one of them was longer than the model reads
  public record Answer(float similarity, Optional<Judgement> judgement, boolean truncated) {}

  /// Which word of the one text stands for which of the other, as a reason for their similarity. Costs an inference for
  /// each text, whatever was encoded before.
  public WordAlignment align(TextPair pair) {
    return WordAlignment.of(pair.text1(), pair.text2(), encoder);
  }

  /// Why what is judged is to be taken with care: a sentence; empty where the calibration was learned with this
  /// encoder.
  public Optional<String> warning() {
    return judge.flatMap(known -> known.warning(Passport.of(encoder.fingerprint(), "")));
  }

  public Answer compare(TextPair pair) {
    return compare(List.of(pair)).getFirst();
  }

  /// The same of each pair, in their order; all texts are encoded together.
  public List<Answer> compare(List<TextPair> pairs) {
    List<String> texts = pairs.stream().flatMap(pair -> Stream.of(pair.text1(), pair.text2())).toList();
    List<Embedding> embeddings = encoder.encode(texts, Prompt.NONE);
    return IntStream.range(0, pairs.size())
        .mapToObj(i -> answer(pairs.get(i), embeddings.get(2 * i), embeddings.get(2 * i + 1)))
        .toList();
  }

  private Answer answer(TextPair pair, Embedding one, Embedding other) {
    float similarity = one.cosine(other);
    return new Answer(
        similarity,
        judge.map(known -> known.judge(pair.text1(), pair.text2(), similarity)),
        encoder.truncates(pair.text1(), Prompt.NONE) || encoder.truncates(pair.text2(), Prompt.NONE));
  }
}
