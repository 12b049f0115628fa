package io.doppel.index.cluster.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.text.Bounds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterAddressTest {

  private static final ClusterAddress FAR = ClusterAddress.of(URI.create("http://host:9200/p"));
  private static final ClusterAddress NEAR = ClusterAddress.of(URI.create("http://127.0.0.1:9200/p"));

  @Test
  void an_address_has_nodes_a_path_and_a_prefix() {
    ClusterAddress address = ClusterAddress.of(URI.create("https://a:9201,b/behind/proxy/doppel-1/"));
    assertThat(address.nodes()).containsExactly(URI.create("https://a:9201"), URI.create("https://b:9200"));
    assertThat(address.path()).isEqualTo("/behind/proxy");
    assertThat(address.prefix()).isEqualTo("doppel-1");
    assertThat(address).hasToString("https://a:9201,b:9200/behind/proxy/doppel-1");
  }

  @Test
  void what_is_no_address_is_refused_with_what_one_looks_like() {
    refuses("https://host:9200", "ends with the prefix of its indexes");
    refuses("https://host:9200/Upper", "ends with the prefix of its indexes");
    refuses("https://host:9200/p?x=1", "such as https://host:9200/prefix");
    refuses("ftp://host/p", "such as https://host:9200/prefix");
    refuses("https://a:9200,/p", "the nodes of a cluster are hosts with ports");
  }

  private static void refuses(String address, String message) {
    assertThatThrownBy(() -> ClusterAddress.of(URI.create(address)))
        .isInstanceOf(Bounds.Violation.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_password_in_an_address_is_refused_without_being_shown() {
    assertThatThrownBy(() -> ClusterAddress.of(URI.create("https://me:secret@host:9200/p")))
        .hasMessageContaining("DOPPEL_INDEX_PASSWORD")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_user_or_a_key_is_sent_but_never_without_tls_nor_shown() {
    ClusterAccess user = ClusterAccess.of(Map.of("DOPPEL_INDEX_USER", "me", "DOPPEL_INDEX_PASSWORD", "se:cret"));
    assertThat(user.authorization(NEAR)).contains("Basic bWU6c2U6Y3JldA==");
    assertThat(user.toString()).doesNotContain("me", "cret");
    ClusterAccess key = ClusterAccess.of(Map.of("DOPPEL_INDEX_API_KEY", "k"));
    assertThat(key.authorization(NEAR)).contains("ApiKey k");
    assertThatThrownBy(() -> key.authorization(FAR)).hasMessageContaining("without TLS; use https");
    assertThat(ClusterAccess.of(Map.of()).authorization(FAR)).isEmpty();
  }

  @Test
  void half_of_a_pair_and_two_ways_at_once_are_refused() {
    assertThatThrownBy(() -> ClusterAccess.of(Map.of("DOPPEL_INDEX_USER", "me")))
        .hasMessage("DOPPEL_INDEX_USER and DOPPEL_INDEX_PASSWORD belong together, got only one");
    Map<String, String> both =
        Map.of("DOPPEL_INDEX_USER", "me", "DOPPEL_INDEX_PASSWORD", "s", "DOPPEL_INDEX_API_KEY", "k");
    assertThatThrownBy(() -> ClusterAccess.of(both)).hasMessageContaining("got both");
  }

  @Test
  void a_secret_may_stand_in_a_file_and_a_certificate_has_to(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("key"), "k\n");
    ClusterAccess key = ClusterAccess.of(Map.of("DOPPEL_INDEX_API_KEY_FILE", secret.toString()));
    assertThat(key.authorization(NEAR)).contains("ApiKey k");
    assertThatThrownBy(() -> ClusterAccess.of(Map.of("DOPPEL_INDEX_API_KEY_FILE", folder + "/none")))
        .hasMessageContaining("cannot be read, which DOPPEL_INDEX_API_KEY_FILE names");
    ClusterAccess trusting = ClusterAccess.of(Map.of("DOPPEL_INDEX_CA", secret.toString()));
    assertThatThrownBy(trusting::trust)
        .hasMessageContaining("DOPPEL_INDEX_CA is to name a file of certificates in PEM");
  }
}
