package io.doppel.eval.data;

import io.doppel.source.DocumentSource;
import io.doppel.source.Format;
import io.doppel.source.SourceLine;
import io.doppel.source.SourceRecord;
import io.doppel.source.file.DocumentReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Queries with their relevant documents in the layout of BEIR (Thakur et al., 2021): `corpus.jsonl` with `_id`,
/// `title` and `text`; `queries.jsonl` with `_id` and `text`; `qrels/SPLIT.tsv` with a header and
/// `query-id, corpus-id, score`.
///
/// @param folder where it is
/// @param queries texts by id, in the order of the file; only those with a judgement
/// @param judgements grades of documents by query; above 0 is relevant
public record RetrievalFolder(
    Path folder, Map<String, String> queries, Map<String, Map<String, Integer>> judgements) {

  /// Reads queries and judgements; the documents are read by [#corpus()].
  public static RetrievalFolder read(Path folder, String split) throws IOException {
    Path qrels = folder.resolve("qrels").resolve(split + ".tsv");
    Map<String, Map<String, Integer>> judgements = new LinkedHashMap<>();
    TabbedLines.read(
        qrels,
        List.of("query-id", "corpus-id", "score"),
        true,
        (cells, where) -> {
          int grade = grade(cells.get(2), where);
          Integer known =
              judgements.computeIfAbsent(cells.get(0), _ -> new LinkedHashMap<>()).putIfAbsent(cells.get(1), grade);
          if (known != null) {
            throw new DataException(
                where, "document %s is judged twice for query %s".formatted(cells.get(1), cells.get(0)));
          }
          return grade;
        });
    Map<String, String> all = queries(folder.resolve("queries.jsonl"));
    for (String query : judgements.keySet()) {
      if (!all.containsKey(query)) {
        throw new DataException(qrels, "query %s is not in queries.jsonl".formatted(query));
      }
    }
    all.keySet().retainAll(judgements.keySet());
    return new RetrievalFolder(folder, all, judgements);
  }

  /// The documents, as the product reads them.
  public DocumentSource corpus() throws IOException {
    return DocumentReader.open(List.of(folder.resolve("corpus.jsonl").toString()), Format.JSONL);
  }

  /// The first `limit` queries, all documents.
  public RetrievalFolder first(int limit) {
    Map<String, String> some = new LinkedHashMap<>();
    queries.entrySet().stream().limit(limit).forEach(query -> some.put(query.getKey(), query.getValue()));
    return new RetrievalFolder(folder, some, judgements);
  }

  private static Map<String, String> queries(Path file) throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    try (DocumentReader reader = DocumentReader.open(List.of(file.toString()), Format.JSONL)) {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case SourceRecord.Rejected bad -> throw new DataException(bad.where(), bad.reason());
          case SourceRecord.Accepted(var query, SourceLine where) -> {
            if (queries.put(query.id(), query.text()) != null) {
              throw new DataException(where, "query %s is there twice".formatted(query.id()));
            }
          }
        }
      }
    }
    return queries;
  }

  private static int grade(String cell, SourceLine where) throws DataException {
    try {
      return Integer.parseInt(cell.strip());
    } catch (NumberFormatException e) {
      throw new DataException(where, "score must be a whole number, got \"%s\"".formatted(cell), e);
    }
  }
}
