package io.doppel.index.lucene;

import io.doppel.index.Passport;
import io.doppel.index.lucene.search.PassageSearcher;
import io.doppel.index.lucene.store.CommitData;
import java.io.Closeable;
import java.io.IOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/// Searchers of the last commit of a folder, now and later. Thread-safe.
///
/// Another process may delete the collection and make another one of its name while this is open. Lucene cannot tell:
/// the new one's files have the old one's names. So what was made anew is opened anew, and every commit has to show its
/// passport.
final class Searchers implements Closeable {

  private final IndexFolder folder;
  private final Directory directory;
  private final Passport passport;
  private volatile SearcherManager manager;
  private volatile String birth;

  Searchers(IndexFolder folder, Directory directory, Passport passport) throws IOException {
    this.folder = folder;
    this.directory = directory;
    this.passport = passport;
    this.birth = birth();
    this.manager = open();
  }

  /// The searcher of the newest commit that was looked for; its reader is to be let go.
  PassageSearcher acquire() throws IOException {
    while (true) {
      SearcherManager current = manager;
      try {
        return (PassageSearcher) current.acquire();
      } catch (AlreadyClosedException e) {
        if (current == manager) {
          throw e;
        }
      }
    }
  }

  /// Looks for a new commit.
  synchronized void refresh() throws IOException {
    String newest = birth();
    if (newest.equals(birth)) {
      manager.maybeRefreshBlocking();
      return;
    }
    SearcherManager old = manager;
    manager = open();
    birth = newest;
    old.close();
  }

  @Override
  public synchronized void close() throws IOException {
    manager.close();
  }

  private String birth() throws IOException {
    return CommitData.birth(folder.userData(directory));
  }

  private SearcherManager open() throws IOException {
    SearcherFactory checking =
        new SearcherFactory() {
          @Override
          public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous)
              throws IOException {
            var userData = ((DirectoryReader) reader).getIndexCommit().getUserData();
            return new PassageSearcher(reader, folder.check(userData, passport));
          }
        };
    try {
      return new SearcherManager(directory, checking);
    } catch (IOException | IllegalArgumentException e) {
      throw folder.unreadable(e);
    }
  }
}
