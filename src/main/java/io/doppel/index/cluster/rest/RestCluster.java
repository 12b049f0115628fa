package io.doppel.index.cluster.rest;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.RequestOptions;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import co.elastic.clients.transport.rest5_client.low_level.Rest5ClientBuilder;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.index.upkeep.Calls;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.http.ContentTooLongException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// A cluster that speaks the REST protocol of Elasticsearch. Requests go to its nodes in turn, and to another one where
/// one does not answer. Thread-safe.
public final class RestCluster implements Closeable {

  private static final int MOST_CONNECTIONS = 32;
  private static final Timeout TO_CONNECT = Timeout.of(Duration.ofSeconds(5));

  /// Longer than the cluster itself waits for a shard that is on its way to another node.
  private static final Timeout TO_ANSWER = Timeout.of(Duration.ofSeconds(90));

  private static final RequestConfig AT_ONCE =
      RequestConfig.custom().setResponseTimeout(TO_CONNECT).setConnectionRequestTimeout(TO_CONNECT).build();

  private static final int FIRST_ERROR = 300;

  private static final ContentType JSON = ContentType.create("application/json");
  private static final ContentType JSON_LINES = ContentType.create("application/x-ndjson");

  private final ClusterAddress address;
  private final Rest5Client client;
  private final CallCounts calls = new CallCounts();

  private RestCluster(ClusterAddress address, Rest5Client client) {
    this.address = address;
    this.client = client;
  }

  /// Nothing is sent before the first request.
  public static RestCluster at(ClusterAddress address, ClusterAccess access) {
    // Left to itself, the client trusts a certificate whatever host shows it.
    TlsStrategy tls =
        new DefaultClientTlsStrategy(
            access.trust().orElseGet(SSLContexts::createSystemDefault),
            HostnameVerificationPolicy.BOTH,
            HttpsSupport.getDefaultHostnameVerifier());
    Rest5ClientBuilder builder =
        Rest5Client.builder(address.nodes().toArray(URI[]::new))
            .setCompressionEnabled(false)
            .setConnectionManagerCallback(
                manager ->
                    manager
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setTlsStrategy(tls))
            .setConnectionConfigCallback(
                connection -> connection.setConnectTimeout(TO_CONNECT).setSocketTimeout(TO_ANSWER))
            .setRequestConfigCallback(
                request -> request.setResponseTimeout(TO_ANSWER).setConnectionRequestTimeout(TO_ANSWER));
    if (!address.path().isEmpty()) {
      builder.setPathPrefix(address.path());
    }
    access.authorization(address).ifPresent(
        value -> builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", value)}));
    return new RestCluster(address, builder.build());
  }

  /// What was asked so far, by what it was for.
  public Map<String, Calls> calls() {
    return calls.all();
  }

  public ClusterAddress address() {
    return address;
  }

  /// What is thrown where the cluster takes nothing more, because a disk is full. Nobody waits for that to pass.
  public IndexUnavailableException fullDisk(String reason) {
    return Failures.fullDisk(address, reason, null);
  }

  /// Asks, once.
  ///
  /// @param path below the address, with its parameters
  /// @param body JSON of it is sent
  /// @throws RefusedException if the cluster answers with an error that lies in the request
  /// @throws IndexUnavailableException if it does not answer, or with an error that may be over soon
  /// @throws AnswerTooLongException if the answer has more than 100 MB
  public JsonNode send(String method, String path, Map<String, ?> body) throws IOException {
    return json(sendRaw(method, path, JsonMapper.shared().writeValueAsBytes(body), JSON));
  }

  /// The same without a body.
  public JsonNode send(String method, String path) throws IOException {
    return json(sendRaw(method, path, null, JSON));
  }

  /// The same for a question that a cluster answers at once, if it is well.
  public JsonNode ask(String path) throws IOException {
    Request request = new Request("GET", path);
    request.setOptions(RequestOptions.DEFAULT.toBuilder().setRequestConfig(AT_ONCE));
    return json(perform(request));
  }

  /// The same with JSON lines.
  public JsonNode sendLines(String path, byte[] lines) throws IOException {
    return json(sendRaw("POST", path, lines, JSON_LINES));
  }

  /// Whether there is something of that path.
  public boolean has(String path) throws IOException {
    try {
      return sendRaw("HEAD", path, null, JSON).getStatusCode() < FIRST_ERROR;
    } catch (RefusedException e) {
      if (e.isMissing()) {
        return false;
      }
      throw e;
    }
  }

  /// The header of an answer to the simplest of questions, if it has one of that name.
  public Optional<String> header(String name) throws IOException {
    return Optional.ofNullable(sendRaw("GET", "/_cluster/health", null, JSON).getHeader(name));
  }

  private Response sendRaw(String method, String path, byte @Nullable [] body, ContentType type) throws IOException {
    Request request = new Request(method, path);
    if (body != null) {
      request.setEntity(new ByteArrayEntity(body, type));
    }
    return perform(request);
  }

  private Response perform(Request request) throws IOException {
    long start = System.nanoTime();
    boolean failed = true;
    try {
      Response response = answer(request);
      failed = false;
      return response;
    } finally {
      calls.note(request.getEndpoint(), System.nanoTime() - start, failed);
    }
  }

  private Response answer(Request request) throws IOException {
    Response response;
    try {
      response = client.performRequest(request);
    } catch (ResponseException e) {
      throw Failures.of(address, e.getResponse().getStatusCode(), body(e.getResponse()), e);
    } catch (IOException e) {
      throw tooLong(e).<IOException>map(cause -> new AnswerTooLongException(address, cause))
          .orElseGet(() -> Failures.of(address, e));
    } catch (RuntimeException e) {
      // So the client throws what is no IOException, such as an answer that is not of HTTP.
      Throwable cause = e.getCause();
      if (cause == null) {
        throw e;
      }
      throw Failures.of(address, new IOException(cause.toString(), cause));
    }
    // The client takes some errors, such as 404 and 409, for answers.
    if (response.getStatusCode() >= FIRST_ERROR) {
      throw Failures.of(address, response.getStatusCode(), body(response), null);
    }
    return response;
  }

  private static Optional<Throwable> tooLong(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(ContentTooLongException.class::isInstance)
        .findFirst();
  }

  private JsonNode json(Response response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null || !String.valueOf(entity.getContentType()).contains("json")) {
      throw Failures.ofAnother(address);
    }
    try (InputStream in = entity.getContent()) {
      JsonNode answer = JsonMapper.shared().readTree(in);
      if (!answer.isObject()) {
        throw Failures.ofAnother(address);
      }
      return answer;
    } catch (JacksonException e) {
      throw new IndexUnavailableException("the cluster broke off its answer", e);
    }
  }

  /// What is thrown where something else than a cluster seems to answer.
  public IndexUnavailableException noCluster() {
    return Failures.ofAnother(address);
  }

  /// What an answer with an error says, as far as it is JSON: a proxy's is not.
  private JsonNode body(Response response) {
    try {
      return json(response);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
