package io.doppel.duplicates.mining.kept;

import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.duplicates.resemblance.Boilerplate.KnownUnit;
import io.doppel.duplicates.resemblance.Units;
import io.doppel.file.KeptFile;
import io.doppel.index.IndexView;
import io.doppel.text.Document;
import io.doppel.text.Span;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What was boilerplate when a collection was looked through last, in a file of lines: how many documents say it, its
/// hash, and its text as one of them writes it, up to 400 letters of it, between tabs. It can always be found again.
public final class BoilerplateFile {

  /// Documents that are in memory at once.
  private static final int READ_TOGETHER = 64;

  /// A line may be as long as its document; the beginning shows which one it is.
  private static final int MOST_LETTERS = 400;

  private static final int CELLS = 3;
  private static final int HEX = 16;

  private BoilerplateFile() {}

  /// Finds the texts of what is boilerplate; what most documents say comes first.
  ///
  /// @param view of the collection that was mined; what is gone from it has no text
  public static List<KnownUnit> find(Mined mined, IndexView view) throws IOException {
    Boilerplate boilerplate = mined.boilerplate();
    Map<Long, KnownUnit> found = new HashMap<>();
    List<String> wanted = new ArrayList<>();
    for (int number = 0; number < mined.stamps().size() && found.size() < boilerplate.size(); number++) {
      boolean more = false;
      for (long hash : mined.stamps().get(number).units().hashes().toArray()) {
        int documents = boilerplate.documents(hash);
        more |= documents > 0 && found.putIfAbsent(hash, new KnownUnit(hash, documents, "")) == null;
      }
      if (more) {
        wanted.add(mined.pairs().id(number));
      }
    }
    for (int from = 0; from < wanted.size(); from += READ_TOGETHER) {
      Cancellation.check();
      for (Document document :
          view.documents(wanted.subList(from, Math.min(from + READ_TOGETHER, wanted.size()))).values()) {
        for (Span unit : Units.in(document.text())) {
          String text = unit.of(document.text()).strip();
          found.computeIfPresent(
              Units.hash(text),
              (hash, known) ->
                  known.text().isEmpty() ? new KnownUnit(hash, known.documents(), shortened(text)) : known);
        }
      }
    }
    return found.values().stream()
        .sorted(Comparator.comparingInt((KnownUnit unit) -> -unit.documents()).thenComparing(KnownUnit::text))
        .toList();
  }

  private static String shortened(String text) {
    if (text.length() <= MOST_LETTERS) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MOST_LETTERS - 1)) ? MOST_LETTERS - 1 : MOST_LETTERS;
    return text.substring(0, end) + " …";
  }

  /// Writes it in one step; deletes the file where nothing is boilerplate.
  public static void write(List<KnownUnit> units, KeptFile file) throws IOException {
    if (units.isEmpty()) {
      file.delete();
      return;
    }
    file.write(
        units.stream()
            .map(unit ->
                "%d\t%016x\t%s\n".formatted(unit.documents(), unit.hash(), unit.text().replaceAll("\\s+", " ")))
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8));
  }

  /// What is in the file, which may be missing; lines that cannot be read are passed over.
  public static List<KnownUnit> read(KeptFile file) throws IOException {
    return file.read().stream()
        .flatMap(bytes -> new String(bytes, StandardCharsets.UTF_8).lines())
        .map(line -> line.split("\t", CELLS))
        .filter(cells ->
            cells.length == CELLS && cells[0].matches("\\d{1,9}") && cells[1].matches("[0-9a-f]{" + HEX + "}"))
        .map(cells -> new KnownUnit(Long.parseUnsignedLong(cells[1], HEX), Integer.parseInt(cells[0]), cells[2]))
        .toList();
  }
}
