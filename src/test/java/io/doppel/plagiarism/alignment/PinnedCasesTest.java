package io.doppel.plagiarism.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.plagiarism.Plagiarism;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Every case of some texts made of random words, so that a change that should leave results alone can show that it
/// does.
class PinnedCasesTest {

  private final Random random = new Random(7);

  @Test
  void cases_of_texts_with_reuse_of_every_sort() {
    assertThat(String.join("\n", cases()))
        .isEqualTo(
            """
            copied 2: 519-641 from 695-817 VERBATIM 1.000
            copied 8: 529-1054 from 630-1155 VERBATIM 1.000
            copied 14: 514-1427 from 625-1538 VERBATIM 1.000
            copied 20: 484-1745 from 680-1941 VERBATIM 1.000
            edited 2: 479-619 from 640-780 LIGHT 0.749
            edited 8: 514-997 from 650-1133 LIGHT 0.743
            edited 14: 484-1415 from 665-1596 LIGHT 0.841
            edited 20: 509-1778 from 610-1879 LIGHT 0.922
            shuffled 2: 504-634 from 645-775 SHUFFLED 1.000
            shuffled 8: 529-1077 from 640-1188 SHUFFLED 1.000
            shuffled 14: 509-1370 from 645-1506 SHUFFLED 1.000
            shuffled 20: 509-1808 from 665-1964 SHUFFLED 1.000
            summarized 8: 529-775 from 620-1065 PARAPHRASE 0.734
            summarized 14: 494-939 from 655-1458 PARAPHRASE 0.746
            summarized 20: 509-1148 from 665-1916 PARAPHRASE 0.815
            korean 2: 349-439 from 455-547 LIGHT 1.000
            korean 8: 354-697 from 462-813 LIGHT 1.000
            korean 14: 377-1019 from 449-1105 LIGHT 1.000
            korean 20: 337-1240 from 441-1364 LIGHT 1.000""");
  }

  List<String> cases() {
    List<String> lines = new ArrayList<>();
    for (Reuse reuse : Reuse.values()) {
      for (int size = 2; size <= 20; size += 6) {
        List<String> source = sentences(size + 20, reuse == Reuse.KOREAN);
        List<String> taken = source.subList(10, 10 + size);
        List<String> suspicious = sentences(8, reuse == Reuse.KOREAN);
        suspicious.addAll(
            reuse == Reuse.SUMMARIZED
                ? everyOther(taken)
                : taken.stream().map(s -> reused(s, reuse)).toList());
        suspicious.addAll(sentences(6, reuse == Reuse.KOREAN));
        String name = reuse.name().toLowerCase(Locale.ROOT) + " " + size;
        for (Case found :
            Plagiarism.compare(
                String.join(" ", suspicious), String.join(" ", source), new BagOfWordsEncoder())) {
          lines.add(
              "%s: %d-%d from %d-%d %s %.3f"
                  .formatted(
                      name,
                      found.here().start(),
                      found.here().end(),
                      found.there().start(),
                      found.there().end(),
                      found.kind(),
                      found.similarity()));
        }
      }
    }
    return lines;
  }

  private enum Reuse {
    COPIED,
    EDITED,
    SHUFFLED,
    SUMMARIZED,
    KOREAN
  }

  private String reused(String sentence, Reuse reuse) {
    List<String> words = new ArrayList<>(List.of(sentence.substring(0, sentence.length() - 1).split(" ")));
    switch (reuse) {
      case COPIED, SUMMARIZED -> {}
      case EDITED -> {
        for (int i = 1; i < words.size(); i += 3) {
          words.set(i, word(false));
        }
      }
      case SHUFFLED -> Collections.shuffle(words.subList(1, words.size()), random);
      case KOREAN -> words.set(3, words.get(3) + words.remove(4));
    }
    return String.join(" ", words) + ".";
  }

  private List<String> everyOther(List<String> sentences) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i += 2) {
      some.add(reused(sentences.get(i), Reuse.EDITED));
    }
    return some;
  }

  private List<String> sentences(int count, boolean korean) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder sentence = new StringBuilder("B");
      for (int w = 0; w < 10 + random.nextInt(8); w++) {
        sentence.append(' ').append(word(korean));
      }
      sentences.add(sentence.append('.').toString());
    }
    return sentences;
  }

  private String word(boolean korean) {
    if (!korean) {
      return Integer.toString(36 * 36 * 36 + random.nextInt(1_000_000), 36);
    }
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      word.append((char) ('가' + random.nextInt(11_172)));
    }
    return word.toString();
  }
}
