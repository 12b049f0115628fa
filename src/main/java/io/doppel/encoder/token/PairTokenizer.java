package io.doppel.encoder.token;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.doppel.encoder.model.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// The Hugging Face tokenizer of a cross-encoder: two texts in, one row of token ids out, nothing padded. Thread-safe
/// until closed.
public final class PairTokenizer implements AutoCloseable {

  private static final TokenizersLibrary NATIVE = TokenizersLibrary.LIB;

  private final long handle;
  private final int maxTokens;

  private PairTokenizer(long handle, int maxTokens) {
    this.handle = handle;
    this.maxTokens = maxTokens;
  }

  /// Loads a `tokenizer.json`. Of two texts that are too long together, the longer one is cut.
  public static PairTokenizer load(Path file, int maxTokens) throws IOException {
    long handle = Tokenizer.create(file);
    int special = specialTokens(handle);
    if (special < 1) {
      NATIVE.deleteTokenizer(handle);
      throw new ModelException(file, "does not frame two texts with special tokens as cross-encoders do");
    }
    if (maxTokens <= special + 1) {
      NATIVE.deleteTokenizer(handle);
      throw new ModelException(file, "leaves no room for two texts: the model reads %d tokens".formatted(maxTokens));
    }
    NATIVE.setTruncation(handle, maxTokens, "LONGEST_FIRST", 0);
    return new PairTokenizer(handle, maxTokens);
  }

  private static int specialTokens(long handle) {
    NATIVE.disableTruncation(handle);
    long encoding = NATIVE.encodeDual(handle, "a", "a", true);
    try {
      return (int) Arrays.stream(NATIVE.getSpecialTokenMask(encoding)).sum();
    } finally {
      NATIVE.deleteEncoding(encoding);
    }
  }

  public TokenPair encode(String text1, String text2) {
    long encoding = NATIVE.encodeDual(handle, text1, text2, true);
    try {
      long[] ids = NATIVE.getTokenIds(encoding);
      return new TokenPair(new Tokens(ids, ids.length == maxTokens), NATIVE.getTypeIds(encoding));
    } finally {
      NATIVE.deleteEncoding(encoding);
    }
  }

  @Override
  public void close() {
    NATIVE.deleteTokenizer(handle);
  }
}
