package io.doppel.plagiarism.citation;

import io.doppel.plagiarism.citation.CitedAs.Work;
import io.doppel.text.Document;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whether a document is the work that a citation names: by the words of its title, and by its fields `author`, and
/// `year`, `date` or `published`.
record SourceMatch(Document source) {

  /// The part of a title's words that an entry must have; an entry may leave a subtitle out.
  private static final double MOST_OF_A_TITLE = .7;

  /// A shorter title is no evidence.
  private static final int MIN_TITLE = 2;

  private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:1[5-9]|20)\\d\\d(?!\\d)");
  private static final Pattern FILE_NAME = Pattern.compile("\\S+\\.\\w{2,5}");

  Work of(Citation.Named named, Optional<Reference> entry) {
    Optional<Boolean> title = entry.flatMap(this::hasTitle);
    Optional<Boolean> author = entry.map(this::hasAuthor).orElseGet(() -> isBy(named));
    Optional<Boolean> year = year().map(known -> entry.map(Reference::year).orElse(named.year()).startsWith(known));
    if (title.isPresent()) {
      boolean isSame = title.get() && author.orElse(true);
      return isSame ? Work.SOURCE : Work.ANOTHER;
    }
    if (author.isPresent()) {
      return author.get() && year.orElse(true) ? Work.SOURCE : Work.ANOTHER;
    }
    return Work.UNKNOWN;
  }

  /// Empty if the document has no title that tells anything.
  private Optional<Boolean> hasTitle(Reference entry) {
    Set<String> title = Words.in(source.title());
    if (title.size() < MIN_TITLE || FILE_NAME.matcher(source.title()).matches()) {
      return Optional.empty();
    }
    long shared = title.stream().filter(entry::mentions).count();
    return Optional.of(shared >= MOST_OF_A_TITLE * title.size());
  }

  /// Empty if the document has no author.
  private Optional<Boolean> hasAuthor(Reference entry) {
    return surnames().map(names -> names.stream().anyMatch(entry::mentions));
  }

  private Optional<Boolean> isBy(Citation.Named named) {
    return named.authors().isEmpty()
        ? Optional.empty()
        : surnames()
            .map(names -> names.stream().map(Words::folded).toList())
            .map(names -> named.authors().stream().map(Words::folded).anyMatch(names::contains));
  }

  /// The first names of an author are no evidence: Kim Mina and Mina Lee are two.
  private Optional<List<String>> surnames() {
    String authors = source.fields().getOrDefault("author", "").strip();
    return authors.isEmpty()
        ? Optional.empty()
        : Optional.of(Stream.of(authors.split("\\s*(?:;|&| and )\\s*")).map(SourceMatch::surname).toList());
  }

  /// `Kim, Mina` and `Mina Kim` are by Kim; a Korean name stands as a whole.
  private static String surname(String author) {
    int comma = author.indexOf(',');
    if (comma > 0) {
      return author.substring(0, comma).strip();
    }
    return author.substring(author.lastIndexOf(' ') + 1);
  }

  private Optional<String> year() {
    return Stream.of("year", "date", "published")
        .map(field -> YEAR.matcher(source.fields().getOrDefault(field, "")))
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst();
  }
}
