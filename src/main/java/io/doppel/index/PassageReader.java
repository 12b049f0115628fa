package io.doppel.index;

import io.doppel.text.Passage;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/// Cuts passages from the texts of their documents. Remembers the last document, so passages are best asked for in the
/// order they lie in. For one thread.
final class PassageReader {

  private final List<LeafReaderContext> leaves;
  private final StoredFields stored;
  private int lastFirst = -1;
  private @Nullable Document lastRecord;

  PassageReader(IndexSearcher searcher) throws IOException {
    this.leaves = searcher.getIndexReader().leaves();
    this.stored = searcher.storedFields();
  }

  Passage read(int doc) throws IOException {
    LeafReaderContext leaf = Snapshot.leafOf(leaves, doc);
    int inLeaf = doc - leaf.docBase;
    Document record = record(doc - number(leaf.reader(), PassageFields.ORDINAL, inLeaf));
    return PassageFields.cut(
        record,
        number(leaf.reader(), PassageFields.START, inLeaf),
        number(leaf.reader(), PassageFields.LENGTH, inLeaf));
  }

  private Document record(int first) throws IOException {
    Document record = lastRecord;
    if (record == null || lastFirst != first) {
      record = stored.document(first, PassageFields.ID_AND_TEXT);
      lastRecord = record;
      lastFirst = first;
    }
    return record;
  }

  private static int number(LeafReader reader, String field, int doc) throws IOException {
    NumericDocValues values = reader.getNumericDocValues(field);
    if (values == null || !values.advanceExact(doc)) {
      throw new IOException("no %s for passage %d".formatted(field, doc));
    }
    return (int) values.longValue();
  }
}
