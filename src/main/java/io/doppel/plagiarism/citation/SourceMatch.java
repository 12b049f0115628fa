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
final class SourceMatch {

  /// The part of a title's words that an entry must have; an entry may leave a subtitle out.
  private static final double MOST_OF_A_TITLE = .7;

  /// A shorter title is no evidence.
  private static final int MIN_TITLE = 2;

  private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:1[5-9]|20)\\d\\d(?!\\d)");
  private static final Pattern FILE_NAME = Pattern.compile("\\S+\\.\\w{2,5}");

  private static final Pattern BETWEEN_AUTHORS = Pattern.compile("\\s*(?:;|&| and )\\s*");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private final String title;
  private final Set<String> titleWords;
  private final List<String> surnames;
  private final String year;

  SourceMatch(Document source) {
    this.title = source.title();
    this.titleWords = Words.in(title);
    this.surnames = surnames(source.fields().getOrDefault("author", "").strip());
    this.year = year(source);
  }

  Work of(Citation.Named named, Optional<Reference> entry) {
    Optional<Boolean> hasTitle = entry.flatMap(this::hasTitle);
    Optional<Boolean> author = entry.map(this::hasAuthor).orElseGet(() -> isBy(named));
    if (hasTitle.isPresent()) {
      boolean isSame = hasTitle.get() && author.orElse(true);
      return isSame ? Work.SOURCE : Work.ANOTHER;
    }
    if (author.isPresent()) {
      return author.get() && isOfYear(named, entry) ? Work.SOURCE : Work.ANOTHER;
    }
    return Work.UNKNOWN;
  }

  /// Empty if the document has no title that tells anything.
  private Optional<Boolean> hasTitle(Reference entry) {
    if (titleWords.size() < MIN_TITLE || FILE_NAME.matcher(title).matches()) {
      return Optional.empty();
    }
    long shared = titleWords.stream().filter(entry::mentions).count();
    return Optional.of(shared >= MOST_OF_A_TITLE * titleWords.size());
  }

  /// Empty if the document has no author.
  private Optional<Boolean> hasAuthor(Reference entry) {
    return surnames.isEmpty() ? Optional.empty() : Optional.of(surnames.stream().anyMatch(entry::mentions));
  }

  private Optional<Boolean> isBy(Citation.Named named) {
    if (named.authors().isEmpty() || surnames.isEmpty()) {
      return Optional.empty();
    }
    Set<String> cited = Words.in(String.join(" ", named.authors()));
    return Optional.of(surnames.stream().anyMatch(surname -> cited.containsAll(Words.in(surname))));
  }

  /// A citation or an entry without a year speaks against no year.
  private boolean isOfYear(Citation.Named named, Optional<Reference> entry) {
    String cited = entry.map(Reference::year).filter(told -> !told.isEmpty()).orElse(named.year());
    return year.isEmpty() || cited.isEmpty() || cited.startsWith(year);
  }

  /// The first names of an author are no evidence: Kim Mina and Mina Lee are two.
  private static List<String> surnames(String authors) {
    return BETWEEN_AUTHORS.splitAsStream(authors)
        .flatMap(SourceMatch::persons)
        .map(SourceMatch::surname)
        .filter(surname -> !Words.in(surname).isEmpty())
        .toList();
  }

  /// `Mina Kim, Jun Lee` and `김민아, 박철수` are two, `Kim, Mina` and `Van Gogh, Vincent` one.
  private static Stream<String> persons(String authors) {
    boolean isList =
        COMMA.splitAsStream(authors).allMatch(each -> each.strip().indexOf(' ') > 0 || Words.isHangul(each));
    return isList ? COMMA.splitAsStream(authors) : Stream.of(authors);
  }

  /// `Kim, Mina` and `Mina Kim` are by Kim; a Korean name stands as a whole.
  private static String surname(String author) {
    int comma = author.indexOf(',');
    if (comma > 0) {
      return author.substring(0, comma).strip();
    }
    return author.substring(author.lastIndexOf(' ') + 1);
  }

  private static String year(Document source) {
    return Stream.of("year", "date", "published")
        .map(field -> YEAR.matcher(source.fields().getOrDefault(field, "")))
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst()
        .orElse("");
  }
}
