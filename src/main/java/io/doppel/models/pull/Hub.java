package io.doppel.models.pull;

import io.doppel.models.Origin;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The Hugging Face hub, or a mirror of it.
final class Hub {

  private static final Pattern MODEL = Pattern.compile("[\\w.-]{1,96}/[\\w.-]{1,96}");
  private static final Pattern PLAIN_PATH = Pattern.compile("[\\w.-]++(?:/[\\w.-]++)*+");
  private static final int MAX_ANSWER_BYTES = 16 << 20;
  private static final int GIT_HASH = 40;
  private static final int SHA256_HASH = 64;

  private final URI server;
  private final Http http;

  /// What the hub says of a model.
  ///
  /// @param files by where they lie there
  record Repository(Origin origin, List<RemoteFile> files) {}

  Hub(URI server, Http http) {
    this.server = server;
    this.http = http;
  }

  static boolean isModel(String name) {
    return MODEL.matcher(name).matches() && !name.contains("..");
  }

  /// All files of a model as they are now.
  ///
  /// @param model such as `sentence-transformers/all-MiniLM-L6-v2`
  /// @param revision a branch, tag or commit
  Repository repository(String model, String revision) throws IOException {
    JsonNode about = about(model, revision);
    String commit = about.path("sha").asString("");
    if (!commit.matches("[0-9a-f]{%d}".formatted(GIT_HASH))) {
      throw new IOException(
          "%s does not answer as the hub does: it names no commit of %s"
              .formatted(server.getHost(), model));
    }
    List<RemoteFile> files = new ArrayList<>();
    for (JsonNode sibling : about.path("siblings")) {
      String path = sibling.path("rfilename").asString("");
      if (PLAIN_PATH.matcher(path).matches() && !path.contains("..")) {
        files.add(file(model, commit, path, sibling));
      }
    }
    return new Repository(origin(model, commit, about), files);
  }

  private JsonNode about(String model, String revision) throws IOException {
    URI uri = uri("/api/models/%s/revision/%s?blobs=true".formatted(model, revision));
    try (Http.Answer answer = http.get(uri, 0)) {
      byte[] body = answer.body().readNBytes(MAX_ANSWER_BYTES);
      return JsonMapper.shared().readTree(new String(body, StandardCharsets.UTF_8));
    } catch (StatusException e) {
      throw refusal(model, revision, e);
    } catch (JacksonException e) {
      throw new IOException("%s does not answer as the hub does: %s".formatted(uri, e.getOriginalMessage()), e);
    }
  }

  IOException refusal(String model, String revision, StatusException e) {
    return switch (e.status()) {
      case 401, 403 ->
          new IOException(
              ("%s says that %s does not exist, or is not for everyone; for a private or gated model, set HF_TOKEN to a"
                      + " token that may read it")
                  .formatted(server.getHost(), model),
              e);
      case 404 ->
          new IOException(
              "%s has no model %s, or no revision %s of it"
                  .formatted(server.getHost(), model, revision),
              e);
      default -> e;
    };
  }

  private RemoteFile file(String model, String commit, String path, JsonNode sibling) throws IOException {
    String sha256 = sibling.at("/lfs/sha256").asString("").toLowerCase(Locale.ROOT);
    String blob = sibling.path("blobId").asString("").toLowerCase(Locale.ROOT);
    long bytes = sibling.path("size").asLong(-1);
    Checksum checksum =
        sha256.isEmpty() ? new Checksum(Checksum.Kind.GIT_BLOB, blob) : new Checksum(Checksum.Kind.SHA256, sha256);
    int length = sha256.isEmpty() ? GIT_HASH : SHA256_HASH;
    if (bytes < 0 || !checksum.expected().matches("[0-9a-f]{%d}".formatted(length))) {
      throw new IOException(
          "%s does not say size and hash of %s, without which it cannot be checked".formatted(server.getHost(), path));
    }
    return new RemoteFile(path, uri("/%s/resolve/%s/%s".formatted(model, commit, path)), bytes, checksum);
  }

  private Origin origin(String model, String commit, JsonNode about) {
    Map<String, JsonNode> card = new HashMap<>();
    about.path("cardData").properties().forEach(entry -> card.put(entry.getKey(), entry.getValue()));
    List<String> languages = new ArrayList<>();
    JsonNode language = card.get("language");
    if (language != null && language.isArray()) {
      language.forEach(code -> languages.add(code.asString("")));
    } else if (language != null) {
      languages.add(language.asString(""));
    }
    JsonNode licence = card.get("license");
    return new Origin(
        uri("/" + model).toString(), commit, licence == null ? "" : licence.asString(""), languages);
  }

  private URI uri(String path) {
    return URI.create(server.toString().replaceAll("/+$", "") + path);
  }
}
