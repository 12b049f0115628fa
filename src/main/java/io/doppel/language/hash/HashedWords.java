package io.doppel.language.hash;

import java.text.Normalizer;
import java.util.Arrays;

/// The words of a text and where they stand: what is compared letter by letter.
///
/// A run of letters and digits is a word. In scripts that are written without spaces, or whose spacing people vary
/// (Hangul, Han, Kana), each syllable or character is a word, so that a copy with other spacing has the same words; so
/// is each emoji. Case and the Unicode form (NFC or NFD, full or half width) do not matter.
///
/// HashedWords are compared by a 64-bit hash: by chance, two different words of a million are taken for the same once
/// in some ten million texts.
public final class HashedWords {

  /// Word stems are the first letters: truncation does as well as a stemmer, in any language (McNamee and Mayfield,
  /// 2004, "Character N-Gram Tokenization for European Language Text Retrieval").
  private static final int STEM_LENGTH = 6;

  /// A Korean syllable stands for 2.1 to 2.3 English letters in translated sentences, and with the spaces between words
  /// for some 2.65.
  private static final int SYLLABLE_WEIGHT = 3;

  private int size;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private long[] forms = new long[64];
  private long[] stems = new long[64];
  private boolean[] syllables = new boolean[64];
  private boolean[] joined = new boolean[64];
  private final int[] weights;

  private HashedWords(String text) {
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      int end = at + Character.charCount(codePoint);
      if (standsAlone(codePoint)) {
        end = endOfMarks(text, end);
        add(text, at, end, true);
      } else if (Character.isLetterOrDigit(codePoint)) {
        end = endOfWord(text, end);
        add(text, at, end, false);
      }
      at = end;
    }
    weights = new int[size + 1];
    for (int i = 0; i < size; i++) {
      weights[i + 1] = weights[i] + (syllables[i] ? SYLLABLE_WEIGHT : ends[i] - starts[i] + 1);
    }
  }

  public static HashedWords of(String text) {
    return new HashedWords(text);
  }

  public int size() {
    return size;
  }

  /// UTF-16 offset of the first letter of a word.
  public int start(int word) {
    return starts[word];
  }

  /// UTF-16 offset behind the last letter of a word.
  public int end(int word) {
    return ends[word];
  }

  /// What equal words share.
  public long form(int word) {
    return forms[word];
  }

  /// What words of one stem share.
  public long stem(int word) {
    return stems[word];
  }

  /// Whether the word is one syllable, character or symbol of a script that has no use for spaces.
  public boolean isSyllable(int word) {
    return syllables[word];
  }

  /// Whether nothing stands between this word and the one before it, as inside a Korean word.
  public boolean isJoined(int word) {
    return joined[word];
  }

  /// How much the words from `from` (inclusive) to `to` (exclusive) carry, in letters with their spaces.
  public int weight(int from, int to) {
    return weights[to] - weights[from];
  }

  /// The first word that starts at `offset` or behind it; [#size()] if there is none.
  public int firstFrom(int offset) {
    int found = Arrays.binarySearch(starts, 0, size, offset);
    return found >= 0 ? found : -found - 1;
  }

  private void add(String text, int start, int end, boolean syllable) {
    if (size == starts.length) {
      int more = 2 * size;
      starts = Arrays.copyOf(starts, more);
      ends = Arrays.copyOf(ends, more);
      forms = Arrays.copyOf(forms, more);
      stems = Arrays.copyOf(stems, more);
      syllables = Arrays.copyOf(syllables, more);
      joined = Arrays.copyOf(joined, more);
    }
    String word = normal(text.substring(start, end));
    starts[size] = start;
    ends[size] = end;
    forms[size] = hash(word, word.length());
    stems[size] = hash(word, Math.min(STEM_LENGTH, word.length()));
    syllables[size] = syllable;
    joined[size] = size > 0 && ends[size - 1] == start;
    size++;
  }

  private static String normal(String word) {
    boolean ascii = true;
    for (int i = 0; i < word.length() && ascii; i++) {
      ascii = word.charAt(i) < 128;
    }
    String lower = word.toLowerCase(java.util.Locale.ROOT);
    return ascii ? lower : Normalizer.normalize(lower, Normalizer.Form.NFKC);
  }

  private static long hash(String word, int length) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < length; i++) {
      hash = mix(hash, word.charAt(i));
    }
    return hash;
  }

  /// One step of a 64-bit hash, strong enough to chain.
  public static long mix(long hash, long value) {
    long mixed = (hash ^ value) * 0x9e3779b97f4a7c15L;
    return mixed ^ (mixed >>> 29);
  }

  private static int endOfWord(String text, int from) {
    int end = from;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      if (standsAlone(codePoint) || !(Character.isLetterOrDigit(codePoint) || isMark(codePoint))) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  /// Behind what belongs to a syllable or symbol that ends at `from`: vowels and final consonants of a decomposed
  /// Hangul syllable, combining marks, variation selectors.
  private static int endOfMarks(String text, int from) {
    int end = from;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      boolean jamo = codePoint >= 0x1160 && codePoint <= 0x11ff;
      if (!jamo && !isMark(codePoint)) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  private static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      default -> false;
    };
  }

  private static boolean standsAlone(int codePoint) {
    if (codePoint < 0x1100) {
      return false;
    }
    if (Character.isIdeographic(codePoint) || Character.getType(codePoint) == Character.OTHER_SYMBOL) {
      return true;
    }
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HANGUL, HIRAGANA, KATAKANA, HAN -> true;
      default -> false;
    };
  }
}
