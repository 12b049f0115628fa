package io.doppel.index.cluster;

import io.doppel.file.Folders;
import io.doppel.server.Certificates;
import java.io.IOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Real nodes of an engine that form a cluster, each a process of its own with 512 MB of heap: the engine that the
/// profile `cluster` of the build has unpacked. What they write is gone when they are closed.
@NullMarked
public final class EngineNodes implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /// Both engines refuse to run as root; nobody owns no files.
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  /// What the nodes are of.
  public enum Engine {
    ELASTICSEARCH("elasticsearch", "ES", "cluster.initial_master_nodes", "xpack.security.enabled: false"),
    OPENSEARCH("opensearch", "OPENSEARCH", "cluster.initial_cluster_manager_nodes", "");

    private final String name;
    private final String variables;
    private final String electors;
    private final String extra;

    Engine(String name, String variables, String electors, String extra) {
      this.name = name;
      this.variables = variables;
      this.electors = electors;
      this.extra = extra;
    }

    /// Where it is unpacked, if it is.
    private Optional<Path> home() {
      String engines = System.getProperty("doppel.engines");
      if (engines == null) {
        return Optional.empty();
      }
      try (Stream<Path> found = Files.list(Path.of(engines))) {
        return found
            .filter(folder -> folder.getFileName().toString().startsWith(name + "-"))
            .map(Path::toAbsolutePath)
            .findFirst();
      } catch (IOException e) {
        throw new IllegalStateException("doppel.engines is no folder: " + engines, e);
      }
    }

    /// Whether nodes can be started.
    public boolean isThere() {
      return home().isPresent();
    }
  }

  private record Node(Path folder, int http, int transport) {}

  /// Nodes speak TLS with this certificate, and know two users by this password: `elastic`, who may do everything, and
  /// `doppel`, who may do what the documentation asks for with the indexes of the prefix `secured`.
  private record Security(Certificates certificates, String password) {

    /// Whoever answers by another name than those of the certificate does so at `127.0.0.2`.
    private static final String HOSTS = "[\"127.0.0.1\", \"127.0.0.2\"]";

    private static final String ROLES =
        """
        doppel:
          cluster: ["monitor"]
          indices:
            - names: ["secured.*"]
              privileges: ["all"]
        """;

    String settings() {
      return String.join(
          "\n",
          "xpack.security.enabled: true",
          "xpack.security.http.ssl.enabled: true",
          "xpack.security.http.ssl.certificate: node.pem",
          "xpack.security.http.ssl.key: node.key",
          "xpack.security.transport.ssl.enabled: false",
          "http.host: " + HOSTS);
    }
  }

  private final Engine engine;
  private final Path home;
  private final Path base;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private final @Nullable Security security;
  private final HttpClient client;

  private EngineNodes(Engine engine, int count, @Nullable Security security) throws IOException {
    this.engine = engine;
    this.security = security;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
    if (security != null) {
      try {
        builder.sslContext(security.certificates.client());
      } catch (GeneralSecurityException e) {
        throw new IOException(e);
      }
    }
    this.client = builder.build();
    this.home = engine.home().orElseThrow(() -> new IllegalStateException(engine + " is not unpacked: use -Pcluster"));
    this.base = Files.createTempDirectory("nodes");
    int[] ports = freePorts(2 * count);
    for (int i = 0; i < count; i++) {
      nodes.add(new Node(base.resolve("n" + i), ports[2 * i], ports[2 * i + 1]));
    }
  }

  /// Starts so many nodes, and waits until all of them answer.
  public static EngineNodes start(Engine engine, int count) throws IOException {
    return started(new EngineNodes(engine, count, null));
  }

  /// Starts a node of Elasticsearch that speaks TLS and knows the users `elastic`, who may do everything, and `doppel`,
  /// who may have indexes of the prefix `secured`.
  ///
  /// @param certificates of `localhost` and `127.0.0.1`, but not of `127.0.0.2`, where it can be reached as well
  public static EngineNodes secured(Certificates certificates, String password) throws IOException {
    return started(new EngineNodes(Engine.ELASTICSEARCH, 1, new Security(certificates, password)));
  }

  private static EngineNodes started(EngineNodes started) throws IOException {
    boolean done = false;
    try {
      started.startAll();
      done = true;
      return started;
    } finally {
      if (!done) {
        started.close();
      }
    }
  }

  private void startAll() throws IOException {
    for (int i = 0; i < nodes.size(); i++) {
      configure(i);
    }
    if (ROOT) {
      run("chown", "-R", "65534:65534", base.toString());
    }
    for (int i = 0; i < nodes.size(); i++) {
      processes.add(process(nodes.get(i)));
    }
    await(nodes.size());
  }

  private void configure(int number) throws IOException {
    Node node = nodes.get(number);
    for (String folder : List.of("config", "data", "logs", "tmp")) {
      Files.createDirectories(node.folder.resolve(folder));
    }
    Path shipped = home.resolve("config");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.toList()) {
        Path copy = node.folder.resolve("config").resolve(shipped.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    Files.writeString(
        node.folder.resolve("config").resolve(engine.name + ".yml"),
        String.join(
            "\n",
            "cluster.name: test",
            "node.name: n" + number,
            "network.host: 127.0.0.1",
            "http.port: " + node.http,
            "transport.port: " + node.transport,
            "discovery.seed_hosts: [%s]".formatted(list(nodes.stream().map(each -> "127.0.0.1:" + each.transport))),
            "%s: [%s]".formatted(engine.electors, list(IntStream.range(0, nodes.size()).mapToObj(i -> "n" + i))),
            "path.data: " + node.folder.resolve("data"),
            "path.logs: " + node.folder.resolve("logs"),
            // A small disk is no reason to fail.
            "cluster.routing.allocation.disk.threshold_enabled: false",
            // Nor is a block on writing lifted while a test looks at it.
            "cluster.info.update.interval: 10m",
            security == null ? engine.extra : security.settings(),
            ""));
    if (security != null) {
      Files.copy(security.certificates.certificate(), node.folder.resolve("config/node.pem"));
      Files.copy(security.certificates.key(), node.folder.resolve("config/node.key"));
      tool(node, "elasticsearch-keystore", null, "create");
      tool(node, "elasticsearch-keystore", security.password, "add", "--stdin", "bootstrap.password");
      Files.writeString(node.folder.resolve("config/roles.yml"), Security.ROLES);
      tool(node, "elasticsearch-users", null, "useradd", "doppel", "-p", security.password, "-r", "doppel");
    }
    // The shipped options log into the engine's own folder.
    Path options = node.folder.resolve("config/jvm.options");
    Files.writeString(
        options,
        Files.readAllLines(options).stream()
            .filter(line -> !line.contains("Xlog:gc") && !line.contains("ErrorFile") && !line.contains("HeapDump"))
            .collect(Collectors.joining("\n", "", "\n")));
  }

  private void tool(Node node, String name, @Nullable String input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin").resolve(name).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(key -> key.startsWith("ES_") || key.equals("JAVA_TOOL_OPTIONS"));
    builder.environment().put("ES_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("ES_PATH_CONF", node.folder.resolve("config").toString());
    Process process = builder.start();
    try (Writer in = process.outputWriter()) {
      if (input != null) {
        in.write(input);
      }
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String list(Stream<String> names) {
    return names.map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
  }

  private Process process(Node node) throws IOException {
    List<String> command = new ArrayList<>(ROOT ? AS_NOBODY : List.of());
    command.add(home.resolve("bin").resolve(engine.name).toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(node.folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(node.folder.resolve("out.log").toFile()));
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.startsWith("ES_") || key.startsWith("OPENSEARCH_") || key.equals("JAVA_TOOL_OPTIONS"));
    builder
        .environment()
        .putAll(
            Map.of(
                engine.variables + "_JAVA_HOME",
                System.getProperty("java.home"),
                engine.variables + "_PATH_CONF",
                node.folder.resolve("config").toString(),
                engine.variables + "_TMPDIR",
                node.folder.resolve("tmp").toString(),
                engine.variables + "_JAVA_OPTS",
                "-Xms512m -Xmx512m -XX:TieredStopAtLevel=1",
                "HOME",
                node.folder.toString()));
    return builder.start();
  }

  /// Where a collection of this prefix is kept.
  public URI address(String prefix) {
    String hosts = nodes.stream().map(node -> "127.0.0.1:" + node.http).collect(Collectors.joining(","));
    return URI.create("%s://%s/%s".formatted(scheme(), hosts, prefix));
  }

  private String scheme() {
    return security == null ? "http" : "https";
  }

  /// Sends a request to a node.
  ///
  /// @param body JSON; empty for none
  /// @return what is answered, with whatever status
  public String ask(String method, String path, String body) throws IOException {
    return send(
        request(alive().getFirst(), path)
            .header("Content-Type", "application/json")
            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(Node node, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("%s://127.0.0.1:%d%s".formatted(scheme(), node.http, path)));
    if (security != null) {
      String pair = "elastic:" + security.password;
      request.header(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    return request;
  }

  /// Ends a node as a crash would.
  public void kill(int number) {
    Process process = processes.get(number);
    // The launcher's child is the node.
    List<ProcessHandle> children = process.descendants().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
    children.forEach(child -> child.onExit().join());
  }

  /// Waits until every shard of the cluster is where it should be.
  public void awaitGreen() throws IOException {
    String health =
        get(
            alive().getFirst(),
            "/_cluster/health?wait_for_status=green&timeout=120s&wait_for_no_relocating_shards=true");
    if (!health.contains("\"status\":\"green\"")) {
      throw new IOException("the cluster is not green: " + health);
    }
  }

  /// Has indexes of these names in so many shards, each with so many copies.
  public void template(String names, int shards, int copies) throws IOException {
    String body =
        "{\"index_patterns\":[\"%s\"],\"template\":{\"settings\":{\"number_of_shards\":%d,\"number_of_replicas\":%d}}}"
            .formatted(names, shards, copies);
    String answer = ask("PUT", "/_index_template/t", body);
    if (!answer.contains("\"acknowledged\":true")) {
      throw new IOException(answer);
    }
  }

  private List<Node> alive() {
    return IntStream.range(0, nodes.size()).filter(i -> processes.get(i).isAlive()).mapToObj(nodes::get).toList();
  }

  /// Waits until that many nodes know each other. Their HTTP ports open after they have joined.
  private void await(int count) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && !alive().isEmpty()) {
      long ready = 0;
      for (Node node : alive()) {
        try {
          ready +=
              get(node, "/_cluster/health?timeout=2s&wait_for_nodes=" + count).contains("\"number_of_nodes\":" + count)
                  ? 1
                  : 0;
        } catch (IOException e) {
          // Not yet.
        }
      }
      if (ready == count) {
        return;
      }
      pause();
    }
    StringBuilder logs = new StringBuilder("the cluster did not form");
    for (Node node : nodes) {
      logs.append('\n').append(Files.readString(node.folder.resolve("out.log")));
    }
    throw new IOException(logs.toString());
  }

  private static void pause() {
    try {
      Thread.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String get(Node node, String path) throws IOException {
    return send(request(node, path).timeout(Duration.ofSeconds(150)).build());
  }

  private String send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    for (int i = 0; i < processes.size(); i++) {
      try {
        if (!processes.get(i).waitFor(20, TimeUnit.SECONDS)) {
          kill(i);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        kill(i);
      }
    }
    Folders.delete(base);
  }

  private static int[] freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0));
      }
      return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private static void run(String... command) throws IOException {
    try {
      int code = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IOException(Arrays.toString(command) + " ended with " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /// Starts nodes for experiments, until a line or the end comes in: engine, number of nodes.
  public static void main(String[] args) throws IOException {
    try (EngineNodes nodes = start(Engine.valueOf(args[0]), Integer.parseInt(args[1]))) {
      System.out.println(nodes.address("p"));
      System.out.println(System.in.read());
    }
  }
}
