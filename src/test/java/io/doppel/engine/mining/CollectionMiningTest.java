package io.doppel.engine.mining;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.resemblance.Boilerplate.KnownStatement;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.text.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionMiningTest {

  private static final String NOTICE = "Nobody in the old house may be told of the big ship on the river.";
  private static final List<String> WORDS = List.of("ship", "sea", "dog", "cat", "house", "big", "river", "bank");

  @TempDir private Path folder;

  @Test
  void boilerplate_that_could_not_be_written_is_written_by_the_next_search() throws Exception {
    Random random = new Random(20_261_130);
    try (Doppel doppel = TinyDoppel.open(folder)) {
      Document[] documents =
          IntStream.range(0, 9)
              .mapToObj(i -> Document.of("d" + i, NOTICE + " " + said(random) + "."))
              .toArray(Document[]::new);
      TinyDoppel.add(doppel, "things", documents);
      CollectionMining mining = doppel.openOrCreate(new CollectionName("things")).mining();
      Path inTheWay = folder.resolve("index/things/boilerplate.tsv/file");
      Files.createDirectories(inTheWay);
      mining.mine(.9f, _ -> {}, () -> false);
      Files.delete(inTheWay);
      Files.delete(inTheWay.getParent());

      mining.mine(.9f, _ -> {}, () -> false);

      assertThat(mining.boilerplate()).extracting(KnownStatement::text).containsExactly(NOTICE);
    }
  }

  @Test
  void of_a_long_line_that_many_documents_say_the_beginning_is_kept() throws Exception {
    Random random = new Random(20_261_130);
    String line = IntStream.range(0, 150).mapToObj(_ -> "river bank").collect(Collectors.joining(" "));
    try (Doppel doppel = TinyDoppel.open(folder)) {
      Document[] documents =
          IntStream.range(0, 9)
              .mapToObj(i -> Document.of("d" + i, line + "\n" + said(random) + "."))
              .toArray(Document[]::new);
      TinyDoppel.add(doppel, "things", documents);
      CollectionMining mining = doppel.openOrCreate(new CollectionName("things")).mining();

      Mined mined = mining.mine(.9f, _ -> {}, () -> false);

      assertThat(mining.boilerplate()).extracting(KnownStatement::text).containsExactly(line.substring(0, 400) + " …");
      assertThat(mining.discounted()).isEqualTo(mined.boilerplate());
    }
  }

  private static String said(Random random) {
    return IntStream.range(0, 250)
        .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())) + (i % 11 == 10 ? "." : ""))
        .collect(Collectors.joining(" "));
  }
}
