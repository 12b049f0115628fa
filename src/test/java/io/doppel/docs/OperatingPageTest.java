package io.doppel.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.docs.OperatorsMachine.Ended;
import io.doppel.docs.OperatorsMachine.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every command line of `docs/operating.md`, done in the order of the page by a new user of a machine: with the
/// program of this build or, by `-Ddoppel.dist=target/dist`, that of a package.
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class OperatingPageTest {

  private static final Path PAGE = Path.of("docs/operating.md");

  /// In a block for a terminal, or in a sentence.
  private static final Pattern LINE = Pattern.compile("(?m)^\\$ ((?:.*\\\\\n)*.*)$|`(doppel \\w[^`\n]*)`");

  private static final String NEVER_RUN = "/faq/snapshots/20260301T120000500Z/restore";

  private interface Step {
    void take(String line) throws Exception;
  }

  /// By their lines, in the order of the page.
  private final Map<String, Step> steps = new LinkedHashMap<>();

  @TempDir private Path folder;

  private String key = "";
  private String snapshot = "";

  @Test
  void every_line_of_the_page_does_what_the_page_says() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/nginx")), "nginx is not installed (Debian: nginx-light)");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
    String page = Files.readString(PAGE);
    try (OperatorsMachine machine = new OperatorsMachine(folder)) {
      plan(machine, page);
      List<String> lines =
          LINE.matcher(page)
              .results()
              .map(found -> found.group(1) == null ? found.group(2) : found.group(1).replaceAll("\\\\\n\\s*", ""))
              .toList();
      assertThat(lines).as("a line of the page is a step here").containsExactlyElementsOf(steps.keySet());
      for (Map.Entry<String, Step> step : steps.entrySet()) {
        step.getValue().take(step.getKey());
      }
    }
  }

  private void plan(OperatorsMachine machine, String page) {
    String site = "https://" + OperatorsMachine.NAME;
    steps.put("doppel serve", line -> {
      try (Server server = machine.serve(line)) {
        assertThat(server.address()).startsWith("http://127.0.0.1:");
        assertThat(machine.does("curl %s/v1/collections".formatted(server.address()))).contains("[]");
      }
    });
    steps.put("doppel keys create --name me --role admin", line -> {
      key = machine.does(line).lines().filter(each -> each.startsWith("doppel_")).findFirst().orElseThrow();
      machine.set("KEY", key);
    });
    steps.put(
        "doppel keys create --name search-widget --collections faq,docs --expires 90d",
        line -> assertThat(machine.does(line)).contains("doppel_"));
    steps.put("doppel keys list", line -> assertThat(machine.does(line)).contains("me", "search-widget", "faq"));
    steps.put("doppel keys revoke search-widget", line -> {
      machine.does(line);
      assertThat(machine.does("doppel keys list")).contains("me").doesNotContain("search-widget");
    });
    steps.put("doppel serve --host 0.0.0.0", line -> {
      machine.set("DOPPEL_KEYS", machine.folder().resolve("none.json").toString());
      Ended refused = machine.run(line);
      machine.unset("DOPPEL_KEYS");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.printed()).contains("--without-keys", "doppel keys create");
    });
    steps.put(
        "doppel serve --host 0.0.0.0 --allowed-host search.example.org --tls-certificate /etc/ssl/search.pem "
            + "--tls-key /etc/ssl/search.key",
        line -> {
          try (Server server = machine.serve(line)) {
            String port = server.address().replaceFirst(".*:(\\d+).*", "$1");
            String asked = "curl --connect-to %1$s:%2$s:127.0.0.1:%2$s https://%1$s:%2$s/v1/collections"
                .formatted(OperatorsMachine.NAME, port);
            assertThat(machine.run(asked).printed()).contains("401");
            assertThat(machine.does(asked + " -H \"Authorization: Bearer $KEY\"")).contains("[]");
          }
        });
    steps.put("doppel serve --allowed-host search.example.org --trusted-proxy 127.0.0.1", line -> {
      try (Server server = machine.serve(line)) {
        assertThat(server.address()).startsWith("http://127.0.0.1:");
        machine.startProxy(block(page, "nginx"));
        String documents =
            "curl -H 'Content-Type: application/json' %s/v1/collections/faq/documents -d ".formatted(site)
                + "'{\"documents\":[{\"id\":\"a\",\"text\":\"The ship is on the sea.\"}]}'";
        assertThat(machine.run(documents).printed()).contains("401");
        machine.does(documents + " -H \"Authorization: Bearer $KEY\"");
        String signIn =
            "curl -i -H 'Content-Type: application/json' %s/v1/session -d '{\"key\":\"'$KEY'\"}'".formatted(site);
        assertThat(machine.does(signIn)).contains("Secure").contains("HttpOnly");
        String foreign = "curl -H 'Host: evil.example' -H 'X-Forwarded-Host: %s' %s/livez"
            .formatted(OperatorsMachine.NAME, site);
        assertThat(machine.run(foreign).printed()).as("the proxy passes no claim on").contains("403");
        machine.askFromAnotherNetwork(key);
      }
    });
    // From here on the server that keeps snapshots is behind the proxy.
    steps.put("doppel serve --snapshot-every 1d --snapshot-keep 14", line -> {
      machine.set("DOPPEL_ALLOWED_HOST", OperatorsMachine.NAME);
      machine.set("DOPPEL_TRUSTED_PROXY", "127.0.0.1");
      var ignored = machine.serve(line);
    });
    steps.put(
        "curl -X POST -H \"Authorization: Bearer $KEY\" https://search.example.org/v1/collections/faq/snapshots",
        line -> {
          snapshot = json(machine.does(line)).at("/id").asString();
          assertThat(snapshot).matches("\\d{8}T\\d{9}Z");
        });
    steps.put(
        "curl -H \"Authorization: Bearer $KEY\" https://search.example.org/v1/collections/faq/snapshots",
        line -> assertThat(machine.does(line)).contains(snapshot));
    steps.put(
        "curl -X POST -H \"Authorization: Bearer $KEY\" -H \"Content-Type: application/json\" "
            + "-d '{\"as\":\"faq-yesterday\"}' https://search.example.org/v1/collections" + NEVER_RUN,
        line -> {
          String bearer = "curl -H \"Authorization: Bearer $KEY\" -H 'Content-Type: application/json' ";
          machine.does(bearer + "-X DELETE %s/v1/collections/faq/documents/a".formatted(site));
          machine.does(line.replace("20260301T120000500Z", snapshot));
          String asked = "-d '{\"text\":\"a ship\"}' %s/v1/collections/faq-yesterday/search".formatted(site);
          assertThat(machine.does(bearer + asked))
              .contains("The ship is on the sea.");
        });
    steps.put("doppel snapshot faq /mnt/backup/monday", machine::does);
    steps.put("doppel restore faq-monday /mnt/backup/monday", line -> {
      machine.does(line);
      assertThat(machine.does("doppel collections")).contains("faq-monday", "faq-yesterday");
    });
    steps.put(
        "curl -X POST -H \"Authorization: Bearer $KEY\" -H \"Content-Type: application/json\" "
            + "-d '{\"model\":\"NEW\",\"as\":\"faq-new\"}' https://search.example.org/v1/collections/faq/reindex",
        line -> {
          machine.does(line.replace("NEW", "tiny").replace("faq/reindex", "faq-yesterday/reindex"));
          OperatorsMachine.await(
              () -> machine.does("curl -H \"Authorization: Bearer $KEY\" %s/v1/jobs".formatted(site)),
              jobs -> jobs.contains("\"done\""));
        });
    steps.put(
        "curl -X POST -H \"Authorization: Bearer $KEY\" -H \"Content-Type: application/json\" "
            + "-d '{\"text\":\"비밀번호를 바꾸고 싶어요\",\"k\":3,\"compare_with\":\"faq-new\"}' "
            + "https://search.example.org/v1/collections/faq/search",
        line ->
            assertThat(json(machine.does(line.replace("faq/search", "faq-yesterday/search"))).at("/comparison/hits"))
                .isNotEmpty());
    steps.put("doppel config", line -> {
      machine.set("DOPPEL_CONFIG", machine.file("doppel.properties", block(page, "properties")).toString());
      assertThat(machine.does(line)).contains("limit-documents", "1000000", "50/s,2000/m");
    });
    steps.put("doppel config search", line -> assertThat(machine.does(line)).contains("index", "models"));
  }

  private static String block(String page, String language) {
    Matcher block = Pattern.compile("(?ms)^```%s\n(.*?)^```$".formatted(language)).matcher(page);
    assertThat(block.find()).as("a block of %s", language).isTrue();
    return block.group(1);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
