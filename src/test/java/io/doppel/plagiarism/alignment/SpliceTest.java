package io.doppel.plagiarism.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.text.Span;
import io.doppel.language.hash.HashedWords;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// What was spliced from one text into another, at random places, is found and cut out exactly.
class SpliceTest {

  private static final String[] ENDINGS = {". ", ".\n\n", "? ", "! ", ".” ", ".\n"};

  private final BagOfWordsEncoder encoder = new BagOfWordsEncoder();

  @RepeatedTest(300)
  void the_offsets_of_a_spliced_passage_cut_it_out_on_both_sides(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    Script script = Script.values()[random.nextInt(Script.values().length)];
    String before = sentences(random, script, 'b', random.nextInt(12));
    String passage = sentences(random, script, 'p', 3 + random.nextInt(5)).strip();
    String behind = sentences(random, script, 'e', random.nextInt(12));
    String sourceBefore = sentences(random, script, 's', random.nextInt(12));
    String sourceBehind = sentences(random, script, 't', random.nextInt(12));
    String suspicious = before + passage + "\n\n" + behind;
    String source = sourceBefore + passage + " " + sourceBehind;

    List<Case> cases = Plagiarism.compare(suspicious, source, encoder);

    Span here = new Span(before.length(), before.length() + passage.length());
    Span there = new Span(sourceBefore.length(), sourceBefore.length() + passage.length());
    assertThat(cases).as("seed %d, passage %s", seed, passage).hasSize(1);
    assertThat(cases.getFirst().here()).as("seed %d", seed).isEqualTo(here);
    assertThat(cases.getFirst().there()).as("seed %d", seed).isEqualTo(there);
    assertThat(cases.getFirst().kind()).isEqualTo(Kind.VERBATIM);
    assertThat(cases.getFirst().here().of(suspicious)).isEqualTo(cases.getFirst().there().of(source));
  }

  @RepeatedTest(50)
  void a_passage_cut_out_of_the_middle_of_sentences_is_found_to_the_word(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    String source = sentences(random, Script.LATIN, 's', 20);
    HashedWords words = HashedWords.of(source);
    int from = random.nextInt(words.size() - 40);
    Span there = new Span(words.start(from), words.end(from + 24 + random.nextInt(15)));
    String before = sentences(random, Script.LATIN, 'b', 6).strip() + " while ";
    String suspicious = before + there.of(source) + " meanwhile " + sentences(random, Script.LATIN, 'e', 6);

    List<Case> cases = Plagiarism.compare(suspicious, source, encoder);

    assertThat(cases).as("seed %d", seed).hasSize(1);
    assertThat(cases.getFirst().there()).as("seed %d", seed).isEqualTo(there);
    assertThat(cases.getFirst().here())
        .as("seed %d", seed)
        .isEqualTo(new Span(before.length(), before.length() + there.length()));
  }

  @RepeatedTest(50)
  void every_span_lies_in_its_text_and_never_cuts_a_surrogate_pair(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    String source = sentences(random, Script.EMOJI, 'p', 10) + sentences(random, Script.HANGUL, 'q', 10);
    StringBuilder suspicious = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      int start = random.nextInt(source.length());
      suspicious.append(source, start, Math.min(source.length(), start + random.nextInt(300))).append(' ');
      suspicious.append(sentences(random, Script.EMOJI, 'b', random.nextInt(3)));
    }
    for (Case found : Plagiarism.compare(suspicious.toString(), source, encoder)) {
      assertThat(isWhole(suspicious.toString(), found.here())).as("seed %d", seed).isTrue();
      assertThat(isWhole(source, found.there())).as("seed %d", seed).isTrue();
    }
  }

  private static boolean isWhole(String text, Span span) {
    return isBoundary(text, span.start()) && isBoundary(text, span.end()) && span.length() > 0;
  }

  private static boolean isBoundary(String text, int offset) {
    return offset == 0
        || offset == text.length()
        || !(Character.isHighSurrogate(text.charAt(offset - 1)) && Character.isLowSurrogate(text.charAt(offset)));
  }

  private enum Script {
    LATIN,
    HANGUL,
    EMOJI
  }

  /// Random sentences; two with different marks have no word in common.
  private static String sentences(Random random, Script script, char mark, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int words = 7 + random.nextInt(12);
      for (int w = 0; w < words; w++) {
        text.append(w == 0 ? "" : " ").append(word(random, script, mark));
      }
      text.append(ENDINGS[random.nextInt(ENDINGS.length)]);
    }
    return text.toString();
  }

  private static String word(Random random, Script script, char mark) {
    return switch (script) {
      case LATIN -> mark + Integer.toString(36 * 36 + random.nextInt(30_000), 36);
      case HANGUL -> hangul(random, mark);
      case EMOJI -> random.nextInt(4) == 0 ? emoji(random, mark) : mark + "𝒜é" + random.nextInt(1000);
    };
  }

  private static String hangul(Random random, char mark) {
    StringBuilder word = new StringBuilder();
    int block = (mark - 'a') * 400;
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      word.append((char) ('가' + block + random.nextInt(400)));
    }
    return word.toString();
  }

  private static String emoji(Random random, char mark) {
    return Character.toString(0x1f400 + 4 * (mark - 'a') + random.nextInt(4));
  }
}
