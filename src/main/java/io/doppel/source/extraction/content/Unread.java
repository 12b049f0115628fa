package io.doppel.source.extraction.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a document holds and was not read.
///
/// @param kind what it is
/// @param count how many there are, 1 or more
/// @param names which they are, as far as they have names; at most [#MAX_NAMES] of them, each at most [#MAX_NAME]
///     UTF-16 units long
public record Unread(Kind kind, int count, List<String> names) {

  public static final int MAX_NAMES = 100;
  public static final int MAX_NAME = 200;

  /// The kinds of what is not read.
  public enum Kind {
    /// Pages of a PDF file without text, such as scans; their names are their numbers, from 1 on.
    PAGE("page without text", "pages without text"),
    /// Pages of a PDF file that were read from their picture, so that letters may be wrong; named as those of [#PAGE].
    RECOGNIZED("scanned page that was read by text recognition", "scanned pages that were read by text recognition"),
    IMAGE("picture", "pictures"),
    /// Charts, drawings, films, and documents of other programs.
    OBJECT("embedded object", "embedded objects"),
    ATTACHMENT("attached file", "attached files"),
    /// What is encrypted within a document that is not.
    ENCRYPTED("encrypted part", "encrypted parts"),
    /// What the document names and does not hold.
    MISSING("part that is kept elsewhere", "parts that are kept elsewhere"),
    DAMAGED("damaged part", "damaged parts"),
    COMMENT("comment", "comments"),
    DELETION("deleted passage", "deleted passages"),
    /// What stands above and below each page.
    HEADER("header or footer", "headers and footers"),
    FORMULA("formula", "formulas"),
    LINK("address of a link", "addresses of links");

    private final String one;
    private final String many;

    Kind(String one, String many) {
      this.one = one;
      this.many = many;
    }

    /// As programs call it.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Unread {
    if (count < 1) {
      throw new IllegalArgumentException("count must be 1 or more, got " + count);
    }
    names =
        names.stream().limit(MAX_NAMES).map(name -> name.substring(0, Math.min(MAX_NAME, name.length()))).toList();
  }

  /// One more of the kind.
  Unread and(int more, String name) {
    List<String> all = names;
    if (!name.isEmpty() && names.size() < MAX_NAMES) {
      all = new ArrayList<>(names);
      all.add(name);
    }
    return new Unread(kind, (int) Math.min(Integer.MAX_VALUE, count + (long) more), all);
  }

  /// Whether somebody would miss it in the text: a page of letters, a chapter, an attached file, and not a comment or
  /// what stands above each page.
  public boolean mayHoldText() {
    return switch (kind) {
      case PAGE, OBJECT, ATTACHMENT, ENCRYPTED, MISSING, DAMAGED -> true;
      case RECOGNIZED, IMAGE, COMMENT, DELETION, HEADER, FORMULA, LINK -> false;
    };
  }

  /// All of it, as in `1 picture, 2 comments`.
  public static String sentence(List<Unread> unread) {
    return unread.stream().map(Unread::sentence).collect(Collectors.joining(", "));
  }

  /// As in `2 pages without text (3, 4)`.
  public String sentence() {
    String named = names.isEmpty() ? "" : " (%s%s)".formatted(String.join(", ", names), names.size() < count
        ? ", …" : "");
    return String.format(Locale.ROOT, "%,d %s%s", count, count == 1 ? kind.one : kind.many, named);
  }
}
