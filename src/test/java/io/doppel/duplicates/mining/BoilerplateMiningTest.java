package io.doppel.duplicates.mining;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.duplicates.calibration.CosineCalibration;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.TestIndex;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is the same in many documents: a notice makes no duplicates, and versions of one text are duplicates.
class BoilerplateMiningTest {

  private static final int DIMENSION = 64;
  private static final int DOCUMENTS = 60;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 8, 9, 20})
  void versions_of_one_handbook_are_duplicates_of_each_other_however_many_they_are(int versions) throws IOException {
    Random random = new Random(versions);
    List<Embedding> chapters = somewhere(random, 3);
    List<EmbeddedDocument> documents = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      Part[] parts = new Part[4];
      for (int part = 0; part < 3; part++) {
        boolean version = i < versions;
        parts[part] =
            new Part(
                lines(version ? "Everybody reads chapter " + part : "Only %d has a chapter %d".formatted(i, part)),
                version ? chapters.get(part) : anywhere(random));
      }
      parts[3] = new Part(lines("What is new in edition " + i), anywhere(random));
      documents.add(document(i, parts));
    }

    Mined mined = mine(documents, .65f);

    assertThat(mined.boilerplate().isEmpty()).isTrue();
    assertThat(mined.pairs().size()).isEqualTo(versions * (versions - 1) / 2);
    assertThat(mined.duplicates()).isEqualTo(mined.pairs().size());
  }

  @Test
  void a_signature_in_letters_about_different_things_makes_none_of_them_a_duplicate() throws IOException {
    Random random = new Random(5);
    Embedding signature = anywhere(random);
    List<EmbeddedDocument> documents = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      Part own = new Part(lines("This is what letter %d tells you of".formatted(i)), anywhere(random));
      documents.add(
          i < 12
              ? document(i, own, new Part(lines("The office of the harbour master, line"), signature))
              : document(i, own, new Part(lines("Letter %d goes on with".formatted(i)), anywhere(random))));
    }

    Mined mined = mine(documents, .55f);

    assertThat(mined.boilerplate().size()).isEqualTo(5);
    assertThat(mined.pairs().size()).isZero();
  }

  private Mined mine(List<EmbeddedDocument> documents, float threshold) throws IOException {
    EncoderFingerprint tiny =
        new EncoderFingerprint("tiny", "a".repeat(64), "b".repeat(64), "mean", "", 128, DIMENSION);
    try (TestIndex index = LocalIndexes.open(folder.resolve("index"), Passport.of(tiny, "sentences"))) {
      index.put(documents);
      index.commit();
      Judge judge = Judge.of(CosineCalibration.of(.6, 60, .7));
      return new Miner(index, Optional.of(judge)).mine(threshold, _ -> {}, () -> false);
    }
  }

  private record Part(String text, Embedding embedding) {}

  private static String lines(String beginning) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 5).forEach(i -> text.append(beginning).append(' ').append((char) ('a' + i)).append(".\n"));
    return text.toString();
  }

  private static EmbeddedDocument document(int number, Part... parts) {
    String id = "d%02d".formatted(number);
    StringBuilder text = new StringBuilder();
    List<Passage> passages = new ArrayList<>();
    List<Embedding> embeddings = new ArrayList<>();
    for (Part part : parts) {
      passages.add(new Passage(id, text.length(), part.text()));
      text.append(part.text());
      embeddings.add(part.embedding());
    }
    return new EmbeddedDocument(Document.of(id, text.toString()), passages, embeddings);
  }

  private static List<Embedding> somewhere(Random random, int places) {
    return IntStream.range(0, places).mapToObj(_ -> anywhere(random)).toList();
  }

  private static Embedding anywhere(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return Embedding.normalize(vector);
  }
}
