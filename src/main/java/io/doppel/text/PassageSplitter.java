package io.doppel.text;

import java.util.ArrayList;
import java.util.List;

/// Cuts documents into passages and says what the encoder reads of each. Thread-safe if its [TokenCounter] is.
///
/// An index is bound to the [#name()] of its splitter, since another splitter makes other vectors of the same
/// documents.
public sealed interface PassageSplitter permits SentenceSplitter, WholeSplitter {

  /// Packs consecutive sentences into passages of at most `maxTokens` tokens, title included.
  ///
  /// - Every character of the text that is not white space is in exactly one passage. A passage begins and ends with
  ///   such a character.
  /// - A sentence beyond the limit is cut at white space, a word beyond it at the word boundaries of Unicode Annex 29
  ///   (for scripts without spaces), then between graphemes, then between code points; a surrogate pair is never cut.
  ///   Only a single code point that is over the limit by itself makes a passage over the limit.
  /// - The title stands before each passage and its tokens are taken off the limit. A title of more than half the limit
  ///   is used up to the last word that fits the half. A document with nothing but a title gives one passage, at 0 with
  ///   the text `""`; its embedding text is the whole title, however long.
  /// - The time is linear in the text: the counter sees each character a few times.
  ///
  /// @param maxTokens the most tokens of content the encoder reads, special tokens not counted, at least 1
  /// @throws IllegalArgumentException if `maxTokens` is less than 1
  static PassageSplitter sentences(TokenCounter counter, int maxTokens) {
    return new SentenceSplitter(counter, maxTokens);
  }

  /// One passage a document: its text as it is, however long. The encoder reads as much of it as it can. For benchmarks
  /// that are defined this way.
  static PassageSplitter whole() {
    return WholeSplitter.INSTANCE;
  }

  /// What an index's passport calls this splitter: `sentences` or `whole`.
  String name();

  /// The passages of `document` in the order of the text, at least one.
  List<Passage> split(Document document);

  /// The title as it stands before each passage, `""` where there is none.
  String embeddedTitle(Document document);

  /// What the encoder reads for `passage`, one of the passages of `document`: the title, a space and the passage's
  /// text.
  default String embeddingText(Document document, Passage passage) {
    return embeddingTexts(document, List.of(passage)).getFirst();
  }

  /// [#embeddingText(Document, Passage)] of each passage; looks at the title only once.
  default List<String> embeddingTexts(Document document, List<Passage> passages) {
    String title = embeddedTitle(document);
    List<String> texts = new ArrayList<>(passages.size());
    for (Passage passage : passages) {
      String text = passage.text().strip();
      texts.add(text.isEmpty() ? document.title().strip() : title.isEmpty() ? text : title + " " + text);
    }
    return texts;
  }
}
