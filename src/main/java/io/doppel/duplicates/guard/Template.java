package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.alignment.Alignment;
import io.doppel.duplicates.guard.alignment.Segments.Segment;
import io.doppel.duplicates.guard.alignment.Segments;
import io.doppel.language.Units;
import io.doppel.language.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Two texts are made after one template where they are the same word for word but for some values: "invoice 2023" and
/// "invoice 2024". A value is a number, a date, a name, a code or a symbol; a thing that stands for another one ("cite
/// a book", "cite a website") is none. Two whose first and last value are more than sixty words apart are not seen to
/// be made after one, nor are two of which one has more than 8,000 letters or 399 words: the rest is not compared.
///
/// @param fields where they differ, in the order of the first text; at least one, at most [#MAX_FIELDS]
public record Template(List<Field> fields) {

  /// Texts that differ in more places are something else than two copies of a form.
  public static final int MAX_FIELDS = 8;

  private static final int MAX_VALUE = 4;

  /// Only values turn the one text into the other.
  private static final Set<Guard> OF_VALUES = Set.of(Guard.NUMBER, Guard.REPLACEMENT);

  /// What stands here, and there in its place; in small letters.
  public record Field(String here, String there) {}

  public Template {
    fields = List.copyOf(fields);
  }

  /// @param contrasts the guards that fire between the two
  static Optional<Template> of(Alignment alignment, List<Contrast> contrasts) {
    if (contrasts.isEmpty() || !contrasts.stream().map(Contrast::guard).allMatch(OF_VALUES::contains)) {
      return Optional.empty();
    }
    List<Segment> segments = Segments.of(alignment);
    if (segments.isEmpty() || !segments.stream().allMatch(Template::isOfValues) || !hasFrame(alignment, segments)) {
      return Optional.empty();
    }
    List<Field> fields = new ArrayList<>();
    for (Segment segment : segments) {
      if (!saysTheSame(segment)) {
        fields.add(new Field(Finding.written(segment.here()), Finding.written(segment.there())));
      }
    }
    return fields.isEmpty() || fields.size() > MAX_FIELDS ? Optional.empty() : Optional.of(new Template(fields));
  }

  /// Whether there is a word with meaning around the values, and no fewer words than they have.
  private static boolean hasFrame(Alignment alignment, List<Segment> segments) {
    List<Word> values = segments.stream().flatMap(segment -> segment.here().stream()).toList();
    List<Word> all = alignment.here().list();
    return all.stream().filter(Word::content).count() > values.stream().filter(Word::content).count()
        && 2 * values.size() <= all.size();
  }

  private static boolean isOfValues(Segment segment) {
    return isValue(segment.here()) && isValue(segment.there());
  }

  private static boolean isValue(List<Word> words) {
    return !words.isEmpty()
        && words.size() <= MAX_VALUE
        && words.stream().allMatch(word -> isOfValue(word) || !word.content() || Units.of(word.written()).isPresent())
        && words.stream().anyMatch(Template::isOfValue);
  }

  private static boolean isOfValue(Word word) {
    return word.isLiteral() || Quantities.isOfNumbers(word);
  }

  /// A month, a day or a unit by two of its names.
  private static boolean saysTheSame(Segment segment) {
    return segment.here().size() == segment.there().size()
        && Stream.iterate(0, i -> i < segment.here().size(), i -> i + 1)
            .allMatch(i -> isOne(segment.here().get(i), segment.there().get(i)));
  }

  private static boolean isOne(Word one, Word other) {
    return one.same(other) || Quantities.areOneName(one, other) || Quantities.areOneUnit(one, other);
  }
}
