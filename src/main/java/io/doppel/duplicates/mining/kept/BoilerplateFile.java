package io.doppel.duplicates.mining.kept;

import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.duplicates.resemblance.Boilerplate.KnownStatement;
import io.doppel.duplicates.resemblance.Statements;
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
import java.util.stream.Gatherers;

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
  public static List<KnownStatement> find(Mined mined, IndexView view) throws IOException {
    Boilerplate boilerplate = mined.boilerplate();
    Map<Long, KnownStatement> found = new HashMap<>();
    List<String> wanted = new ArrayList<>();
    for (int number = 0; number < mined.stamps().size() && found.size() < boilerplate.size(); number++) {
      boolean more = false;
      for (long hash : mined.stamps().get(number).statements().hashes().toArray()) {
        int documents = boilerplate.documents(hash);
        more |= documents > 0 && found.putIfAbsent(hash, new KnownStatement(hash, documents, "")) == null;
      }
      if (more) {
        wanted.add(mined.pairs().id(number));
      }
    }
    for (List<String> some : wanted.stream().gather(Gatherers.windowFixed(READ_TOGETHER)).toList()) {
      Cancellation.check();
      for (Document document : view.documents(some).values()) {
        for (Span statement : Statements.in(document.text())) {
          String text = statement.of(document.text()).strip();
          found.computeIfPresent(
              Statements.hash(text),
              (hash, known) ->
                  known.text().isEmpty() ? new KnownStatement(hash, known.documents(), shortened(text)) : known);
        }
      }
    }
    return found.values().stream()
        .sorted(
            Comparator.comparingInt((KnownStatement statement) -> -statement.documents())
                .thenComparing(KnownStatement::text))
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
  public static void write(List<KnownStatement> statements, KeptFile file) throws IOException {
    if (statements.isEmpty()) {
      file.delete();
      return;
    }
    file.write(
        statements.stream()
            .map(said ->
                "%d\t%016x\t%s\n".formatted(said.documents(), said.hash(), said.text().replaceAll("\\s+", " ")))
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8));
  }

  /// What is in the file, which may be missing; lines that cannot be read are passed over.
  public static List<KnownStatement> read(KeptFile file) throws IOException {
    return file.read().stream()
        .flatMap(bytes -> new String(bytes, StandardCharsets.UTF_8).lines())
        .map(line -> line.split("\t", CELLS))
        .filter(cells ->
            cells.length == CELLS && cells[0].matches("\\d{1,9}") && cells[1].matches("[0-9a-f]{" + HEX + "}"))
        .map(cells -> new KnownStatement(Long.parseUnsignedLong(cells[1], HEX), Integer.parseInt(cells[0]), cells[2]))
        .toList();
  }
}
