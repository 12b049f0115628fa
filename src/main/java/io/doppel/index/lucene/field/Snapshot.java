package io.doppel.index.lucene.field;

import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// One state of an index, which does not change while it is looked at: its documents, one by one and all in turn.
/// Valid as long as its searcher is held; thread-safe.
public final class Snapshot {

  private final IndexSearcher searcher;
  private final List<LeafReaderContext> leaves;

  public Snapshot(IndexSearcher searcher) {
    this.searcher = searcher;
    this.leaves = searcher.getIndexReader().leaves();
  }

  public long documents() throws IOException {
    return searcher.count(new TermQuery(PassageFields.firstOfDocument()));
  }

  /// Documents that a query finds, which finds all passages of a document or none.
  public long documents(Query query) throws IOException {
    return searcher.count(
        new BooleanQuery.Builder()
            .add(query, Occur.FILTER)
            .add(new TermQuery(PassageFields.firstOfDocument()), Occur.FILTER)
            .build());
  }

  public Optional<Document> document(String documentId) throws IOException {
    int doc = first(documentId);
    return doc < 0
        ? Optional.empty()
        : Optional.of(PassageFields.record(searcher.storedFields().document(doc)));
  }

  public boolean holds(String documentId) throws IOException {
    return first(documentId) >= 0;
  }

  public Optional<String> contentHash(String documentId) throws IOException {
    int doc = first(documentId);
    if (doc < 0) {
      return Optional.empty();
    }
    LeafReaderContext leaf = leafOf(leaves, doc);
    BinaryDocValues hashes = leaf.reader().getBinaryDocValues(PassageFields.CONTENT_HASH);
    if (hashes == null || !hashes.advanceExact(doc - leaf.docBase)) {
      throw new IOException("no content hash for document " + documentId);
    }
    return Optional.of(hashes.binaryValue().utf8ToString());
  }

  public List<String> documentIds(String after, int limit) throws IOException {
    List<String> ids = new ArrayList<>();
    Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), PassageFields.DOCUMENT_ID);
    if (terms == null) {
      return ids;
    }
    Bits live = MultiBits.getLiveDocs(searcher.getIndexReader());
    TermsEnum each = terms.iterator();
    BytesRef start = new BytesRef(after);
    TermsEnum.SeekStatus status = each.seekCeil(start);
    BytesRef id =
        switch (status) {
          case END -> null;
          case FOUND -> each.next();
          case NOT_FOUND -> each.term();
        };
    PostingsEnum postings = null;
    for (; id != null && ids.size() < limit; id = each.next()) {
      postings = each.postings(postings, PostingsEnum.NONE);
      if (firstLive(postings, live) >= 0) {
        ids.add(id.utf8ToString());
      }
    }
    return ids;
  }

  /// Embeddings of passages drawn at random, in no particular order.
  public List<Embedding> sample(int count, RandomGenerator random) throws IOException {
    int live = searcher.getIndexReader().numDocs();
    BitSet drawn = new BitSet(live);
    if (count >= live) {
      drawn.set(0, live);
    } else {
      while (drawn.cardinality() < count) {
        drawn.set(random.nextInt(live));
      }
    }
    List<Embedding> sample = new ArrayList<>();
    int place = 0;
    for (LeafReaderContext leaf : leaves) {
      FloatVectorValues vectors = vectors(leaf);
      Bits alive = leaf.reader().getLiveDocs();
      DocIndexIterator rows = vectors.iterator();
      for (int doc = rows.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = rows.nextDoc()) {
        if (alive == null || alive.get(doc)) {
          if (drawn.get(place)) {
            sample.add(Embedding.ofUnit(vectors.vectorValue(rows.index()).clone()));
          }
          place++;
        }
      }
    }
    return sample;
  }

  /// Documents drawn at random with the embeddings of their passages, in the order they lie in (Knuth, The Art of Computer
  /// Programming 2, 3.4.2, algorithm S).
  public void sampleDocuments(int count, RandomGenerator random, BiConsumer<Document, List<Embedding>> reader) throws IOException {
    long left = documents();
    int wanted = count;
    for (LeafReaderContext leaf : leaves) {
      PostingsEnum firsts = leaf.reader().postings(PassageFields.firstOfDocument(), PostingsEnum.NONE);
      if (firsts == null) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      StoredFields stored = leaf.reader().storedFields();
      FloatVectorValues vectors = vectors(leaf);
      DocIndexIterator rows = vectors.iterator();
      NumericDocValues ordinals = PassageReader.values(leaf.reader(), PassageFields.ORDINAL);
      for (int doc = firstLive(firsts, live); doc >= 0 && wanted > 0; doc = firstLive(firsts, live)) {
        if (random.nextLong(left--) < wanted) {
          wanted--;
          reader.accept(PassageFields.record(stored.document(doc)), embeddings(doc, rows, vectors, ordinals));
        }
      }
    }
  }

  /// Those of the passages of the document whose first passage has this number in its segment.
  private static List<Embedding> embeddings(
      int first, DocIndexIterator rows, FloatVectorValues vectors, NumericDocValues ordinals) throws IOException {
    List<Embedding> embeddings = new ArrayList<>();
    // The row behind the last document's may have been reached already.
    int doc = rows.docID() < first ? rows.advance(first) : rows.docID();
    do {
      embeddings.add(Embedding.ofUnit(vectors.vectorValue(rows.index()).clone()));
      doc = rows.nextDoc();
    } while (doc != DocIdSetIterator.NO_MORE_DOCS && PassageReader.number(ordinals, doc) > 0);
    return embeddings;
  }

  public Optional<EmbeddedDocument> embedded(String documentId) throws IOException {
    int first = first(documentId);
    if (first < 0) {
      return Optional.empty();
    }
    LeafReaderContext leaf = leafOf(leaves, first);
    FloatVectorValues vectors = vectors(leaf);
    return Optional.of(embedded(leaf, first - leaf.docBase, leaf.reader().storedFields(), vectors.iterator(), vectors));
  }

  public void scanDocuments(Consumer<EmbeddedDocument> reader) throws IOException {
    for (LeafReaderContext leaf : leaves) {
      PostingsEnum firsts = leaf.reader().postings(PassageFields.firstOfDocument(), PostingsEnum.NONE);
      if (firsts == null) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      StoredFields stored = leaf.reader().storedFields();
      FloatVectorValues vectors = vectors(leaf);
      DocIndexIterator rows = vectors.iterator();
      for (int doc = firstLive(firsts, live); doc >= 0; doc = firstLive(firsts, live)) {
        reader.accept(embedded(leaf, doc, stored, rows, vectors));
      }
    }
  }

  /// @param first its first passage, by its number in the segment
  private static EmbeddedDocument embedded(
      LeafReaderContext leaf, int first, StoredFields stored, DocIndexIterator rows, FloatVectorValues vectors)
      throws IOException {
    NumericDocValues ordinals = PassageReader.values(leaf.reader(), PassageFields.ORDINAL);
    NumericDocValues starts = PassageReader.values(leaf.reader(), PassageFields.START);
    NumericDocValues lengths = PassageReader.values(leaf.reader(), PassageFields.LENGTH);
    Document document = PassageFields.record(stored.document(first));
    List<Embedding> embeddings = embeddings(first, rows, vectors, ordinals);
    List<Passage> passages = new ArrayList<>(embeddings.size());
    for (int i = 0; i < embeddings.size(); i++) {
      int start = PassageReader.number(starts, first + i);
      int end = start + PassageReader.number(lengths, first + i);
      passages.add(new Passage(document.id(), start, document.text().substring(start, end)));
    }
    return new EmbeddedDocument(document, passages, embeddings);
  }

  public void scan(BiConsumer<Passage, Embedding> reader) throws IOException {
    PassageReader passages = new PassageReader(searcher);
    for (LeafReaderContext leaf : leaves) {
      FloatVectorValues vectors = vectors(leaf);
      Bits live = leaf.reader().getLiveDocs();
      DocIndexIterator rows = vectors.iterator();
      for (int doc = rows.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = rows.nextDoc()) {
        if (live == null || live.get(doc)) {
          float[] vector = vectors.vectorValue(rows.index()).clone();
          reader.accept(passages.read(leaf.docBase + doc), Embedding.ofUnit(vector));
        }
      }
    }
  }

  /// Lucene's number of a passage, -1 if there is none of this document that starts there.
  public int number(Passage passage) throws IOException {
    int first = first(passage.documentId());
    if (first < 0) {
      return -1;
    }
    LeafReaderContext leaf = leafOf(leaves, first);
    NumericDocValues starts = PassageReader.values(leaf.reader(), PassageFields.START);
    NumericDocValues ordinals = PassageReader.values(leaf.reader(), PassageFields.ORDINAL);
    int doc = first - leaf.docBase;
    do {
      if (PassageReader.number(starts, doc) == passage.start()) {
        return leaf.docBase + doc;
      }
      doc++;
    } while (doc < leaf.reader().maxDoc() && PassageReader.number(ordinals, doc) > 0);
    return -1;
  }

  /// The first passage of a document, -1 if there is none.
  private int first(String documentId) throws IOException {
    for (LeafReaderContext leaf : leaves) {
      PostingsEnum postings =
          leaf.reader().postings(PassageFields.term(documentId), PostingsEnum.NONE);
      int doc = postings == null ? -1 : firstLive(postings, leaf.reader().getLiveDocs());
      if (doc >= 0) {
        return leaf.docBase + doc;
      }
    }
    return -1;
  }

  private static int firstLive(PostingsEnum postings, @Nullable Bits live) throws IOException {
    int doc = postings.nextDoc();
    while (doc != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(doc)) {
      doc = postings.nextDoc();
    }
    return doc == DocIdSetIterator.NO_MORE_DOCS ? -1 : doc;
  }

  static LeafReaderContext leafOf(List<LeafReaderContext> leaves, int doc) {
    return leaves.get(ReaderUtil.subIndex(doc, leaves));
  }

  public static FloatVectorValues vectors(LeafReaderContext leaf) throws IOException {
    FloatVectorValues vectors = leaf.reader().getFloatVectorValues(PassageFields.VECTOR);
    if (vectors == null) {
      throw new IOException("a segment has no vectors");
    }
    return vectors;
  }
}
