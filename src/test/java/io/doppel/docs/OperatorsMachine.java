package io.doppel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.TinyModel;
import io.doppel.server.Certificates;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A machine as `docs/operating.md` has it before it: `doppel` and `curl` are on the path, and `search.example.org`, at
/// which nginx listens, is here. What is started on it ends with it.
final class OperatorsMachine implements AutoCloseable {

  static final String NAME = "search.example.org";

  private static final Pattern ADDRESS = Pattern.compile("Doppel is at (\\S+);");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Certificates certificates;
  private final Map<String, String> variables = new HashMap<>();
  private final List<Process> started = new ArrayList<>();
  private final int proxyPort = freePort();
  private final int serverPort = freePort();

  /// What a command has printed and how it ended.
  record Ended(int code, String printed) {}

  OperatorsMachine(Path folder) throws Exception {
    this.folder = folder;
    this.certificates = Certificates.make(folder, "search");
    TinyModel.write(folder.resolve("models"), "tiny");
    Files.createDirectory(folder.resolve("bin"));
    script("doppel", program());
    script(
        "curl",
        "exec /usr/bin/curl -sS -f --noproxy '*' --cacert %s --connect-to %s:443:127.0.0.1:%d \"$@\""
            .formatted(certificates.certificate(), NAME, proxyPort));
    variables.put("PATH", folder.resolve("bin") + ":/usr/sbin:/usr/bin:/sbin:/bin");
    variables.put("HOME", folder.toString());
    variables.put("DOPPEL_INDEX", folder.resolve("index").toString());
    variables.put("DOPPEL_MODELS", folder.resolve("models").toString());
    variables.put("DOPPEL_MODEL", "tiny");
    variables.put("DOPPEL_PORT", Integer.toString(serverPort));
    variables.put("DOPPEL_CONFIG", Files.createFile(folder.resolve("none.properties")).toString());
  }

  /// The program of a package if there is one, see `PackageTest`; else that of this build.
  private String program() throws Exception {
    String packages = System.getProperty("doppel.dist");
    if (packages == null) {
      return ("exec %s --enable-native-access=ALL-UNNAMED -Dai.djl.offline=true -Xmx1g -cp '%s' io.doppel.cli.Main "
              + "\"$@\"")
          .formatted(
              ProcessHandle.current().info().command().orElseThrow(),
              // A command may be run elsewhere.
              Arrays.stream(
                      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                          .split(File.pathSeparator))
                  .map(each -> Path.of(each).toAbsolutePath().toString())
                  .collect(Collectors.joining(File.pathSeparator)));
    }
    try (var files = Files.list(Path.of(packages))) {
      Path made = files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
      Process unpacking =
          new ProcessBuilder("tar", "xzf", made.toAbsolutePath().toString())
              .directory(folder.toFile())
              .inheritIO()
              .start();
      assertThat(unpacking.waitFor()).isZero();
    }
    return "exec %s/doppel/doppel \"$@\"".formatted(folder);
  }

  private void script(String name, String line) throws IOException {
    Path script = Files.writeString(folder.resolve("bin").resolve(name), "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  void set(String variable, String value) {
    variables.put(variable, value);
  }

  void unset(String variable) {
    variables.remove(variable);
  }

  /// A file of the machine, made for the tests.
  Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  Path folder() {
    return folder;
  }

  /// Does what a line of the page says; a path that it names is one of this folder.
  Ended run(String line) throws Exception {
    Path printed = Files.createTempFile(folder, "printed", ".txt");
    Process process = process(line, printed);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("%s ends", line).isTrue();
    return new Ended(process.exitValue(), Files.readString(printed));
  }

  /// The same, of what ends well; gives what is printed.
  String does(String line) throws Exception {
    Ended ended = run(line);
    assertThat(ended.code()).as("%s says %s", line, ended.printed()).isZero();
    return ended.printed();
  }

  /// Starts a server by a line of the page, and waits until it says where it is.
  Server serve(String line) throws Exception {
    Path printed = Files.createTempFile(folder, "server", ".txt");
    Process process = process("exec " + line, printed);
    started.add(process);
    String address =
        await(
            () -> {
              Matcher told = ADDRESS.matcher(Files.readString(printed));
              assertThat(process.isAlive() || told.find(0)).as("%s says %s", line, Files.readString(printed)).isTrue();
              return told.find(0) ? told.group(1) : "";
            },
            found -> !found.isEmpty());
    return new Server(process, address);
  }

  /// A server that answers.
  record Server(Process process, String address) implements AutoCloseable {

    @Override
    public void close() {
      process.destroy();
      assertThat(process.onExit()).succeedsWithin(30, TimeUnit.SECONDS);
    }
  }

  /// Starts nginx with the page's own block, in which only places are those of this machine.
  void startProxy(String block) throws Exception {
    String site =
        here(block)
            .replace("listen 443 ssl", "listen %d ssl".formatted(proxyPort))
            .replace("127.0.0.1:7070", "127.0.0.1:" + serverPort);
    Path configuration =
        file(
            "nginx.conf",
            """
            daemon off;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events {}
            http {
              access_log off;
              client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
            %2$s
            }
            """
                .formatted(folder, site));
    String nginx = "exec nginx -c %s -e %s/error.log".formatted(configuration, folder);
    started.add(process(nginx, folder.resolve("nginx.txt")));
    Ended ready = await(() -> run("curl https://%s/readyz".formatted(NAME)), ended -> ended.code() == 0);
    assertThat(ready.printed()).contains("ready");
  }

  /// Asks from a network of its own, joined to this one by a cable, first without a key; where that is not permitted,
  /// nothing is asked.
  void askFromAnotherNetwork(String key) throws Exception {
    String name = "doppel-test-" + ProcessHandle.current().pid();
    String here = "dt" + ProcessHandle.current().pid() % 100_000;
    try {
      Ended joined =
          run(
              """
              ip netns add %1$s && ip link add %2$s type veth peer name eth0 netns %1$s &&
              ip address add 198.18.77.1/30 dev %2$s && ip link set %2$s up &&
              ip -n %1$s address add 198.18.77.2/30 dev eth0 && ip -n %1$s link set eth0 up
              """
                  .formatted(name, here));
      if (joined.code() != 0) {
        return;
      }
      String asked =
          "ip netns exec %s /usr/bin/curl -sS -f --noproxy '*' --cacert %s --connect-to %s:443:198.18.77.1:%d "
                  .formatted(name, certificates.certificate(), NAME, proxyPort)
              + "https://%s/v1/collections".formatted(NAME);
      assertThat(run(asked)).as("refused without a key").extracting(Ended::printed).asString().contains("401");
      assertThat(does(asked + " -H 'Authorization: Bearer " + key + "'")).contains("\"faq\"");
    } finally {
      run("ip netns delete %s; ip link delete %s".formatted(name, here));
    }
  }

  private Process process(String line, Path printed) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", here(line))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private String here(String text) {
    return text.replace("/etc/ssl/search.pem", certificates.certificate().toString())
        .replace("/etc/ssl/search.key", certificates.key().toString())
        .replace("/mnt/backup", folder.toString());
  }

  /// One try of something.
  interface Try<T> {
    T once() throws Exception;
  }

  /// Tries until it is good.
  static <T> T await(Try<T> attempt, Predicate<T> isGood) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      T got = attempt.once();
      if (isGood.test(got)) {
        return got;
      }
      assertThat(System.nanoTime()).as("last seen: %s", got).isLessThan(end);
      Thread.sleep(100);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    started.forEach(Process::destroy);
    started.forEach(process -> assertThat(process.onExit()).succeedsWithin(30, TimeUnit.SECONDS));
  }
}
