package io.doppel.encoder.token;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Legibility;
import io.doppel.encoder.library.NativeLibraries;
import io.doppel.encoder.model.ModelException;
import io.doppel.text.Span;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The Hugging Face tokenizer of a model: text in, token ids out, nothing padded. Thread-safe until
/// closed.
///
/// Goes to DJL's native interface rather than to `HuggingFaceTokenizer`, whose `encode` also builds
/// the token strings, spans and masks that nobody here reads: with ids alone, a short text costs a
/// fraction of the time.
public final class Tokenizer implements AutoCloseable {

  private static final String CASED = "The Old Harbour SLEEPS Under Grey Skies";

  private static final TokenizersLibrary NATIVE = TokenizersLibrary.LIB;

  static {
    NativeLibraries.loadTokenizers();
  }

  private final long handle;
  private final int maxTokens;
  private final long[] prefix;
  private final long[] suffix;
  private final long unknown;
  private final boolean lowersCase;

  private Tokenizer(long handle, int maxTokens, long[] prefix, long[] suffix, long unknown, boolean lowersCase) {
    this.handle = handle;
    this.maxTokens = maxTokens;
    this.prefix = prefix;
    this.suffix = suffix;
    this.unknown = unknown;
    this.lowersCase = lowersCase;
  }

  /// Loads a `tokenizer.json`. The padding and truncation that the file may carry are switched off:
  /// they belong to whoever saved it, and the model's own limit is `maxTokens`.
  public static Tokenizer load(Path file, int maxTokens) throws IOException {
    return load(file, maxTokens, false);
  }

  /// @param lowerCase whether a text is put into lower case first; many tokenizers do so themselves
  public static Tokenizer load(Path file, int maxTokens, boolean lowerCase) throws IOException {
    long handle = create(file);
    Tokenizer tokenizer = null;
    try {
      tokenizer = load(handle, file, maxTokens, lowerCase);
      return tokenizer;
    } finally {
      if (tokenizer == null) {
        NATIVE.deleteTokenizer(handle);
      }
    }
  }

  private static Tokenizer load(long handle, Path file, int maxTokens, boolean lowerCase) throws ModelException {
    NATIVE.disableTruncation(handle);
    long[] bare = ids(handle, "a", false);
    long[] framed = ids(handle, "a", true);
    int start = indexOf(framed, bare);
    if (start < 0) {
      throw new ModelException(file, "does not frame a text with special tokens as encoders do");
    }
    long[] prefix = Arrays.copyOf(framed, start);
    long[] suffix = Arrays.copyOfRange(framed, start + bare.length, framed.length);
    if (maxTokens <= prefix.length + suffix.length) {
      throw new ModelException(
          file, "leaves no room for a text: max_seq_length is %d".formatted(maxTokens));
    }
    return new Tokenizer(handle, maxTokens, prefix, suffix, unknown(handle), lowerCase && !ignoresCase(handle));
  }

  private static boolean ignoresCase(long handle) {
    return Arrays.equals(ids(handle, CASED, false), ids(handle, CASED.toLowerCase(Locale.ROOT), false));
  }

  /// Whether texts are put into lower case because the model wants it and the tokenizer does not do it.
  public boolean lowersCase() {
    return lowersCase;
  }

  /// A tokenizer of the native library that pads nothing.
  static long create(Path file) throws IOException {
    long handle;
    try {
      handle = NATIVE.createTokenizerFromString(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new ModelException(file, "is not UTF-8 text", e);
    } catch (RuntimeException e) {
      throw new ModelException(file, "is no tokenizer: " + e.getMessage(), e);
    }
    NATIVE.disablePadding(handle);
    return handle;
  }

  /// Token ids of `text` with the model's special tokens, cut to the limit by dropping the end of
  /// the text.
  public Tokens encode(String text) {
    long[] content = ids(handle, seen(text), false);
    int room = maxTokens - specialTokens();
    int kept = Math.min(content.length, room);
    long[] ids = new long[prefix.length + kept + suffix.length];
    System.arraycopy(prefix, 0, ids, 0, prefix.length);
    System.arraycopy(content, 0, ids, prefix.length, kept);
    System.arraycopy(suffix, 0, ids, prefix.length + kept, suffix.length);
    return new Tokens(ids, content.length > room);
  }

  /// Where the tokens of `text` stand, without special tokens and without truncation. A token that stands for no letter
  /// has an empty span.
  public List<Span> spans(String text) {
    long encoding = NATIVE.encode(handle, seen(text), false);
    try {
      return Arrays.stream(NATIVE.getTokenCharSpans(encoding)).map(span -> span(text, span)).toList();
    } finally {
      NATIVE.deleteEncoding(encoding);
    }
  }

  /// Where one letter gets two in lower case, as a capital I with a dot, each is put into lower case by itself, which
  /// leaves all at their place.
  private String seen(String text) {
    if (!lowersCase) {
      return text;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.length() == text.length()
        ? lower
        : text.codePoints()
            .map(Character::toLowerCase)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /// The tokenizer counts code points.
  private static Span span(String text, @Nullable CharSpan span) {
    if (span == null) {
      return new Span(0, 0);
    }
    int start = text.offsetByCodePoints(0, span.getStart());
    return new Span(start, text.offsetByCodePoints(start, span.getEnd() - span.getStart()));
  }

  /// How many special tokens stand before a text.
  public int tokensBefore() {
    return prefix.length;
  }

  /// Number of tokens of `text` without special tokens and without truncation.
  public int count(String text) {
    return ids(handle, seen(text), false).length;
  }

  /// See [Encoder#textOf].
  public Optional<String> textOf(long[] tokens) {
    int length = tokens.length - specialTokens();
    boolean framed =
        specialTokens() > 0
            && length > 0
            && Arrays.equals(tokens, 0, prefix.length, prefix, 0, prefix.length)
            && Arrays.equals(tokens, prefix.length + length, tokens.length, suffix, 0, suffix.length);
    // The native interface takes 32 bits of each.
    if (!framed || Arrays.stream(tokens).anyMatch(id -> id < 0 || id > Integer.MAX_VALUE)) {
      return Optional.empty();
    }
    long[] content = Arrays.copyOfRange(tokens, prefix.length, prefix.length + length);
    String text = NATIVE.decode(handle, content, false);
    return Arrays.equals(ids(handle, seen(text), false), content) ? Optional.of(text) : Optional.empty();
  }

  /// See [Encoder#legibility].
  public float legibility(String text) {
    long[] ids = ids(handle, seen(text), false);
    int unknowns = (int) Arrays.stream(ids).filter(id -> id == unknown).count();
    return Legibility.of(text, ids.length, unknowns);
  }

  /// Whether some token has this id.
  public boolean knows(long id) {
    return !NATIVE.decode(handle, new long[] {id}, false).isEmpty();
  }

  /// Number of special tokens around a text.
  public int specialTokens() {
    return prefix.length + suffix.length;
  }

  @Override
  public void close() {
    NATIVE.deleteTokenizer(handle);
  }

  private static long[] ids(long handle, String text, boolean specialTokens) {
    long encoding = NATIVE.encode(handle, text, specialTokens);
    try {
      return NATIVE.getTokenIds(encoding);
    } finally {
      NATIVE.deleteEncoding(encoding);
    }
  }

  /// The id of the token for what has none, -1 if there is no such token, as where bytes are tokens.
  private static long unknown(long handle) {
    // Two cuneiform signs, which no model has tokens for.
    long[] one = ids(handle, "\ud808\udc00", false);
    long[] other = ids(handle, "\ud808\udc41", false);
    return one.length > 0 && Arrays.equals(one, other) ? one[one.length - 1] : -1;
  }

  private static int indexOf(long[] ids, long[] part) {
    if (part.length == 0) {
      return -1;
    }
    for (int start = 0; start + part.length <= ids.length; start++) {
      if (Arrays.equals(ids, start, start + part.length, part, 0, part.length)) {
        return start;
      }
    }
    return -1;
  }
}
