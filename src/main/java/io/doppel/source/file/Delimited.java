package io.doppel.source.file;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import io.doppel.source.Format;
import io.doppel.source.SourceRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads [Format#CSV] and [Format#TSV]. A quoted field may hold line ends, which become `\n`; empty cells of metadata
/// are left out.
///
/// The lines of a record are put together before they are parsed, so that reading goes on in the next line after a
/// quote that is never closed, and a record is bounded like a line. Lines that were looked at for nothing are looked at
/// again a few times at most: where nearly every line opens a quote that is never closed, each stands for itself.
final class Delimited implements Records {

  private enum State {
    FIELD_START,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED,
    MALFORMED,
    RETURNED
  }

  private static final int MAX_COLUMNS = 10_000;

  /// The most lines of a record.
  private static final int MAX_LINES = 1 << 17;

  /// How often all in all what was looked at for nothing is looked at again.
  private static final int AGAIN = 4;

  private final InputFile file;
  private final Lines lines;
  private final int maxLength;
  private final char separator;
  private final CsvReader.CsvReaderBuilder parser;
  private final CsvRecordHandler handler;
  private final Deque<Lines.Line> unread = new ArrayDeque<>();

  /// So many characters of lines that were put back may still be looked at for the end of a record.
  private long again;

  private @Nullable List<String> header;
  private boolean done;

  Delimited(InputFile file, Lines lines, int maxLength, char separator) {
    this.file = file;
    this.lines = lines;
    this.maxLength = maxLength;
    this.separator = separator;
    this.parser =
        CsvReader.builder()
            .fieldSeparator(separator)
            .quoteCharacter('"')
            .commentStrategy(CommentStrategy.NONE)
            .skipEmptyLines(false)
            .detectBomHeader(false)
            .maxBufferSize(Math.max(1 << 16, maxLength + 16));
    int most = Math.max(1, maxLength);
    this.handler =
        CsvRecordHandler.of(h -> h.maxFields(MAX_COLUMNS).maxFieldSize(most).maxRecordSize(most));
  }

  /// The lines of one record, and its cells or what is wrong with it.
  private sealed interface Parsed {
    record Cells(long line, String raw, List<String> cells) implements Parsed {}

    record Fault(long line, String raw, String reason) implements Parsed {}
  }

  @Override
  public @Nullable SourceRecord next() throws IOException {
    while (!done) {
      switch (parsed()) {
        case null -> done = true;
        case Parsed.Fault fault -> {
          done = header == null;
          return file.rejected(fault.line(), fault.reason(), fault.raw());
        }
        case Parsed.Cells record when header != null -> {
          return document(record, header);
        }
        case Parsed.Cells record -> {
          List<String> names = names(record.cells());
          String fault = fault(names);
          if (fault != null) {
            done = true;
            return file.rejected(0, fault, record.raw());
          }
          header = names;
        }
      }
    }
    return null;
  }

  private SourceRecord document(Parsed.Cells record, List<String> header) {
    List<String> cells = record.cells();
    if (cells.size() != header.size()) {
      String reason = "the record has %d columns, the header has %d".formatted(cells.size(), header.size());
      return file.rejected(record.line(), reason, record.raw());
    }
    String id = null;
    String title = "";
    String text = "";
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      switch (header.get(i)) {
        case "id" -> id = cell.isEmpty() ? null : cell;
        case "title" -> title = cell;
        case "text" -> text = cell;
        case String name when !cell.isEmpty() -> fields.put(name, cell);
        case String _ -> {}
      }
    }
    return file.document(record.line(), id, title, text, fields, record.raw());
  }

  /// The names of the columns: `id`, `title` and `text` in lower case, `_id` as `id` where there is no other, the
  /// others as they are.
  private static List<String> names(List<String> header) {
    List<String> names = new ArrayList<>();
    for (String cell : header) {
      String name = cell.strip();
      String lower = name.toLowerCase(Locale.ROOT);
      boolean known = lower.equals("id") || lower.equals("_id") || lower.equals("title") || lower.equals("text");
      names.add(known ? lower : name.isEmpty() ? "column_" + (names.size() + 1) : name);
    }
    if (!names.contains("id")) {
      names.replaceAll(name -> name.equals("_id") ? "id" : name);
    }
    return names;
  }

  private static @Nullable String fault(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        return "the header names the column %s twice".formatted(name);
      }
    }
    return seen.contains("text")
        ? null
        : "the file has no column text; its columns are: " + String.join(", ", names);
  }

  /// The next record that is not blank, null at the end.
  private @Nullable Parsed parsed() throws IOException {
    Lines.Line first = take();
    while (first != null && first.fault() == null && first.text().isBlank()) {
      first = take();
    }
    if (first == null) {
      return null;
    }
    if (first.fault() != null) {
      return new Parsed.Fault(first.number(), first.text(), first.fault());
    }
    StringBuilder record = new StringBuilder(first.text());
    State state = scan(State.FIELD_START, first.text());
    List<Lines.Line> rest = new ArrayList<>();
    while (state == State.QUOTED) {
      boolean isNew = unread.isEmpty();
      Lines.Line line = take();
      if (line != null) {
        rest.add(line);
        again += (isNew ? AGAIN : -1) * (line.text().length() + 1L);
      }
      if (line == null
          || line.fault() != null
          || (!isNew && again < 0)
          || rest.size() >= MAX_LINES
          || record.length() + 1L + line.text().length() > maxLength) {
        state = State.MALFORMED;
      } else {
        record.append('\n').append(line.text());
        state = scan(state, line.text());
      }
    }
    if (state == State.MALFORMED) {
      for (Lines.Line line : rest.reversed()) {
        unread.addFirst(line);
      }
      return new Parsed.Fault(
          first.number(), first.text(), "a quote that opens in this line is not closed at the end of its field");
    }
    String raw = record.toString();
    if (state == State.RETURNED) {
      return new Parsed.Fault(
          first.number(), raw, "a carriage return stands alone in this line; put quotes around the field that has it");
    }
    try {
      return new Parsed.Cells(first.number(), raw, parser.ofSingleCsvRecord(handler, raw).getFields());
    } catch (CsvParseException e) {
      return new Parsed.Fault(
          first.number(), raw, "the line is not a valid record: " + String.valueOf(e.getMessage()));
    }
  }

  private Lines.@Nullable Line take() throws IOException {
    return unread.isEmpty() ? lines.next() : unread.removeFirst();
  }

  /// The state at the end of a line.
  private State scan(State before, String line) {
    State state = before;
    for (int i = 0; i < line.length() && state != State.MALFORMED; i++) {
      char c = line.charAt(i);
      if (c == '\r' && state != State.QUOTED) {
        return State.RETURNED; // The parser would end the record here.
      }
      state =
          switch (state) {
            case FIELD_START -> c == '"' ? State.QUOTED : c == separator ? State.FIELD_START : State.PLAIN;
            case PLAIN -> c == separator ? State.FIELD_START : State.PLAIN;
            case QUOTED -> c == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
            case QUOTE_IN_QUOTED ->
                c == '"' ? State.QUOTED : c == separator ? State.FIELD_START : State.MALFORMED;
            case MALFORMED, RETURNED -> state;
          };
    }
    return state;
  }
}
