package io.doppel.text;

import java.util.ArrayList;
import java.util.List;

/// See [PassageSplitter#sentences(TokenCounter, int)].
record SentenceSplitter(TokenCounter counter, int maxTokens) implements PassageSplitter {

  /// No real text has so many characters a token; a longer piece is cut without asking the counter, which bounds its
  /// memory.
  private static final int MOST_CHARACTERS_PER_TOKEN = 32;

  private static final int LEAST_CHARACTER_LIMIT = 8192;

  /// No tokenizer makes more tokens of a UTF-16 unit; a title shorter by this factor need not be counted.
  private static final int MOST_TOKENS_PER_CHARACTER = 4;

  SentenceSplitter {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be at least 1, got " + maxTokens);
    }
  }

  @Override
  public String name() {
    return "sentences";
  }

  @Override
  public List<Passage> split(Document document) {
    String text = document.text();
    Span all = Span.stripped(text, 0, text.length());
    if (all.length() == 0) {
      return List.of(new Passage(document.id(), 0, ""));
    }
    String title = embeddedTitle(document);
    if (all.length() <= maxCharacters() && counter.count(joined(title, all.of(text))) <= maxTokens) {
      return List.of(new Passage(document.id(), all.start(), all.of(text)));
    }
    Packing packing = new Packing(document.id(), text, title);
    for (Span sentence : Sentences.of(text)) {
      packing.add(sentence);
    }
    return packing.finish();
  }

  @Override
  public String embeddedTitle(Document document) {
    String title = document.title().strip();
    int half = maxTokens / 2;
    if (title.length() <= half / MOST_TOKENS_PER_CHARACTER
        || (title.length() <= maxCharacters() && counter.count(title) <= half)) {
      return title;
    }
    List<Integer> ends = WordBoundaries.ends(title.substring(0, Math.min(title.length(), maxCharacters())));
    int fits = 0;
    int fitsNot = ends.size() + 1;
    while (fits + 1 < fitsNot) {
      int middle = (fits + fitsNot) >>> 1;
      if (counter.count(title.substring(0, ends.get(middle - 1))) <= half) {
        fits = middle;
      } else {
        fitsNot = middle;
      }
    }
    return fits == 0 ? "" : title.substring(0, ends.get(fits - 1)).strip();
  }

  private int maxCharacters() {
    return Math.clamp((long) maxTokens * MOST_CHARACTERS_PER_TOKEN, LEAST_CHARACTER_LIMIT, Integer.MAX_VALUE);
  }

  private static String joined(String title, String text) {
    return title.isEmpty() ? text : title + " " + text;
  }

  /// A piece that is not cut any further unless its tokens turn out not to add up.
  private record Piece(Span span, int tokens) {}

  /// One document on its way into passages: the pieces of the passage that is being filled.
  private final class Packing {
    private final String documentId;
    private final String text;
    private final String title;
    private final int budget;
    private final List<Piece> open = new ArrayList<>();
    private final List<Passage> passages = new ArrayList<>();
    private int openTokens;

    Packing(String documentId, String text, String title) {
      this.documentId = documentId;
      this.text = text;
      this.title = title;
      this.budget = Math.max(1, maxTokens - (title.isEmpty() ? 0 : counter.count(title)));
    }

    void add(Span sentence) {
      for (Piece piece : pieces(sentence, new ArrayList<>())) {
        while (!open.isEmpty() && !hasRoomFor(piece)) {
          closePassage();
        }
        open.add(piece);
        openTokens += piece.tokens();
      }
    }

    List<Passage> finish() {
      while (!open.isEmpty()) {
        closePassage();
      }
      return passages;
    }

    private boolean hasRoomFor(Piece piece) {
      return openTokens + piece.tokens() <= budget
          && piece.span().end() - open.getFirst().span().start() <= maxCharacters();
    }

    /// Appends the span as pieces that fit, cut as coarsely as possible.
    private List<Piece> pieces(Span span, List<Piece> pieces) {
      int tokens = span.length() > maxCharacters() ? Integer.MAX_VALUE : counter.count(span.of(text));
      List<Span> finer = tokens <= budget ? List.of() : finer(span);
      if (finer.size() < 2) {
        pieces.add(new Piece(span, Math.min(tokens, budget)));
      } else {
        for (Span part : finer) {
          pieces(part, pieces);
        }
      }
      return pieces;
    }

    /// The words of a span; of a single word, its halves; of a single code point, itself.
    private List<Span> finer(Span span) {
      List<Span> words = new ArrayList<>();
      int at = span.start();
      while (at < span.end()) {
        int end = at;
        while (end < span.end() && !Character.isWhitespace(text.charAt(end))) {
          end++;
        }
        if (end > at) {
          words.add(new Span(at, end));
        }
        at = end + 1;
      }
      if (words.size() > 1) {
        return words;
      }
      int middle = WordBoundaries.nearMiddle(text, span);
      return middle == span.end()
          ? List.of(span)
          : List.of(new Span(span.start(), middle), new Span(middle, span.end()));
    }

    /// Makes a passage of as many open pieces as fit when they are counted together.
    private void closePassage() {
      int size = open.size();
      while (true) {
        Span span = new Span(open.getFirst().span().start(), open.get(size - 1).span().end());
        int excess = counter.count(joined(title, span.of(text))) - maxTokens;
        if (excess <= 0) {
          break;
        }
        if (size == 1) {
          List<Span> finer = finer(span);
          if (finer.size() == 1) {
            break;
          }
          List<Piece> pieces = new ArrayList<>();
          finer.forEach(part -> pieces(part, pieces));
          removeFirst(1);
          open.addAll(0, pieces);
          pieces.forEach(piece -> openTokens += piece.tokens());
          size = pieces.size();
        }
        size = Math.clamp((long) size * budget / (budget + excess), 1, Math.max(1, size - 1));
      }
      Span span = new Span(open.getFirst().span().start(), open.get(size - 1).span().end());
      passages.add(new Passage(documentId, span.start(), span.of(text)));
      removeFirst(size);
    }

    private void removeFirst(int size) {
      List<Piece> first = open.subList(0, size);
      first.forEach(piece -> openTokens -= piece.tokens());
      first.clear();
    }
  }
}
