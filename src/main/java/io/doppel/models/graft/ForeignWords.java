package io.doppel.models.graft;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.HangulSyllableType;
import com.ibm.icu.lang.UProperty;
import io.doppel.encoder.token.WordPieceLearner;
import java.io.IOException;
import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The words of a language in letters that another one is not written with, as a tokenizer sees them that decomposes
/// letters and leaves out accents. A word is cut where other letters begin: what is learned of it can never apply to a
/// text in the other language.
///
/// A word's smallest parts are its letters; the vowel of a block that is written as one, as in Hangul, is in one part
/// with the consonants before it.
final class ForeignWords {

  /// Letters, parts and words that are rarer are left alone.
  private static final long RAREST_LETTER = 5;

  private static final long RAREST_WORD = 2;

  /// A script that has fewer of the letters is not one the language is written in, but one of names and quotations.
  private static final double WRITTEN_IN = 0.01;

  /// Of a block of letters as small as this one, all are taken where one was seen.
  private static final int SMALL_BLOCK = 128;

  private final Set<UnicodeScript> known;
  private final Map<String, Long> words = new HashMap<>();
  private final Map<String, Long> letters = new TreeMap<>();

  private ForeignWords(Set<UnicodeScript> known) {
    this.known = known;
  }

  /// Collects the words of all pairs' other side.
  ///
  /// @throws IOException if the other language is written with the same letters as the model's own, or with none
  static ForeignWords of(List<ParallelSentences.Pair> pairs) throws IOException {
    Map<UnicodeScript, Long> scripts = new EnumMap<>(UnicodeScript.class);
    Map<UnicodeScript, Long> others = new EnumMap<>(UnicodeScript.class);
    for (ParallelSentences.Pair pair : pairs) {
      pair.known()
          .codePoints()
          .filter(Character::isLetter)
          .forEach(letter -> scripts.merge(UnicodeScript.of(letter), 1L, Long::sum));
      pair.other()
          .codePoints()
          .filter(Character::isLetter)
          .forEach(letter -> others.merge(UnicodeScript.of(letter), 1L, Long::sum));
    }
    ForeignWords foreign = new ForeignWords(writtenIn(scripts));
    Set<UnicodeScript> unknown = writtenIn(others);
    if (unknown.isEmpty()) {
      throw new IOException("none of %d pairs of sentences has letters in the other language".formatted(pairs.size()));
    }
    unknown.removeAll(foreign.known);
    if (unknown.isEmpty()) {
      throw new IOException(
          ("the other language is written in the letters of the model's own (%s): new tokens would change how "
              + "texts in that one are read")
              .formatted(
                  String.join(", ", foreign.known.stream().map(UnicodeScript::toString).toList())));
    }
    pairs.forEach(pair -> foreign.read(pair.other()));
    return foreign;
  }

  private static Set<UnicodeScript> writtenIn(Map<UnicodeScript, Long> scripts) {
    long all = scripts.values().stream().mapToLong(Long::longValue).sum();
    Set<UnicodeScript> main = EnumSet.noneOf(UnicodeScript.class);
    scripts.forEach((script, count) -> {
      if (count >= WRITTEN_IN * all && script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
        main.add(script);
      }
    });
    return main;
  }

  /// How often each word was seen, by its parts; the first part of one that begins inside of a word has `##` before it.
  Map<List<String>, Long> counts() {
    Map<String, Long> parts = new HashMap<>();
    words.forEach((word, count) -> parts(word).forEach(part -> parts.merge(part, count, Long::sum)));
    Map<List<String>, Long> counts = new HashMap<>();
    words.forEach((word, count) -> {
      if (count >= RAREST_WORD) {
        boolean inside = word.startsWith(WordPieceLearner.INSIDE);
        List<String> split = new ArrayList<>();
        for (String part : parts(word)) {
          split.addAll(
              parts.getOrDefault(part, 0L) < RAREST_LETTER
                  ? part.codePoints().mapToObj(Character::toString).toList()
                  : List.of(part));
        }
        if (split.stream()
            .allMatch(part ->
                part.codePointCount(0, part.length()) > 1
                    || letters.getOrDefault(part, 0L) >= RAREST_LETTER)) {
          split.set(0, (inside ? WordPieceLearner.INSIDE : "") + split.getFirst());
          counts.put(List.copyOf(split), count);
        }
      }
    });
    return counts;
  }

  /// All letters by themselves, at the beginning of a word and inside of it, so that every word can be spelled.
  Set<String> letters() {
    Set<String> all = new TreeSet<>();
    Set<UnicodeBlock> seen = new HashSet<>();
    letters.forEach(
        (letter, count) -> {
          if (count >= RAREST_LETTER) {
            int codePoint = letter.codePointAt(0);
            all.add(letter);
            UnicodeBlock block = UnicodeBlock.of(codePoint);
            if (block != null && seen.add(block)) {
              all.addAll(ofSmallBlock(codePoint, block));
            }
          }
        });
    List.copyOf(all).forEach(letter -> all.add(WordPieceLearner.INSIDE + letter));
    return all;
  }

  private List<String> ofSmallBlock(int codePoint, UnicodeBlock block) {
    int first = codePoint;
    int end = codePoint;
    while (codePoint - first <= SMALL_BLOCK && block.equals(UnicodeBlock.of(first - 1))) {
      first--;
    }
    while (end - first <= SMALL_BLOCK && block.equals(UnicodeBlock.of(end))) {
      end++;
    }
    List<String> all = new ArrayList<>();
    for (int letter = first; end - first <= SMALL_BLOCK && letter < end; letter++) {
      String alone = Character.toString(letter);
      if (isForeign(letter) && Normalizer.isNormalized(alone, Normalizer.Form.NFD)) {
        all.add(alone);
      }
    }
    return all;
  }

  private void read(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    StringBuilder word = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < decomposed.length(); i += Character.charCount(decomposed.codePointAt(i))) {
      int letter = Character.toLowerCase(decomposed.codePointAt(i));
      int kind = Character.getType(letter);
      if (kind == Character.NON_SPACING_MARK || kind == Character.CONTROL || kind == Character.FORMAT) {
        continue;
      }
      if (isForeign(letter)) {
        letters.merge(Character.toString(letter), 1L, Long::sum);
        if (word.isEmpty() && inside) {
          word.append(WordPieceLearner.INSIDE);
        }
        word.appendCodePoint(letter);
        inside = true;
        if (Character.isIdeographic(letter)) {
          // Tokenizers take each for a word.
          inside = end(word);
        }
      } else {
        end(word);
        inside = Character.isLetterOrDigit(letter);
      }
    }
    end(word);
  }

  private boolean end(StringBuilder word) {
    if (!word.isEmpty()) {
      words.merge(word.toString(), 1L, Long::sum);
      word.setLength(0);
    }
    return false;
  }

  private boolean isForeign(int letter) {
    boolean isLetter = Character.isLetter(letter) || Character.getType(letter) == Character.COMBINING_SPACING_MARK;
    return isLetter && letter > 0x7f && !known.contains(UnicodeScript.of(letter));
  }

  private static List<String> parts(String word) {
    List<String> parts = new ArrayList<>();
    String letters = word.startsWith(WordPieceLearner.INSIDE) ? word.substring(WordPieceLearner.INSIDE.length()) : word;
    letters
        .codePoints()
        .forEach(letter -> {
          String last = parts.isEmpty() ? "" : parts.getLast();
          boolean joins =
              isVowel(letter)
                  && !last.isEmpty()
                  && last.codePointCount(0, last.length()) == 1
                  && isOnset(last.codePointAt(0));
          if (joins) {
            parts.set(parts.size() - 1, last + Character.toString(letter));
          } else {
            parts.add(Character.toString(letter));
          }
        });
    return parts;
  }

  private static boolean isOnset(int letter) {
    return UCharacter.getIntPropertyValue(letter, UProperty.HANGUL_SYLLABLE_TYPE) == HangulSyllableType.LEADING_JAMO;
  }

  private static boolean isVowel(int letter) {
    return UCharacter.getIntPropertyValue(letter, UProperty.HANGUL_SYLLABLE_TYPE) == HangulSyllableType.VOWEL_JAMO;
  }
}
