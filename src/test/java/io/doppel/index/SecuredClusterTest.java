package io.doppel.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.index.cluster.ClusterCatalog;
import io.doppel.index.cluster.EngineNodes;
import io.doppel.index.cluster.EngineNodes.Engine;
import io.doppel.index.cluster.rest.ClusterAccess;
import io.doppel.index.cluster.rest.ClusterAddress;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.server.Certificates;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.json.JsonMapper;

/// A real node that speaks TLS and wants to know who asks.
@NullMarked
@TestInstance(Lifecycle.PER_CLASS)
class SecuredClusterTest {

  private static final Passport PASSPORT = Samples.passport(8, "mean");
  private static final String PASSWORD = "a-long-secret:with=signs";

  private final Samples samples = new Samples(1, 8, 5);

  @TempDir static Path folder = Path.of("");
  private Certificates certificates;
  private EngineNodes nodes;

  @BeforeAll
  void start() throws Exception {
    assumeTrue(Engine.ELASTICSEARCH.isThere(), "the build unpacks engines with -Pcluster");
    certificates = Certificates.make(folder, "node");
    nodes = EngineNodes.secured(certificates, PASSWORD);
  }

  @AfterAll
  void end() throws IOException {
    if (nodes != null) {
      nodes.close();
    }
  }

  private ClusterCatalog catalog(URI address, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("DOPPEL_INDEX_CA", certificates.certificate().toString());
    return new ClusterCatalog(ClusterAddress.of(address), ClusterAccess.of(all));
  }

  private static Map<String, String> user(String password) {
    return Map.of("DOPPEL_INDEX_USER", "doppel", "DOPPEL_INDEX_PASSWORD", password);
  }

  /// Makes an index, writes, finds and deletes.
  private void assertWorks(Map<String, String> environment) throws IOException {
    try (ClusterCatalog catalog = catalog(nodes.address("secured"), environment)) {
      try (PassageIndex index = catalog.create("things", PASSPORT)) {
        Document document = Document.of("a", "text of a");
        index.put(
            List.of(
                new EmbeddedDocument(
                    document, List.of(new Passage("a", 0, document.text())), List.of(samples.embedding()))));
        index.publish();
        try (IndexView view = index.view()) {
          assertThat(view.documentIds("", 10)).containsExactly("a");
        }
      }
      catalog.file("things", "decisions.jsonl").append("{}");
      catalog.requireAvailable();
      assertThat(catalog.names()).containsExactly("things");
      catalog.delete("things");
    }
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content + "\n");
  }

  /// The nodes of the tests lack what the index of keys is made with; an engine as it is shipped has it.
  private String key() throws IOException {
    String role =
        """
        {"name":"doppel","role_descriptors":{"doppel":{
          "cluster":["monitor"],
          "indices":[{"names":["secured.*"],"privileges":["all"]}]}}}
        """;
    String answer = nodes.ask("POST", "/_security/api_key", role);
    String encoded = JsonMapper.shared().readTree(answer).path("encoded").asString("");
    if (encoded.isEmpty()) {
      throw new TestAbortedException("this engine gives no API keys: " + answer);
    }
    return encoded;
  }

  @Test
  void a_user_who_may_do_no_more_than_the_documentation_asks_for_works_by_a_password_in_variable_or_file()
      throws IOException {
    assertWorks(user(PASSWORD));
    assertWorks(
        Map.of(
            "DOPPEL_INDEX_USER", "elastic", "DOPPEL_INDEX_PASSWORD_FILE", file("password", PASSWORD).toString()));
  }

  @Test
  void an_api_key_that_may_do_no_more_than_the_documentation_asks_for_works_from_both() throws IOException {
    String key = key();
    assertWorks(Map.of("DOPPEL_INDEX_API_KEY", key));
    assertWorks(Map.of("DOPPEL_INDEX_API_KEY_FILE", file("key", key).toString()));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefuses(URI address, Map<String, String> environment) {
    return assertThatThrownBy(
            () -> {
              try (ClusterCatalog catalog = catalog(address, environment)) {
                catalog.create("things", PASSPORT).close();
              }
            })
        .isInstanceOf(IndexUnavailableException.class)
        .hasMessageNotContaining(PASSWORD)
        .hasMessageNotContaining("wrong-secret");
  }

  @Test
  void who_is_not_known_is_told_what_to_set_and_no_secret() {
    String told = "does not know who asks: set DOPPEL_INDEX_USER and DOPPEL_INDEX_PASSWORD, or DOPPEL_INDEX_API_KEY";
    assertRefuses(nodes.address("secured"), Map.of()).hasMessageContaining(told);
    assertRefuses(nodes.address("secured"), user("wrong-secret")).hasMessageContaining(told);
    assertRefuses(nodes.address("secured"), Map.of("DOPPEL_INDEX_API_KEY", "wrong-secret"))
        .hasMessageContaining(told);
  }

  @Test
  void who_may_not_do_it_is_told_so() {
    assertRefuses(nodes.address("other"), user(PASSWORD))
        .hasMessageContaining("does not allow this");
  }

  @Test
  void a_certificate_of_another_authority_is_told_with_what_to_set() throws Exception {
    Certificates others = Certificates.make(folder, "others");
    Map<String, String> environment = new HashMap<>(user(PASSWORD));
    environment.put("DOPPEL_INDEX_CA", others.certificate().toString());
    assertRefuses(nodes.address("secured"), environment)
        .hasMessageContaining("is not trusted")
        .hasMessageContaining("DOPPEL_INDEX_CA");
  }

  @Test
  void a_host_that_the_certificate_does_not_name_is_told() {
    URI address = URI.create(nodes.address("secured").toString().replace("127.0.0.1", "127.0.0.2"));
    assertRefuses(address, user(PASSWORD))
        .hasMessageContaining("127.0.0.2")
        .hasMessageContaining("use a host that it names");
  }

  @Test
  void a_node_that_speaks_tls_is_told_from_one_that_does_not_answer() {
    URI plain = URI.create(nodes.address("secured").toString().replace("https", "http"));
    assertRefuses(plain, Map.of()).hasMessageContaining("speaks TLS begins with https");
  }
}
