package io.doppel.index.lucene.field;

import io.doppel.index.hit.Facet;
import io.doppel.index.query.FieldValue;
import io.doppel.index.query.Filter;
import io.doppel.index.query.NumberTerm;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;

/// Metadata as terms of one Lucene field, so that no set of field names is too big: the name, a zero, one letter for
/// how the value was read, and the value in bytes that sort as values do. Every passage has its document's.
public final class Facts {

  /// The Lucene field.
  static final String FIELD = "facts";

  private static final byte END_OF_NAME = 0;
  private static final byte EXISTS = 'e';
  private static final byte TEXT = 't';
  private static final byte HASH = 'h';

  /// Those that a double does not tell from others. An index of before has all numbers as plain ones.
  private static final byte LONG_NUMBER = 'd';

  private static final byte NUMBER = 'n';
  private static final byte TIME = 'z';

  /// Longer values are compared by their hash; Lucene's terms end at 32,766 bytes.
  private static final int MAX_TEXT_BYTES = Facet.MAX_VALUE_BYTES;

  private Facts() {}

  /// The terms of a document.
  static Set<BytesRef> of(Map<String, String> fields) {
    Set<BytesRef> terms = new LinkedHashSet<>();
    fields.forEach(
        (name, value) -> {
          terms.add(exists(name));
          for (String each : FieldValue.each(value)) {
            terms.add(text(name, each));
            FieldValue.number(each).ifPresent(number -> terms.add(number(name, number)));
            FieldValue.time(each).ifPresent(time -> terms.add(time(name, time.start())));
          }
        });
    return terms;
  }

  /// The query that passes what the filter passes.
  public static Query query(Filter filter) {
    return switch (filter) {
      case Filter.Is is -> new TermInSetQuery(FIELD, texts(is));
      case Filter.NumberRange(String field, Optional<Filter.Limit> low, Optional<Filter.Limit> high) ->
          new ConstantScoreQuery(
              new BooleanQuery.Builder()
                  .add(plainNumbers(field, low, high), Occur.SHOULD)
                  .add(longNumbers(field, low, high), Occur.SHOULD)
                  .build());
      case Filter.TimeRange(String field, Instant from, Instant until) ->
          new TermRangeQuery(FIELD, time(field, from), time(field, until), true, false);
      case Filter.Has(String field) -> new TermQuery(new Term(FIELD, exists(field)));
      case Filter.And(List<Filter> parts) when parts.isEmpty() -> MatchAllDocsQuery.INSTANCE;
      case Filter.And(List<Filter> parts) -> all(parts.stream().map(Facts::query).toList(), Occur.FILTER);
      case Filter.Or(List<Filter> parts) -> any(parts);
      case Filter.Not(Filter part) ->
          new BooleanQuery.Builder()
              .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
              .add(query(part), Occur.MUST_NOT)
              .build();
    };
  }

  /// What the terms of all texts of a field begin with.
  static BytesRef texts(String field) {
    return term(field, TEXT, new byte[0]);
  }

  /// The term of the documents that have a field.
  static BytesRef exists(String name) {
    return term(name, EXISTS, new byte[0]);
  }

  /// The name of the field that a term is of; of a name that stands by its hash, something else.
  static String name(BytesRef term) {
    return new String(term.bytes, term.offset, lengthOfName(term), StandardCharsets.UTF_8);
  }

  /// Comes after all terms of the field that a term is of, and before those of the next. Made of the term's bytes, not
  /// of its name: a hash is no text. It may have the zero that ends names within it, and then comes after some of those
  /// terms only.
  static BytesRef after(BytesRef term) {
    BytesRefBuilder after = new BytesRefBuilder();
    after.append(term.bytes, term.offset, lengthOfName(term));
    after.append(END_OF_NAME);
    after.append((byte) 0xff);
    return after.toBytesRef();
  }

  private static int lengthOfName(BytesRef term) {
    int end = term.offset;
    while (term.bytes[end] != END_OF_NAME) {
      end++;
    }
    return end - term.offset;
  }

  private static Query all(List<Query> parts, Occur occur) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    parts.forEach(part -> all.add(part, occur));
    return new ConstantScoreQuery(all.build());
  }

  /// Looks for all texts at once, of whatever fields.
  private static Query any(List<Filter> parts) {
    List<BytesRef> texts = new ArrayList<>();
    List<Query> queries = new ArrayList<>();
    for (Filter part : parts) {
      if (part instanceof Filter.Is is) {
        texts.addAll(texts(is));
      } else {
        queries.add(query(part));
      }
    }
    if (!texts.isEmpty()) {
      queries.add(new TermInSetQuery(FIELD, texts));
    }
    return all(queries, Occur.SHOULD);
  }

  private static List<BytesRef> texts(Filter.Is is) {
    return is.values().stream().map(value -> text(is.field(), value)).toList();
  }

  private static BytesRef text(String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MAX_TEXT_BYTES ? term(name, TEXT, bytes) : term(name, HASH, sha256(bytes));
  }

  private static BytesRef number(String name, BigDecimal number) {
    OptionalDouble plain = NumberTerm.plain(number);
    return plain.isPresent()
        ? term(name, NUMBER, NumberTerm.of(plain.getAsDouble()))
        : term(name, LONG_NUMBER, NumberTerm.exact(number));
  }

  private static Query plainNumbers(String field, Optional<Filter.Limit> low, Optional<Filter.Limit> high) {
    double least = low.map(limit -> NumberTerm.least(limit.value(), limit.included())).orElse(Double.NEGATIVE_INFINITY);
    double most =
        high.map(limit -> NumberTerm.greatest(limit.value(), limit.included()))
            .orElse(Double.POSITIVE_INFINITY);
    // Below zero and zero are one number, but were two terms.
    return new TermRangeQuery(
        FIELD,
        term(field, NUMBER, NumberTerm.of(least == 0 ? -0.0 : least)),
        term(field, NUMBER, NumberTerm.of(most == 0 ? 0.0 : most)),
        true,
        true);
  }

  private static Query longNumbers(String field, Optional<Filter.Limit> low, Optional<Filter.Limit> high) {
    return new TermRangeQuery(
        FIELD,
        term(field, LONG_NUMBER, low.map(limit -> NumberTerm.exact(limit.value())).orElse(new byte[0])),
        high.map(limit -> term(field, LONG_NUMBER, NumberTerm.exact(limit.value()))).orElse(exists(field)),
        low.map(Filter.Limit::included).orElse(true),
        high.map(Filter.Limit::included).orElse(false));
  }

  private static BytesRef time(String name, Instant time) {
    return term(name, TIME, NumberTerm.ofWhole(millis(time)));
  }

  private static long millis(Instant time) {
    if (time.equals(Instant.MIN)) {
      return Long.MIN_VALUE;
    }
    return time.equals(Instant.MAX) ? Long.MAX_VALUE : time.toEpochMilli();
  }

  private static BytesRef term(String name, byte kind, byte[] value) {
    BytesRefBuilder term = new BytesRefBuilder();
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    // A long name stands by its hash, and so does one with the zero that ends names.
    byte[] start = bytes.length > MAX_TEXT_BYTES || name.indexOf('\0') >= 0 ? sha256(bytes) : bytes;
    term.append(start, 0, start.length);
    term.append(END_OF_NAME);
    term.append(kind);
    term.append(value, 0, value.length);
    return term.toBytesRef();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
