package io.doppel.encoder.cache;

import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/// What an embedding was made from: the beginning of the SHA-256 of fingerprint, without the model's name, of prompt
/// and text; 128 bits keep texts apart.
@SuppressWarnings("ArrayRecordComponent") // handed to the store, never compared
record Key(byte[] bytes) {

  private static final int LENGTH = 16;

  static Key of(EncoderFingerprint fingerprint, Prompt prompt, String text) {
    MessageDigest digest = Sha256.digest();
    for (String part : new String[] {fingerprint.unnamed().toString(), prompt.name(), text}) {
      // All characters as they are: an encoding would make lone surrogates alike.
      ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + part.length() * Character.BYTES);
      bytes.putInt(part.length()).asCharBuffer().put(CharBuffer.wrap(part));
      digest.update(bytes.rewind());
    }
    return new Key(Arrays.copyOf(digest.digest(), LENGTH));
  }
}
