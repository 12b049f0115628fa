package io.doppel.source.extraction.markup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What commands and environments of LaTeX mean for its text.
final class LatexWords {

  /// Environments that are formulas.
  static final Set<String> MATH =
      Set.of("math", "displaymath", "equation", "eqnarray", "align", "alignat", "flalign", "gather", "multline",
          "dmath");

  /// Environments whose content stands as it is written.
  static final Set<String> VERBATIM = Set.of("verbatim", "Verbatim", "lstlisting", "minted", "alltt");

  static final Set<String> DRAWINGS = Set.of("tikzpicture", "picture", "pgfpicture", "pspicture", "forest");

  /// Environments that are told, in braces, how their columns are.
  static final Map<String, Integer> TABLES =
      Map.of("tabular", 1, "tabular*", 2, "tabularx", 2, "tabulary", 2, "longtable", 1, "array", 1, "minipage", 1,
          "multicols", 1, "thebibliography", 1);

  static final Set<String> HEADINGS =
      Set.of("part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph", "caption",
          "captionof", "frametitle");

  static final Set<String> NOTES = Set.of("footnote", "footnotetext", "endnote", "thanks", "marginpar", "sidenote");

  /// Commands that name a file that is not read.
  static final Set<String> FILES =
      Set.of("input", "include", "subfile", "import", "bibliography", "addbibresource", "lstinputlisting",
          "verbatiminput", "includepdf");

  /// Commands of whose arguments nothing is text, with the number of those in braces.
  static final Map<String, Integer> SILENT =
      counted(
          List.of(
              "label", "ref", "eqref", "pageref", "autoref", "cref", "Cref", "nameref", "vref", "cite",
              "citep", "citet", "citealp", "citeauthor", "citeyear", "parencite", "textcite", "autocite",
              "footcite", "nocite", "vspace", "hspace", "usepackage", "documentclass", "bibliographystyle",
              "pagestyle", "thispagestyle", "pagenumbering", "hypersetup", "index", "glossary",
              "selectlanguage", "title", "author", "date", "markright", "bibitem", "cline", "cmidrule",
              "newlength", "hyphenation", "graphicspath", "geometry", "linespread", "setmainfont",
              "setmainhangulfont", "tag", "enlargethispage", "input@path", "def", "newif"),
          List.of(
              "setlength", "addtolength", "newcommand", "renewcommand", "providecommand", "newtheorem",
              "setcounter", "addtocounter", "fontsize", "markboth", "rule", "let"),
          List.of("newenvironment", "renewenvironment", "definecolor", "addcontentsline"));

  /// Those of them whose first argument may be a command without braces.
  static final Set<String> DEFINING =
      Set.of("newcommand", "renewcommand", "providecommand", "newlength", "setlength", "addtolength", "newif", "let");

  /// Commands with text behind some arguments that are none, with the number of those.
  static final Map<String, Integer> FIRST_SILENT =
      counted(
          List.of(
              "hyperlink", "hypertarget", "parbox", "foreignlanguage", "setlist", "colorbox", "raisebox", "scalebox",
              "rotatebox"),
          List.of("multicolumn", "fcolorbox", "resizebox", "multirow"),
          List.of());

  private static Map<String, Integer> counted(List<String> one, List<String> two, List<String> three) {
    Map<String, Integer> counts = new HashMap<>();
    one.forEach(name -> counts.put(name, 1));
    two.forEach(name -> counts.put(name, 2));
    three.forEach(name -> counts.put(name, 3));
    return Map.copyOf(counts);
  }

  static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("ldots", "…"), Map.entry("dots", "…"), Map.entry("textellipsis", "…"), Map.entry("ss", "ß"),
              Map.entry("ae", "æ"),
          Map.entry("AE", "Æ"), Map.entry("oe", "œ"), Map.entry("OE", "Œ"), Map.entry("o", "ø"), Map.entry("O",
              "Ø"), Map.entry("aa", "å"),
          Map.entry("AA", "Å"), Map.entry("l", "ł"), Map.entry("L", "Ł"), Map.entry("i", "ı"), Map.entry("j", "ȷ"),
              Map.entry("S", "§"), Map.entry("P", "¶"),
          Map.entry("copyright", "©"), Map.entry("pounds", "£"), Map.entry("euro", "€"), Map.entry("texteuro",
              "€"), Map.entry("textendash", "–"),
          Map.entry("textemdash", "—"), Map.entry("textbackslash", "\\"), Map.entry("textasciitilde", "~"),
              Map.entry("textbar", "|"),
          Map.entry("textless", "<"), Map.entry("textgreater", ">"), Map.entry("textunderscore", "_"),
              Map.entry("textquoteleft", "‘"),
          Map.entry("textquoteright", "’"), Map.entry("textquotedblleft", "“"), Map.entry("textquotedblright",
              "”"), Map.entry("LaTeX", "LaTeX"),
          Map.entry("TeX", "TeX"), Map.entry("quad", " "), Map.entry("qquad", " "), Map.entry("space", " "),
              Map.entry("textdegree", "°"),
          Map.entry("textregistered", "®"), Map.entry("texttrademark", "™"), Map.entry("guillemotleft", "«"),
              Map.entry("guillemotright", "»"));

  /// The mark that a command puts on the letter behind it.
  static final Map<String, String> ACCENTS =
      Map.ofEntries(
          Map.entry("'", "\u0301"), Map.entry("`", "\u0300"), Map.entry("^", "\u0302"), Map.entry("\"", "\u0308"),
              Map.entry("~", "\u0303"),
          Map.entry("=", "\u0304"), Map.entry(".", "\u0307"), Map.entry("c", "\u0327"), Map.entry("v", "\u030c"),
              Map.entry("u", "\u0306"),
          Map.entry("H", "\u030b"), Map.entry("k", "\u0328"), Map.entry("r", "\u030a"), Map.entry("b", "\u0331"),
              Map.entry("d", "\u0323"));

  private LatexWords() {}
}
