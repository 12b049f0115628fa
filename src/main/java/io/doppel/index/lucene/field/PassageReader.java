package io.doppel.index.lucene.field;

import io.doppel.text.Passage;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Cuts passages from the texts of their documents. Remembers the last document, so passages are best asked for in the
/// order they lie in. For one thread.
public final class PassageReader {

  private final List<LeafReaderContext> leaves;
  private final StoredFields stored;
  private int lastFirst = -1;
  private @Nullable Document lastRecord;

  public PassageReader(IndexSearcher searcher) throws IOException {
    this.leaves = searcher.getIndexReader().leaves();
    this.stored = searcher.storedFields();
  }

  public Passage read(int doc) throws IOException {
    LeafReaderContext leaf = IndexState.leafOf(leaves, doc);
    int inLeaf = doc - leaf.docBase;
    Document record = record(doc - number(leaf.reader(), PassageFields.ORDINAL, inLeaf));
    return PassageFields.cut(
        record,
        number(leaf.reader(), PassageFields.START, inLeaf),
        number(leaf.reader(), PassageFields.LENGTH, inLeaf));
  }

  /// The id of the document that a passage is of, in UTF-8, whose order is that of code points.
  public BytesRef documentId(int doc) throws IOException {
    LeafReaderContext leaf = IndexState.leafOf(leaves, doc);
    SortedDocValues ids = leaf.reader().getSortedDocValues(PassageFields.DOCUMENT_ID);
    if (ids == null || !ids.advanceExact(doc - leaf.docBase)) {
      throw new IOException("no document id for passage " + doc);
    }
    return BytesRef.deepCopyOf(ids.lookupOrd(ids.ordValue()));
  }

  /// The document whose first passage has this number.
  public io.doppel.text.Document document(int first) throws IOException {
    return PassageFields.record(stored.document(first));
  }

  /// A passage of a document that was read already.
  public Passage cut(io.doppel.text.Document document, int doc) throws IOException {
    LeafReaderContext leaf = IndexState.leafOf(leaves, doc);
    int start = number(leaf.reader(), PassageFields.START, doc - leaf.docBase);
    int length = number(leaf.reader(), PassageFields.LENGTH, doc - leaf.docBase);
    return new Passage(document.id(), start, document.text().substring(start, start + length));
  }

  /// The numbers of the first passages of the documents that these passages are of, whose numbers ascend.
  public int[] firsts(int[] docs) throws IOException {
    int[] firsts = new int[docs.length];
    int next = 0;
    for (LeafReaderContext leaf : leaves) {
      int end = leaf.docBase + leaf.reader().maxDoc();
      if (next < docs.length && docs[next] < end) {
        NumericDocValues ordinals = values(leaf.reader(), PassageFields.ORDINAL);
        for (; next < docs.length && docs[next] < end; next++) {
          firsts[next] = docs[next] - number(ordinals, docs[next] - leaf.docBase);
        }
      }
    }
    return firsts;
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
    return number(values(reader, field), doc);
  }

  static NumericDocValues values(LeafReader reader, String field) throws IOException {
    NumericDocValues values = reader.getNumericDocValues(field);
    if (values == null) {
      throw new IOException("a segment has no " + field);
    }
    return values;
  }

  static int number(NumericDocValues values, int doc) throws IOException {
    if (!values.advanceExact(doc)) {
      throw new IOException("no number for passage " + doc);
    }
    return (int) values.longValue();
  }
}
