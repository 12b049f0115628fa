package io.doppel.index.lucene.field;

import io.doppel.index.hit.Facet;
import io.doppel.index.query.Filter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.TermsEnum.SeekStatus;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

/// What metadata the documents have, in one state of an index. For one thread.
public final class FactReader {

  private final IndexSearcher searcher;
  private final @Nullable Terms terms;

  public FactReader(IndexSearcher searcher) throws IOException {
    this.searcher = searcher;
    this.terms = MultiTerms.getTerms(searcher.getIndexReader(), Facts.FIELD);
  }

  /// See [io.doppel.index.IndexView#fieldNames].
  public List<String> names(int limit) throws IOException {
    List<String> names = new ArrayList<>();
    if (terms == null) {
      return names;
    }
    TermsEnum each = terms.iterator();
    BytesRef term = each.next();
    while (term != null && names.size() < limit) {
      String name = Facts.name(term);
      if (documentsWith(name) > 0) {
        names.add(name);
      }
      term = beyond(each, Facts.after(term));
    }
    return names;
  }

  /// The next term that does not come before `after`, and in any case another one.
  private static @Nullable BytesRef beyond(TermsEnum terms, BytesRef after) throws IOException {
    if (after.compareTo(terms.term()) <= 0) {
      return terms.next();
    }
    return terms.seekCeil(after) == SeekStatus.END ? null : terms.term();
  }

  private int documentsWith(String name) throws IOException {
    return searcher.count(firsts(new TermQuery(new Term(Facts.FIELD, Facts.exists(name)))));
  }

  /// See [io.doppel.index.IndexView#facets].
  public Facet facet(String field, Filter filter, int limit) throws IOException {
    Comparator<Facet.Count> better =
        Comparator.comparingLong(Facet.Count::documents)
            .reversed()
            // Bytes of UTF-8 are in the order of code points, which the units of Java's texts are not.
            .thenComparing(count -> new BytesRef(count.value()));
    PriorityQueue<Facet.Count> best = new PriorityQueue<>(better.reversed());
    if (terms != null) {
      FixedBitSet documents = documents(filter);
      BytesRef prefix = Facts.texts(field);
      TermsEnum each = terms.iterator();
      boolean there = each.seekCeil(prefix) != SeekStatus.END;
      PostingsEnum postings = null;
      for (; there && StringHelper.startsWith(each.term(), prefix); there = each.next() != null) {
        postings = each.postings(postings, PostingsEnum.NONE);
        long count = count(postings, documents);
        if (count > 0) {
          best.add(new Facet.Count(value(each.term(), prefix), count));
          if (best.size() > limit + 1) {
            best.remove();
          }
        }
      }
    }
    List<Facet.Count> values = best.stream().sorted(better).limit(limit).toList();
    return new Facet(field, values, best.size() > limit);
  }

  private static String value(BytesRef term, BytesRef prefix) {
    return new String(
        term.bytes, term.offset + prefix.length, term.length - prefix.length, StandardCharsets.UTF_8);
  }

  private static long count(PostingsEnum postings, FixedBitSet documents) throws IOException {
    long count = 0;
    for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
      if (documents.get(doc)) {
        count++;
      }
    }
    return count;
  }

  /// The first passages of the documents that pass.
  private FixedBitSet documents(Filter filter) throws IOException {
    FixedBitSet documents = new FixedBitSet(searcher.getIndexReader().maxDoc());
    Weight weight =
        searcher.createWeight(searcher.rewrite(firsts(Facts.query(filter))), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null) {
        Bits live = leaf.reader().getLiveDocs();
        DocIdSetIterator docs = scorer.iterator();
        for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
          if (live == null || live.get(doc)) {
            documents.set(leaf.docBase + doc);
          }
        }
      }
    }
    return documents;
  }

  private static Query firsts(Query query) {
    return new BooleanQuery.Builder()
        .add(query, Occur.FILTER)
        .add(new TermQuery(PassageFields.firstOfDocument()), Occur.FILTER)
        .build();
  }
}
