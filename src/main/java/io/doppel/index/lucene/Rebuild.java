package io.doppel.index.lucene;

import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.StoredDocuments;
import io.doppel.index.failure.DamagedIndexException;
import io.doppel.index.lucene.field.PassageFields;
import io.doppel.index.lucene.field.IndexState;
import io.doppel.index.lucene.search.GraphTrial;
import io.doppel.index.lucene.store.CommitData;
import io.doppel.index.lucene.store.GraphQuality;
import io.doppel.index.lucene.store.PassageCodec;
import io.doppel.index.lucene.store.WritingMark;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/// The documents of an index of any passport, and of any format that this program knows, while another index is made of
/// them.
final class Rebuild implements StoredDocuments {

  private final IndexFolder folder;
  private final Directory directory;
  private final IndexWriter writer;
  private final DirectoryReader reader;
  private final Map<String, String> userData;
  private final IndexState state;
  private final StoredFields stored;
  private final int[] firsts;
  private final WritingMark mark;
  private final boolean doubtful;
  private boolean replaced;
  private int next;

  /// @param mark whether it was set before tells whether the files may be damaged
  private Rebuild(
      IndexFolder folder,
      Directory directory,
      IndexWriter writer,
      DirectoryReader reader,
      Map<String, String> userData,
      WritingMark mark)
      throws IOException {
    this.folder = folder;
    this.mark = mark;
    this.doubtful = mark.isSet();
    mark.set();
    this.directory = directory;
    this.writer = writer;
    this.reader = reader;
    this.userData = userData;
    this.state = new IndexState(new IndexSearcher(reader));
    this.stored = reader.storedFields();
    this.firsts = firsts(reader);
  }

  /// See [io.doppel.index.Catalog#rebuild].
  static Rebuild open(IndexFolder folder) throws IOException {
    Directory directory = folder.openPresent();
    boolean opened = false;
    try {
      IndexWriter writer = folder.writer(directory, new PassageCodec());
      @Nullable DirectoryReader reader = null;
      try {
        // Read under the lock: before it, others may change what the commit says, and even delete the index.
        Map<String, String> userData = folder.knownUserData(directory);
        reader = DirectoryReader.open(directory);
        Rebuild rebuild = new Rebuild(folder, directory, writer, reader, userData, new WritingMark(folder.path()));
        opened = true;
        return rebuild;
      } finally {
        if (!opened) {
          try {
            writer.rollback();
          } finally {
            IOUtils.close(reader);
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw folder.unreadable(e);
    } finally {
      if (!opened) {
        directory.close();
      }
    }
  }

  /// The numbers of the first passages of all documents.
  private static int[] firsts(DirectoryReader reader) throws IOException {
    IntStream.Builder firsts = IntStream.builder();
    for (LeafReaderContext leaf : reader.leaves()) {
      PostingsEnum postings = leaf.reader().postings(PassageFields.firstOfDocument(), PostingsEnum.NONE);
      Bits live = leaf.reader().getLiveDocs();
      if (postings != null) {
        for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
          if (live == null || live.get(doc)) {
            firsts.add(leaf.docBase + doc);
          }
        }
      }
    }
    return firsts.build().toArray();
  }

  @Override
  public long count() {
    return firsts.length;
  }

  @Override
  public IndexSettings settings() {
    return IndexSettings.of(userData);
  }

  @Override
  public Set<String> present(Collection<String> documentIds) throws IOException {
    Set<String> present = new HashSet<>();
    for (String id : documentIds) {
      if (state.holds(id)) {
        present.add(id);
      }
    }
    return present;
  }

  @Override
  public boolean hasNext() {
    return next < firsts.length;
  }

  @Override
  public Document next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all documents were read");
    }
    try {
      return PassageFields.record(stored.document(firsts[next++]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public PassageIndex replacement(Passport passport, IndexSettings wanted) throws IOException {
    IndexFolder other = folder.replacement();
    LuceneIndex found;
    try {
      found = LuceneIndex.open(other, passport);
    } catch (PassportMismatchException | DamagedIndexException e) {
      // It holds nothing that is not made again.
      other.delete();
      found = LuceneIndex.open(other, passport);
    }
    boolean done = false;
    try {
      if (holdsOtherWords(found, wanted)) {
        found.close();
        other.delete();
        found = LuceneIndex.open(other, passport);
      }
      found.configure(wanted);
      done = true;
      return found;
    } finally {
      if (!done) {
        found.close();
      }
    }
  }

  private static boolean holdsOtherWords(PassageIndex index, IndexSettings wanted) throws IOException {
    try (IndexView view = index.view()) {
      return view.passages() > 0 && !view.settings().languages().equals(wanted.languages());
    }
  }

  @Override
  public void replace() throws IOException {
    IndexFolder other = folder.replacement();
    try (Directory source = other.open()) {
      CommitData theirs = CommitData.of(other.userData(source));
      // One commit drops the old segments and takes in the new ones; what is readable changes with it and not before.
      writer.deleteAll();
      writer.addIndexes(source);
      // Still the same collection: who has it open goes on with it.
      CommitData ours =
          new CommitData(
              theirs.passport(),
              theirs.settings(),
              GraphQuality.UNTRIED,
              CommitData.birth(userData));
      writer.setLiveCommitData(ours.toMap().entrySet());
      writer.commit();
      // Segments were given other names.
      GraphQuality tried = GraphTrial.update(ours.graphs(), directory, () -> false);
      writer.setLiveCommitData(ours.with(tried).toMap().entrySet());
      writer.commit();
      replaced = true;
    }
    other.delete();
  }

  @Override
  public void close() throws IOException {
    try (directory;
        reader) {
      writer.rollback();
      if (replaced || !doubtful) {
        mark.clear();
      }
    }
  }
}
