package io.doppel.engine.mining;

import io.doppel.duplicates.mining.Basis;
import io.doppel.duplicates.mining.Cluster;
import io.doppel.duplicates.mining.Decided;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.mining.Miner;
import io.doppel.duplicates.mining.kept.BoilerplateFile;
import io.doppel.duplicates.mining.kept.ClusterIds;
import io.doppel.duplicates.mining.kept.MinedFile;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.duplicates.resemblance.Boilerplate.KnownStatement;
import io.doppel.engine.snapshot.CollectionFiles;
import io.doppel.engine.snapshot.CollectionFiles.Kind;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The duplicates of a collection as they were found last, kept in its files and brought up to date when somebody asks:
/// what came in since is held against what is there, whoever put it there. Thread-safe.
public final class CollectionMining {

  private static final Logger LOG = Logger.getLogger(CollectionMining.class.getName());

  /// Who asks for clusters waits for so many new documents to be looked at, and no more.
  private static final int NEWS_AT_ONCE = 2_000;

  private final PassageIndex index;
  private final CollectionJudge judge;
  private final CollectionFiles files;

  /// Held by whoever looks for duplicates.
  private final ReentrantLock looking = new ReentrantLock();

  /// What is in the file of that version, or is too much for a file; guarded by `this`.
  private SoftReference<Mined> last = new SoftReference<>(null);

  private @Nullable Object version;

  /// The state and the basis of what was found last; guarded by `this`.
  private @Nullable State state;

  /// The state of which so much is new that it was left to who looks through all; guarded by `this`.
  private @Nullable State refused;

  private @Nullable NamedClusters named;

  /// The boilerplate in the file of that version; guarded by `this`.
  private List<KnownStatement> statements = List.of();

  private Boilerplate discounted = Boilerplate.NONE;

  private @Nullable Object statementsVersion;

  private record State(String generation, Basis basis) {}

  /// @param judge of the collection
  public CollectionMining(CollectionJudge judge) {
    this.index = judge.index();
    this.judge = judge;
    this.files = judge.files();
  }

  /// What is known, and whether it is all that is there by now.
  ///
  /// @param current false while somebody looks through the collection, or if so much is new that somebody should
  public record Known(Mined mined, boolean current) {}

  /// Looks through the collection, going on from what is known, and keeps what is found.
  ///
  /// @param threshold the least similarity of a pair, -1 to 1
  /// @param done hears how many passages are looked at
  /// @param cancelled asked now and then; once true, a [java.util.concurrent.CancellationException] ends it
  public Mined mine(float threshold, LongConsumer done, BooleanSupplier cancelled) throws IOException {
    looking.lock();
    try {
      return update(threshold, Integer.MAX_VALUE, done, cancelled).orElseThrow();
    } finally {
      looking.unlock();
    }
  }

  /// What is known of the duplicates, up to date where that takes no more than seconds; empty if nobody ever looked.
  public Optional<Known> known() throws IOException {
    Optional<Mined> before = last();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    if (!looking.tryLock()) {
      return Optional.of(new Known(before.get(), false));
    }
    try {
      return Optional.of(
          update(before.get().basis().threshold(), NEWS_AT_ONCE, _ -> {}, Cancellation.current())
              .map(now -> new Known(now, true))
              .orElseGet(() -> new Known(before.get(), false)));
    } finally {
      looking.unlock();
    }
  }

  /// What was found when somebody looked last, whatever came in since; empty if nobody ever looked.
  public Optional<Mined> lastFound() throws IOException {
    return last();
  }

  private Optional<Mined> update(float threshold, int most, LongConsumer done, BooleanSupplier cancelled)
      throws IOException {
    Optional<Mined> before = last();
    Miner miner = new Miner(index, Optional.of(judge.judge()));
    State now = new State(generation(), miner.basis(threshold));
    if (before.isPresent() && isOf(now)) {
      return before;
    }
    if (most == NEWS_AT_ONCE && isRefused(now)) {
      return Optional.empty();
    }
    Optional<Mined> found = miner.update(threshold, before, Instant.now(), most, done, cancelled);
    if (found.isEmpty()) {
      refuse(now);
    } else if (keepBoilerplate(found.get())) {
      keep(found.get(), before.orElse(null), now);
    }
    return found;
  }

  private String generation() throws IOException {
    try (IndexView view = index.view()) {
      return view.generation();
    }
  }

  private synchronized boolean isOf(State now) {
    return now.equals(state);
  }

  private synchronized boolean isRefused(State now) {
    return now.equals(refused);
  }

  private synchronized void refuse(State now) {
    refused = now;
  }

  /// Writes what is boilerplate, unless that is in the file already. It comes before the pairs that were judged by it:
  /// where it fails, or the process ends, the pairs are looked for again, and this with them.
  ///
  /// @return whether it is kept
  private boolean keepBoilerplate(Mined mined) {
    try {
      if (!discounted().equals(mined.boilerplate())) {
        try (IndexView view = index.view()) {
          BoilerplateFile.write(BoilerplateFile.find(mined, view), files.of(Kind.BOILERPLATE));
        }
      }
      return true;
    } catch (IOException e) {
      LOG.warning(() -> "what was found is not kept: " + e.getMessage());
      return false;
    }
  }

  private synchronized void keep(Mined mined, @Nullable Mined before, State now) {
    state = now;
    refused = null;
    if (mined.equals(before)) {
      return;
    }
    last = new SoftReference<>(mined);
    try {
      MinedFile.write(mined, files.of(Kind.MINED));
      version = files.of(Kind.MINED).version();
    } catch (IOException e) {
      // It can be found again.
      LOG.warning(() -> "what was found is not kept: " + e.getMessage());
    }
  }

  private synchronized Optional<Mined> last() throws IOException {
    Object now = files.of(Kind.MINED).version();
    Mined known = last.get();
    if (known == null || !now.equals(version)) {
      known = MinedFile.read(files.of(Kind.MINED)).orElse(null);
      last = new SoftReference<>(known);
      version = now;
      state = null;
      refused = null;
    }
    return Optional.ofNullable(known);
  }

  /// What was boilerplate when somebody looked last: what most documents say comes first.
  public synchronized List<KnownStatement> boilerplate() throws IOException {
    Object now = files.of(Kind.BOILERPLATE).version();
    if (!now.equals(statementsVersion)) {
      statements = BoilerplateFile.read(files.of(Kind.BOILERPLATE));
      discounted = Boilerplate.ofKnown(statements);
      statementsVersion = now;
    }
    return statements;
  }

  /// The same, as what does not count.
  public synchronized Boilerplate discounted() throws IOException {
    boilerplate();
    return discounted;
  }

  /// The clusters of what was found, by what was decided until now; each has its name.
  public synchronized NamedClusters clusters(Mined mined) throws IOException {
    Decided decided = files.decisions().decided();
    NamedClusters known = named;
    if (known == null || !known.mined().equals(mined) || !known.decided().equals(decided)) {
      List<Cluster> clusters = mined.clusters(decided);
      known = new NamedClusters(mined, decided, clusters, names(mined, clusters));
      named = known;
    }
    return known;
  }

  private List<String> names(Mined mined, List<Cluster> clusters) throws IOException {
    List<List<String>> documents =
        clusters.stream().map(cluster -> NamedClusters.documents(mined, cluster)).toList();
    Set<String> present = new HashSet<>();
    for (int i = 0; i < mined.pairs().documents(); i++) {
      present.add(mined.pairs().id(i));
    }
    ClusterIds before = ClusterIds.read(files.of(Kind.CLUSTERS));
    List<String> ids = before.of(documents);
    ClusterIds after = before.after(documents, ids, present::contains);
    if (!after.equals(before)) {
      try {
        after.write(files.of(Kind.CLUSTERS));
      } catch (IOException e) {
        LOG.warning(() -> "the names of clusters are not kept: " + e.getMessage());
      }
    }
    return ids;
  }
}
