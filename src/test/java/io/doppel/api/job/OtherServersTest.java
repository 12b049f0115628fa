package io.doppel.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.engine.indexing.ReindexOrder;
import io.doppel.engine.job.Job;
import io.doppel.index.FaultyIndex;
import io.doppel.index.MemoryCatalog;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.index.upkeep.Rebuilding;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What one server does about those that keep their collections in the same place.
class OtherServersTest {

  private static Rebuilding abandoned(String index) {
    String order = ReindexOrder.AS_BEFORE.by("tiny").text();
    return new Rebuilding("id-" + index, index, order, "process 1", Instant.EPOCH, 0, 1, true);
  }

  @Test
  @Timeout(60)
  void a_collection_that_cannot_be_opened_keeps_nobody_from_going_on_with_the_others(@TempDir Path folder)
      throws IOException, InterruptedException {
    FaultyIndex backend = new FaultyIndex();
    try (Doppel doppel = TinyDoppel.open(folder, backend.over(new MemoryCatalog()));
        OtherServers others = new OtherServers(doppel)) {
      TinyDoppel.add(doppel, "broken", Document.of("a", "one text"));
      TinyDoppel.add(doppel, "things", Document.of("a", "one text"));
      Set<String> rebuilt = new CopyOnWriteArraySet<>();
      backend.fails(
          (call, work) -> {
            if (call.method().equals("rebuildings")) {
              return List.of(abandoned("not a name"), abandoned("broken"), abandoned("things"));
            }
            if (call.collection().equals("broken")) {
              throw new IndexUnavailableException("a shard is missing");
            }
            if (call.method().equals("replace")) {
              rebuilt.add(call.collection());
            }
            return work.run();
          });
      others.look();
      while (doppel.jobs().list().stream().anyMatch(Job::isUnderWay) || rebuilt.isEmpty()) {
        Thread.sleep(10);
      }
      assertThat(rebuilt).containsExactly("things");
      backend.heals();
    }
  }
}
