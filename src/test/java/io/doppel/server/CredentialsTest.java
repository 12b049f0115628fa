package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.server.access.AccessSettings;
import io.doppel.server.access.KeyFile;
import io.doppel.server.access.Role;
import io.doppel.server.limit.LimitSettings;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What whoever guesses keys gets to know: nothing.
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class CredentialsTest {

  private static final Logger LOG = Logger.getLogger(CredentialsTest.class.getName());

  @TempDir private Path folder;

  /// Wrong in every way that there is: their form, an id that exists and one that does not, ended, revoked.
  @Test
  void a_thousand_wrong_credentials_learn_nothing_and_are_refused_in_the_same_time() throws Exception {
    KeyFile keys = new KeyFile(folder.resolve("index").resolve(KeyFile.NAME));
    String good = keys.create("good", Role.READ, List.of(), null, null, Instant.now()).text();
    Instant past = Instant.now().minusSeconds(7_200);
    String ended = keys.create("ended", Role.ADMIN, List.of(), null, Duration.ofHours(1), past).text();
    String revoked = keys.create("revoked", Role.ADMIN, List.of(), null, null, Instant.now()).text();
    assertThat(keys.revoke("revoked")).isPresent();
    String id = good.substring(0, good.lastIndexOf('_') + 1);
    List<String> kinds =
        List.of(
            "x",
            "",
            good.substring(0, good.length() - 1),
            id + "A".repeat(43),
            "doppel_00000000_" + "A".repeat(43),
            good + "A",
            ended,
            revoked,
            "A".repeat(4_000));
    AccessSettings access =
        new AccessSettings(keys.path(), "0123456789abcdef0123456789abcdef", List.of(), List.of(), false);
    Set<String> said = new HashSet<>();
    List<List<Long>> times = new ArrayList<>();
    kinds.forEach(_ -> times.add(new ArrayList<>()));
    try (TinyServer server =
        TinyServer.start(folder, TinyServer.local().with(access).with(LimitSettings.NONE))) {
      server.post("/v1/collections/hidden/documents", "{}");
      Random random = new Random(1);
      for (int i = 0; i < 1_000; i++) {
        int kind = random.nextInt(kinds.size());
        String path = i % 2 == 0 ? "/v1/collections/hidden" : "/v1/collections/nothing";
        HttpRequest request =
            HttpRequest.newBuilder(server.uri(path)).header("Authorization", "Bearer " + kinds.get(kind)).build();
        long begin = System.nanoTime();
        HttpResponse<String> refused = server.send(request);
        times.get(kind).add(System.nanoTime() - begin);
        assertThat(refused.statusCode()).isEqualTo(401);
        said.add(
            refused.body().replaceAll("\"(request_id|instance)\":\"[^\"]*\"", "")
                + refused.headers().firstValue("WWW-Authenticate").orElse(""));
      }
      assertThat(server.send("GET", "/v1/collections/hidden").statusCode()).isEqualTo(401);
    }
    assertThat(said).hasSize(1).noneMatch(each -> each.contains("hidden") || each.contains("ended"));
    // Noise is large where others compute too: no kind takes several times as long as another one.
    List<Long> medians = times.stream().map(CredentialsTest::median).toList();
    LOG.info(() -> "medians of the kinds in microseconds: " + medians.stream().map(each -> each / 1_000).toList());
    assertThat(Collections.max(medians)).isLessThan(3 * Collections.min(medians) + 2_000_000);
  }

  private static long median(List<Long> times) {
    List<Long> sorted = times.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
