package io.doppel.duplicates.mining;

import io.doppel.duplicates.resemblance.Statements;
import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Document;

/// What is remembered of a document that was looked at: whether it has changed, and since when it has been as it is.
///
/// @param content the first half of its content hash, see [io.doppel.index.ContentHash]
/// @param more the second half
/// @param words what its title and text say, whatever its fields are
/// @param since when it was first seen so, in milliseconds since 1970
/// @param statements what it says, by which the boilerplate of the collection is found
public record Stamp(long content, long more, Words words, long since, Statements statements) {

  private static final int HEX = 16;

  /// Title and text in two hashes of 64 bits.
  public record Words(long one, long other) {

    static Words of(Document document) {
      String text = document.title() + "\0" + document.text();
      return new Words(hash(text, 0x9e3779b97f4a7c15L), hash(text, 0xc2b2ae3d27d4eb4fL));
    }

    private static long hash(String text, long factor) {
      long hash = text.length();
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ (hash >>> 29)) * factor + text.charAt(i);
      }
      return hash;
    }
  }

  static Stamp of(String contentHash, EmbeddedDocument document, long since) {
    return new Stamp(
        half(contentHash, 0), half(contentHash, 1), Words.of(document.document()), since, Statements.of(document));
  }

  boolean has(String contentHash) {
    return content == half(contentHash, 0) && more == half(contentHash, 1);
  }

  private static long half(String contentHash, int half) {
    return Long.parseUnsignedLong(contentHash, half * HEX, (half + 1) * HEX, HEX);
  }
}
