package io.doppel.index.lucene.field;

import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
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
public final class IndexState {

  private final IndexSearcher searcher;
  private final List<LeafReaderContext> leaves;

  public IndexState(IndexSearcher searcher) {
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

  public boolean holds(String documentId) throws IOException {
    return first(documentId) >= 0;
  }

  public long count(Collection<String> documentIds) throws IOException {
    return Arrays.stream(firsts(List.copyOf(documentIds))).filter(first -> first >= 0).count();
  }

  public Map<String, Document> documents(Collection<String> documentIds) throws IOException {
    StoredFields stored = searcher.storedFields();
    return read(documentIds, first -> PassageFields.record(stored.document(first)));
  }

  public Map<String, String> titles(Collection<String> documentIds) throws IOException {
    StoredFields stored = searcher.storedFields();
    return read(documentIds, first -> PassageFields.title(stored, first));
  }

  public Map<String, String> contentHashes(Collection<String> documentIds) throws IOException {
    return read(
        documentIds,
        first -> {
          LeafReaderContext leaf = leafOf(leaves, first);
          BinaryDocValues hashes = leaf.reader().getBinaryDocValues(PassageFields.CONTENT_HASH);
          if (hashes == null || !hashes.advanceExact(first - leaf.docBase)) {
            throw new IOException("no content hash for passage " + first);
          }
          return hashes.binaryValue().utf8ToString();
        });
  }

  public Map<String, EmbeddedDocument> embedded(Collection<String> documentIds) throws IOException {
    return read(
        documentIds,
        first -> {
          LeafReaderContext leaf = leafOf(leaves, first);
          return new SegmentDocuments(leaf).embedded(first - leaf.docBase);
        });
  }

  private interface Reading<T> {
    T of(int first) throws IOException;
  }

  /// Reads something of those of the documents that are there, in the order they lie in, so that what lies together is
  /// read together.
  private <T> Map<String, T> read(Collection<String> documentIds, Reading<T> reading) throws IOException {
    List<String> ids = List.copyOf(documentIds);
    int[] firsts = firsts(ids);
    Map<String, T> found = new HashMap<>();
    for (int place :
        IntStream.range(0, firsts.length)
            .boxed()
            .sorted(Comparator.comparingInt(place -> firsts[place]))
            .toList()) {
      if (firsts[place] >= 0) {
        found.put(ids.get(place), reading.of(firsts[place]));
      }
    }
    Map<String, T> inOrder = new LinkedHashMap<>();
    for (String id : ids) {
      T one = found.get(id);
      if (one != null) {
        inOrder.put(id, one);
      }
    }
    return inOrder;
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

  /// Documents drawn at random with the embeddings of their passages, in the order they lie in (Knuth, The Art of
  /// Computer Programming 2, 3.4.2, algorithm S).
  public void sampleDocuments(
      int count, RandomGenerator random, BiConsumer<Document, List<Embedding>> reader)
      throws IOException {
    long left = documents();
    int wanted = count;
    for (LeafReaderContext leaf : leaves) {
      PostingsEnum firsts = leaf.reader().postings(PassageFields.firstOfDocument(), PostingsEnum.NONE);
      if (firsts == null) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      SegmentDocuments documents = new SegmentDocuments(leaf);
      for (int doc = firstLive(firsts, live); doc >= 0 && wanted > 0; doc = firstLive(firsts, live)) {
        if (random.nextLong(left--) < wanted) {
          wanted--;
          reader.accept(documents.document(doc), documents.embeddings(doc));
        }
      }
    }
  }

  public void scan(Consumer<EmbeddedDocument> reader) throws IOException {
    for (LeafReaderContext leaf : leaves) {
      PostingsEnum firsts = leaf.reader().postings(PassageFields.firstOfDocument(), PostingsEnum.NONE);
      if (firsts == null) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      SegmentDocuments documents = new SegmentDocuments(leaf);
      for (int doc = firstLive(firsts, live); doc >= 0; doc = firstLive(firsts, live)) {
        reader.accept(documents.embedded(doc));
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
    return firsts(List.of(documentId))[0];
  }

  /// The first passages of documents, -1 where there is none.
  private int[] firsts(List<String> documentIds) throws IOException {
    int[] firsts = new int[documentIds.size()];
    Arrays.fill(firsts, -1);
    for (LeafReaderContext leaf : leaves) {
      Terms terms = leaf.reader().terms(PassageFields.DOCUMENT_ID);
      if (terms == null) {
        continue;
      }
      TermsEnum each = terms.iterator();
      PostingsEnum postings = null;
      for (int i = 0; i < firsts.length; i++) {
        if (firsts[i] < 0 && each.seekExact(new BytesRef(documentIds.get(i)))) {
          postings = each.postings(postings, PostingsEnum.NONE);
          int doc = firstLive(postings, leaf.reader().getLiveDocs());
          firsts[i] = doc < 0 ? -1 : leaf.docBase + doc;
        }
      }
    }
    return firsts;
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
