package io.doppel.index.lucene;

import io.doppel.index.lucene.field.PassageFields;
import io.doppel.index.lucene.field.Snapshot;
import io.doppel.index.lucene.search.GraphTrial;
import io.doppel.index.lucene.store.CommitData;
import io.doppel.index.lucene.store.GraphQuality;
import io.doppel.index.lucene.store.PassageCodec;
import io.doppel.index.lucene.store.WritingMark;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.StoredDocuments;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.Bits;

/// The documents of an index of any passport, and of any format that this program knows, while another index is made of them.
public final class Rebuild implements StoredDocuments {

  private final Directory directory;
  private final IndexWriter writer;
  private final DirectoryReader reader;
  private final Map<String, String> userData;
  private final Snapshot snapshot;
  private final StoredFields stored;
  private final int[] firsts;
  private final WritingMark mark;
  private final boolean doubtful;
  private boolean replaced;
  private int next;

  /// @param mark whether it was set before tells whether the files may be damaged
  private Rebuild(
      Directory directory, IndexWriter writer, DirectoryReader reader, Map<String, String> userData, WritingMark mark)
      throws IOException {
    this.mark = mark;
    this.doubtful = mark.isSet();
    mark.set();
    this.directory = directory;
    this.writer = writer;
    this.reader = reader;
    this.userData = userData;
    this.snapshot = new Snapshot(new IndexSearcher(reader));
    this.stored = reader.storedFields();
    this.firsts = firsts(reader);
  }

  /// Opens the index in the folder `path`; see [io.doppel.index.PassageIndex#rebuild].
  public static Rebuild open(Path path) throws IOException {
    IndexFolder folder = new IndexFolder(path);
    Directory directory = folder.open();
    boolean opened = false;
    try {
      Map<String, String> userData = folder.knownUserData(directory);
      IndexWriter writer = new IndexWriter(directory, WriterConfig.of(new PassageCodec()));
      try {
        Rebuild rebuild = new Rebuild(directory, writer, DirectoryReader.open(directory), userData, new WritingMark(folder.path()));
        opened = true;
        return rebuild;
      } finally {
        if (!opened) {
          writer.rollback();
        }
      }
    } catch (LockObtainFailedException e) {
      throw folder.locked(e);
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
  public boolean holds(String documentId) throws IOException {
    return snapshot.holds(documentId);
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
  public void replaceBy(URI other) throws IOException {
    IndexFolder folder = new IndexFolder(Path.of(other));
    try (Directory source = folder.open()) {
      CommitData theirs = CommitData.of(folder.userData(source));
      // One commit drops the old segments and takes in the new ones; what is readable changes with it and not before.
      writer.deleteAll();
      writer.addIndexes(source);
      // Still the same collection: who has it open goes on with it.
      CommitData ours = new CommitData(theirs.passport(), theirs.settings(), GraphQuality.UNTRIED, CommitData.birth(userData));
      writer.setLiveCommitData(ours.toMap().entrySet());
      writer.commit();
      // Segments were given other names.
      GraphQuality tried = GraphTrial.update(ours.graphs(), directory, () -> false);
      writer.setLiveCommitData(ours.with(tried).toMap().entrySet());
      writer.commit();
      replaced = true;
    }
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
