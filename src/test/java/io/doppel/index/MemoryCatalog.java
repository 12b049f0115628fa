package io.doppel.index;

import io.doppel.file.KeptFile;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.upkeep.Copies;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.text.Document;
import java.nio.file.FileAlreadyExistsException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Indexes in memory, which tests run the program on, and which are the oracle of what others keep. Thread-safe.
@NullMarked
public final class MemoryCatalog implements Catalog {

  private final Map<String, MemoryIndex.Storage> storages = new ConcurrentSkipListMap<>();
  private final Map<String, Map<String, MemoryFile>> files = new ConcurrentHashMap<>();

  @Override
  public List<String> names() {
    return List.copyOf(storages.keySet());
  }

  @Override
  public boolean holds(String name) {
    return storages.containsKey(name);
  }

  @Override
  public PassageIndex open(String name, Passport passport) throws IndexClosedException {
    if (!holds(name)) {
      throw new IndexClosedException("there is no collection \"%s\"".formatted(name), null);
    }
    return create(name, passport);
  }

  @Override
  public PassageIndex create(String name, Passport passport) {
    MemoryIndex.Storage storage = storages.computeIfAbsent(name, _ -> new MemoryIndex.Storage(passport));
    storage.passport().difference(passport).ifPresent(
        difference -> {
          throw new PassportMismatchException(name, difference);
        });
    return new MemoryIndex(storage);
  }

  @Override
  public PassageIndex createNew(String name, Passport passport) throws FileAlreadyExistsException {
    MemoryIndex.Storage storage = new MemoryIndex.Storage(passport);
    if (storages.putIfAbsent(name, storage) != null) {
      throw new FileAlreadyExistsException(name);
    }
    return new MemoryIndex(storage);
  }

  @Override
  public void delete(String name) {
    storages.remove(name);
    storages.remove(replacementOf(name));
    files.getOrDefault(name, Map.of()).values().forEach(MemoryFile::delete);
  }

  @Override
  public boolean deleteIfEmpty(String name) {
    MemoryIndex.@Nullable Storage storage = storages.get(name);
    if (storage == null || !storage.state().documents().isEmpty()) {
      return false;
    }
    delete(name);
    return true;
  }

  @Override
  public KeptFile file(String name, String file) {
    return files
        .computeIfAbsent(name, _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(file, _ -> new MemoryFile(file, () -> holds(name)));
  }

  @Override
  public Optional<Passport> passport(String name) {
    return Optional.ofNullable(storages.get(name)).map(MemoryIndex.Storage::passport);
  }

  private static String replacementOf(String name) {
    return ".reindex-" + name;
  }

  @Override
  public StoredDocuments rebuild(String name, String order) throws IndexClosedException {
    MemoryIndex.@Nullable Storage old = storages.get(name);
    if (old == null) {
      throw new IndexClosedException("there is no collection \"%s\"".formatted(name), null);
    }
    MemoryIndex.State state = old.state();
    Iterator<EmbeddedDocument> documents = state.documents().values().iterator();
    return new StoredDocuments() {
      @Override
      public long count() {
        return state.documents().size();
      }

      @Override
      public IndexSettings settings() {
        return state.settings();
      }

      @Override
      public Set<String> present(Collection<String> documentIds) {
        Set<String> present = new HashSet<>(documentIds);
        present.retainAll(state.documents().keySet());
        return present;
      }

      @Override
      public PassageIndex replacement(Passport passport, IndexSettings settings) throws IndexClosedException {
        String other = replacementOf(name);
        var begun = storages.get(other);
        boolean alike =
            begun != null
                && passport(other).filter(found -> found.difference(passport).isEmpty()).isPresent()
                && begun.state().settings().languages().equals(settings.languages());
        if (!alike) {
          storages.remove(other);
        }
        PassageIndex index = create(other, passport);
        ((MemoryIndex) index).configure(settings);
        return index;
      }

      @Override
      public void replace() {
        old.become(Objects.requireNonNull(storages.remove(replacementOf(name)), "nothing was made to take its place"));
      }

      @Override
      public boolean hasNext() {
        return documents.hasNext();
      }

      @Override
      public Document next() {
        return documents.next().document();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Optional<Copies> copies() {
    return Optional.empty();
  }
}
