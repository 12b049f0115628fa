package io.doppel.index.lucene.field;

import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.DocIdSetIterator;

/// The documents of a segment, in the order they lie in, by the numbers of their first passages in the segment. For one
/// thread.
final class SegmentDocuments {

  private final LeafReader reader;
  private final StoredFields stored;
  private final FloatVectorValues vectors;
  private final DocIndexIterator rows;
  private final NumericDocValues ordinals;

  SegmentDocuments(LeafReaderContext leaf) throws IOException {
    this.reader = leaf.reader();
    this.stored = reader.storedFields();
    this.vectors = IndexState.vectors(leaf);
    this.rows = vectors.iterator();
    this.ordinals = PassageReader.values(reader, PassageFields.ORDINAL);
  }

  Document document(int first) throws IOException {
    return PassageFields.record(stored.document(first));
  }

  /// Those of the passages of a document behind the one that was asked for before.
  List<Embedding> embeddings(int first) throws IOException {
    List<Embedding> embeddings = new ArrayList<>();
    // The row behind the last document's may have been reached already.
    int doc = rows.docID() < first ? rows.advance(first) : rows.docID();
    do {
      embeddings.add(Embedding.ofUnit(vectors.vectorValue(rows.index()).clone()));
      doc = rows.nextDoc();
    } while (doc != DocIdSetIterator.NO_MORE_DOCS && PassageReader.number(ordinals, doc) > 0);
    return embeddings;
  }

  EmbeddedDocument embedded(int first) throws IOException {
    NumericDocValues starts = PassageReader.values(reader, PassageFields.START);
    NumericDocValues lengths = PassageReader.values(reader, PassageFields.LENGTH);
    Document document = document(first);
    List<Embedding> embeddings = embeddings(first);
    List<Passage> passages = new ArrayList<>(embeddings.size());
    for (int i = 0; i < embeddings.size(); i++) {
      int start = PassageReader.number(starts, first + i);
      int end = start + PassageReader.number(lengths, first + i);
      passages.add(new Passage(document.id(), start, document.text().substring(start, end)));
    }
    return new EmbeddedDocument(document, passages, embeddings);
  }
}
