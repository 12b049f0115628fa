package io.doppel.engine.archive;

import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.engine.snapshot.Snapshots;
import io.doppel.engine.snapshot.TakenSnapshot;
import io.doppel.file.Folders;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/// Snapshots of the collections of one place, kept in a folder: one inside for each collection, and in that one for
/// each moment. What did not change since the last one is linked and not copied where the file system can, and not read
/// again for its checksum. Snapshots outlive their collection. Thread-safe.
public final class SnapshotArchive {

  /// Its name, beside the collections, unless another folder is given; no collection can have it.
  public static final String NAME = ".snapshots";

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Logger LOG = Logger.getLogger(SnapshotArchive.class.getName());
  private static final Pattern ID = Pattern.compile("\\d{8}T\\d{9}Z");

  private final Doppel doppel;
  private final Path folder;

  /// What was told of already.
  private final Set<Path> passedOver = ConcurrentHashMap.newKeySet();

  public SnapshotArchive(Doppel doppel, Path folder) {
    this.doppel = doppel;
    this.folder = folder;
  }

  /// The one beside the collections, on the same disk, where what did not change takes no room.
  public static SnapshotArchive beside(Doppel doppel) {
    return new SnapshotArchive(doppel, doppel.besideCollections().resolve(NAME));
  }

  /// Copies a collection as it was last committed.
  ///
  /// @throws NoSuchCollectionException if there is none
  /// @throws Bounds.Violation if it is not kept in files
  public TakenSnapshot take(CollectionName name, Instant now) throws IOException {
    for (Instant moment = now; ; moment = moment.plusMillis(1)) {
      Optional<Path> last = list(name).stream().findFirst().map(taken -> place(name, taken.id()));
      Path to = place(name, MOMENT.format(moment));
      try {
        doppel.snapshot(name, to, last, now);
      } catch (FileSystemException e) {
        if (Files.exists(to)) {
          continue; // Somebody else took one at this moment: this one is a little later.
        }
        throw e;
      }
      return TakenSnapshot.read(to);
    }
  }

  /// All of a collection that are whole, the newest first. What says nothing of itself, or was deleted just now, is
  /// none.
  public List<TakenSnapshot> list(CollectionName name) throws IOException {
    List<TakenSnapshot> all = new ArrayList<>();
    Path own = folder.resolve(name.value());
    if (Files.isDirectory(own)) {
      for (String id : Folders.namesIn(own)) {
        if (ID.matcher(id).matches()) {
          try {
            all.add(TakenSnapshot.read(own.resolve(id)));
          } catch (IOException e) {
            if (passedOver.add(own.resolve(id))) {
              LOG.log(Level.WARNING, () -> "passed over: " + e.getMessage());
            }
          }
        }
      }
    }
    all.sort(Comparator.comparing(TakenSnapshot::id).reversed());
    return all;
  }

  /// Whether there is one.
  public boolean holds(CollectionName name, String id) {
    return ID.matcher(id).matches() && Files.isDirectory(place(name, id));
  }

  /// Holds all files of one against their checksums.
  ///
  /// @throws IOException if one is missing or is not what was written, with its name
  public void verify(CollectionName name, String id) throws IOException {
    Snapshots.verify(existing(name, id));
  }

  /// Makes a collection of one, which is verified before.
  ///
  /// @param as the name of the new collection, which is not there yet
  public void restore(CollectionName name, String id, CollectionName as) throws IOException {
    doppel.restore(as, existing(name, id));
  }

  /// Deletes one.
  public void delete(CollectionName name, String id) throws IOException {
    Folders.discard(existing(name, id));
  }

  /// Deletes the oldest of a collection that are too many. What is of a moment after `now` was taken when the clock was
  /// wrong: nobody knows how old it is, and it goes first.
  ///
  /// @param most 1 or more
  public void keep(CollectionName name, int most, Instant now) throws IOException {
    Folders.emptyTrash(folder.resolve(name.value()));
    List<TakenSnapshot> all = new ArrayList<>(list(name));
    all.sort(Comparator.comparing(taken -> Instant.parse(taken.takenAt()).isAfter(now)));
    for (TakenSnapshot old : all.subList(Math.min(most, all.size()), all.size())) {
      delete(name, old.id());
    }
  }

  private Path existing(CollectionName name, String id) {
    if (!holds(name, id)) {
      throw new Bounds.Violation("snapshot", "there is no snapshot %s of \"%s\"".formatted(id, name));
    }
    return place(name, id);
  }

  private Path place(CollectionName name, String id) {
    return folder.resolve(name.value()).resolve(id);
  }
}
