package io.doppel.server;

import io.doppel.source.extraction.Written;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;

/// Requests for all operations of the API: some as they should be, most with something wrong about them.
final class HostileRequests {

  /// @param target path and query as they are sent
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(String method, String target, List<String> headers, byte[] body) {

    @Override
    public String toString() {
      String start = new String(body, 0, Math.min(body.length, 400), StandardCharsets.UTF_8);
      return "%s %s %s [%d bytes] %s".formatted(method, target, headers, body.length, start);
    }

    byte[] bytes() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(
          "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              .formatted(method, target)
              .getBytes(StandardCharsets.UTF_8));
      headers.forEach(header -> out.writeBytes((header + "\r\n").getBytes(StandardCharsets.UTF_8)));
      out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
      out.writeBytes(body);
      return out.toByteArray();
    }
  }

  /// A method of a path, with what the description says of it.
  record Operation(String method, String path, JsonNode node) {}

  private static final List<String> COLLECTIONS =
      List.of(
          "things",
          "things",
          "things",
          "a",
          "a",
          "b",
          "none",
          "NONE",
          "..",
          "%00",
          "a%2Fb",
          "a;b",
          "%F0%9F%98%80");
  private static final List<String> METHODS =
      List.of(
          "GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "QUERY", "get",
          "BREW");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/x-ndjson",
          "text/plain",
          "application/json; charset=@",
          "application/json; charset",
          "application/json;charset=utf-16",
          ";;",
          "multipart/form-data",
          "a/b; =");
  private static final List<String> FORMATS = List.of("json", "csv", "html", "xml", "deduplicated", "", "exe", "..");

  private final SplittableRandom random;
  private final HostileValues values;
  private final List<Operation> operations;
  private final List<byte[]> files;

  /// @param files bodies for the operations that take files
  HostileRequests(OpenApi api, List<byte[]> files, long seed) {
    this.random = new SplittableRandom(seed);
    this.values = new HostileValues(api, random);
    this.operations =
        api.root()
            .path("paths")
            .propertyStream()
            .flatMap(path ->
                path.getValue()
                    .propertyStream()
                    .filter(one -> one.getValue().has("operationId"))
                    .map(one ->
                        new Operation(
                            one.getKey().toUpperCase(Locale.ROOT), path.getKey(), one.getValue())))
            // It never ends.
            .filter(operation -> !operation.path().equals("/v1/events"))
            .toList();
    this.files = files;
  }

  /// Files of all kinds, some of which unpack to very much.
  static List<byte[]> files() throws IOException {
    return List.of(
        Written.docx(Written.paragraph("A dog and a cat live in the house.")),
        Written.pdf("The sea rises.", "It falls."),
        Written.odt("<text:p>The ship is on the sea.</text:p>"),
        Written.hwp("오늘 서울 날씨 좋다"),
        Written.hwp(Collections.nCopies(10_000, "바다 ".repeat(600)).toArray(String[]::new)),
        Written.zipBomb("word/document.xml", 300),
        Written.zipBomb("content.xml", 300),
        gzip(new byte[40 << 20]),
        "id,text\na,dog\nb,\"sea\n".getBytes(StandardCharsets.UTF_8),
        "{\"id\":\"l\",\"text\":\"A dog.\"}\n{\"id\":".getBytes(StandardCharsets.UTF_8),
        "<p>dog<script>x</script>".getBytes(StandardCharsets.UTF_8),
        "{\\rtf1 dog}".getBytes(StandardCharsets.UTF_8));
  }

  Request next() throws IOException {
    Operation operation = values.any(operations);
    boolean deletesAll = operation.method().equals("DELETE") && operation.path().equals("/v1/collections/{name}");
    if (deletesAll && !values.oneIn(5)) {
      return next();
    }
    String method = values.oneIn(40) ? values.any(METHODS) : operation.method();
    byte[] body = mutated(body(operation));
    String type = type(operation);
    List<String> headers = new ArrayList<>();
    if (values.oneIn(25)) {
      type = values.any(TYPES);
    }
    if (!type.isEmpty()) {
      headers.add("Content-Type: " + type);
    }
    if (values.oneIn(20)) {
      boolean packed = random.nextBoolean();
      headers.add("Content-Encoding: gzip");
      body = packed ? values.oneIn(20) ? gzip(new byte[40 << 20]) : gzip(body) : body;
    }
    if (values.oneIn(100)) {
      headers.add(
          values.any(
              List.of(
                  "Accept-Language: ;;q=x",
                  "Accept: ,",
                  "Range: bytes=5-1",
                  "Expect: nothing",
                  "If-None-Match: *",
                  "Content-Encoding: br",
                  "Origin: null",
                  "X-HTTP-Method-Override: DELETE")));
    }
    int announced = values.oneIn(60) ? body.length + random.nextInt(1, 50) : body.length;
    headers.add("Content-Length: " + announced);
    return new Request(method, target(operation), headers, body);
  }

  private String target(Operation operation) {
    StringBuilder target = new StringBuilder();
    for (String part : operation.path().substring(1).split("/", -1)) {
      target.append('/');
      target.append(
          switch (part) {
            case "{name}" -> values.any(COLLECTIONS);
            case "{format}" -> values.any(FORMATS);
            case "{model}" -> values.oneIn(2) ? "tiny" : escaped(values.text());
            case "{file}", "{document}" ->
                escaped(values.oneIn(4) ? values.text() : "f")
                    + values.any(
                        List.of(
                            ".docx",
                            ".odt",
                            ".hwp",
                            ".pdf",
                            ".rtf",
                            ".html",
                            ".csv",
                            ".jsonl",
                            ".txt",
                            ".txt.gz",
                            ".docx.gz",
                            ".exe",
                            ""));
            case String id when id.startsWith("{") ->
                values.oneIn(3) ? "dog" : escaped(values.text());
            default -> part;
          });
    }
    char before = '?';
    for (JsonNode parameter : operation.node().path("parameters")) {
      if (parameter.path("in").asString("").equals("query") && values.oneIn(2)) {
        JsonNode value = values.of(parameter.path("schema"), 0);
        target
            .append(before)
            .append(parameter.path("name").asString())
            .append('=')
            .append(escaped(value.isString() ? value.asString() : value.toString()));
        before = '&';
      }
    }
    if (values.oneIn(60)) {
      target.insert(
          random.nextInt(1, target.length() + 1),
          values.any(
              List.of(
                  "%zz", "//", "/..", "%2e%2e/", "%", "\\", ";x=y", "?", "%FF", "%ED%A0%80", " ")));
    }
    return target.length() > 3000 ? target.substring(0, 3000) : target.toString();
  }

  private static String type(Operation operation) {
    return operation.node().at("/requestBody/content").propertyNames().stream().findFirst().orElse("");
  }

  private byte[] body(Operation operation) {
    JsonNode content = operation.node().at("/requestBody/content").path(type(operation));
    if (content.isMissingNode()) {
      return values.oneIn(20) ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0];
    }
    if (!type(operation).equals("application/json")) {
      return values.any(files);
    }
    JsonNode value =
        values.oneIn(3) && content.has("example")
            ? content.path("example")
            : values.of(content.path("schema"), 0);
    return value.toString().replace("all-MiniLM-L6-v2-ko", "tiny").getBytes(StandardCharsets.UTF_8);
  }

  private byte[] mutated(byte[] body) {
    if (body.length == 0 || !values.oneIn(6)) {
      return body;
    }
    byte[] changed = body.clone();
    switch (random.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(body, random.nextInt(body.length));
      }
      case 1 -> changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      case 2 -> {
        for (int i = 0; i < 20; i++) {
          changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      default -> {
        return ("\uFEFF" + new String(body, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.UTF_8);
      }
    }
    return changed;
  }

  private static String escaped(String text) {
    return URLEncoder.encode(
            text.length() > 200 ? text.substring(0, 200) : text, StandardCharsets.UTF_8)
        .replace("+", "%20");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
