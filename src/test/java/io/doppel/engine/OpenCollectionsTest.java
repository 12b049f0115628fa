package io.doppel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.classification.NoExamplesException;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.model.ModelsInUse;
import io.doppel.engine.model.SecondJudges;
import io.doppel.index.Catalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenCollectionsTest {

  @TempDir private Path folder;

  @Test
  void names_that_never_were_and_collections_that_are_gone_leave_nothing_behind() throws Exception {
    Home home = TinyDoppel.home(folder);
    try (Catalog catalog = Catalogs.in(folder.resolve("index"));
        ModelsInUse models = ModelsInUse.of(home.models(), home.model());
        OpenCollections open =
            new OpenCollections(catalog, models, EmbeddingCache.none(), SecondJudges.NONE, _ -> {})) {
      CollectionName never = new CollectionName("never");
      assertThatThrownBy(() -> open.classification(never)).isInstanceOf(NoExamplesException.class);
      assertThatThrownBy(() -> open.collection(never)).isInstanceOf(NoSuchCollectionException.class);
      assertThatThrownBy(() -> open.collection(never, Duration.ZERO)).isInstanceOf(NoSuchCollectionException.class);
      open.deleteIfEmpty(never);
      assertThat(open.size()).isZero();

      CollectionName there = new CollectionName("there");
      open.orCreate(there);
      assertThat(open.size()).isEqualTo(1);
      open.delete(there);
      assertThat(open.size()).isZero();
    }
  }

  @Test
  void whoever_waited_while_a_collection_was_deleted_gets_the_one_that_all_others_get() throws Exception {
    Home home = TinyDoppel.home(folder);
    CollectionName name = new CollectionName("things");
    try (Catalog catalog = Catalogs.in(folder.resolve("index"));
        ModelsInUse models = ModelsInUse.of(home.models(), home.model());
        OpenCollections open =
            new OpenCollections(catalog, models, EmbeddingCache.none(), SecondJudges.NONE, _ -> {})) {
      for (int round = 0; round < 20; round++) {
        open.orCreate(name);
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
          boolean deletes = thread == 0;
          all.add(
              CompletableFuture.supplyAsync(
                  () -> {
                    try {
                      if (deletes) {
                        open.delete(name);
                      } else {
                        open.orCreate(name);
                      }
                      return true;
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  },
                  task -> Thread.ofPlatform().start(task)));
        }
        all.forEach(CompletableFuture::join);
        assertThat(open.orCreate(name)).isSameAs(open.orCreate(name));
        assertThat(open.all()).hasSize(1);
      }
    }
  }
}
