package io.doppel.server.body;

import io.doppel.api.report.ReportLanguage;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.server.problem.RequestException;
import io.doppel.source.Format;
import io.doppel.text.Bounds;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Reads what the address of a request says.
public final class Parameters {

  private static final int MAX_FILE_NAME = 255;

  /// What Java makes of bytes that are no UTF-8.
  private static final char REPLACEMENT = '\uFFFD';

  private Parameters() {}

  /// The collection that is meant, in `/v1/collections/{name}/…`.
  public static DocumentCollection collection(Context ctx, Doppel doppel) throws IOException {
    return doppel.collection(collectionName(ctx));
  }

  /// Its name, where it need not be there or another model may have made it.
  public static CollectionName collectionName(Context ctx) {
    return new CollectionName(ctx.pathParam("name"));
  }

  /// The name of a file, which tells its format, as the part of the path with this name.
  public static String fileName(Context ctx, String part) {
    String given = ctx.pathParam(part);
    if (given.length() > MAX_FILE_NAME || given.contains("/")) {
      throw new Bounds.Violation(
          "file",
          "a file's name is at most %d characters, without folders".formatted(MAX_FILE_NAME));
    }
    if (Format.ofName(given).isEmpty()) {
      throw new RequestException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "unsupported_media_type",
          "the name of the file must end with %s, if wanted with .gz behind it, got \"%s\""
              .formatted(Format.NAMES, given));
    }
    return given;
  }

  /// The language of what is for people: what the parameter `lang` says, else what the client accepts, else English.
  public static ReportLanguage language(Context ctx) {
    String given = query(ctx, "lang").orElse(null);
    if (given == null) {
      String accepted = ctx.header("Accept-Language");
      return accepted == null ? ReportLanguage.ENGLISH : ReportLanguage.accepted(accepted);
    }
    return ReportLanguage.of(given)
        .orElseThrow(() -> new Bounds.Violation("lang", "lang must be en or ko, got \"%s\"".formatted(given)));
  }

  /// Makes the answer a file with this name, which may have letters of any script (RFC 6266).
  public static void attach(Context ctx, String fileName) {
    String ascii = fileName.replaceAll("[^\\x20-\\x7e]|[\"\\\\%]", "_");
    String encoded = URLEncoder.encode(fileName, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
    ctx.header("Content-Disposition", "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(ascii, encoded));
  }

  /// Refuses an address whose path cannot be decoded. Most such ones are refused by the server below, but not behind a
  /// semicolon. Refuses to delete what an address with a slash at its end names: it is what a client makes of an id
  /// that is empty, or `..`, and would be a whole collection instead of a document of it.
  public static void requireReadableAddress(Context ctx) {
    decoded("address", ctx.path());
    if (ctx.method().equals(HandlerType.DELETE) && ctx.path().endsWith("/")) {
      throw new Bounds.Violation(
          "address", "the address of what is deleted must not end with a slash, got \"%s\"".formatted(ctx.path()));
    }
  }

  /// What has that name behind the question mark, the first where there are several. Read as UTF-8 whatever charset the
  /// body is said to have.
  public static Optional<String> query(Context ctx, String name) {
    String query = ctx.queryString();
    if (query == null) {
      return Optional.empty();
    }
    for (String part : query.split("&", -1)) {
      String[] pair = part.split("=", 2);
      if (decoded(name, pair[0]).equals(name)) {
        return Optional.of(pair.length == 1 ? "" : decoded(name, pair[1]));
      }
    }
    return Optional.empty();
  }

  private static String decoded(String name, String given) {
    try {
      String decoded = URLDecoder.decode(given, StandardCharsets.UTF_8);
      if (decoded.indexOf(REPLACEMENT) < 0
          || given.indexOf(REPLACEMENT) >= 0
          || given.toUpperCase(Locale.ROOT).contains("%EF%BF%BD")) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // The sentence below says it for both.
    }
    throw new Bounds.Violation(
        name,
        "the address must be UTF-8 with its bytes escaped as %%XX, got \"%s\"".formatted(given));
  }

  /// The number of that name behind the question mark, within bounds, or a default where it is left out.
  public static long number(Context ctx, String name, long standard, long low, long high) {
    String given = query(ctx, name).orElse(null);
    if (given == null) {
      return standard;
    }
    long number;
    try {
      number = Long.parseLong(given);
    } catch (NumberFormatException e) {
      throw new Bounds.Violation(name, "%s must be a number, got \"%s\"".formatted(name, given));
    }
    if (number < low || number > high) {
      throw new Bounds.Violation(name, "%s must be %d to %d, got %d".formatted(name, low, high, number));
    }
    return number;
  }
}
