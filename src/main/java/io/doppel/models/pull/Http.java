package io.doppel.models.pull;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/// Gets files over HTTP, from one server and from those it redirects to.
///
/// The token goes to that server alone, and only where nobody on the way can read it. A server that is busy is asked
/// again when it says, some times.
final class Http {

  private static final int CONNECT_MILLIS = 20_000;

  /// The longest silence within an answer.
  private static final int READ_MILLIS = 60_000;

  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_TRIES = 4;
  private static final Duration MAX_WAIT = Duration.ofMinutes(2);
  private static final Set<Integer> BUSY = Set.of(429, 500, 502, 503, 504);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final URI server;
  private final Optional<String> token;
  private final Pause pause;
  private final PullListener listener;

  /// How time passes; tests do not wait.
  @FunctionalInterface
  interface Pause {
    Pause REAL = Thread::sleep;

    void of(Duration duration) throws InterruptedException;
  }

  /// What a server answered; `from` is the byte of the file with which `body` begins.
  record Answer(InputStream body, long from, HttpURLConnection connection) implements Closeable {
    @Override
    public void close() throws IOException {
      try {
        body.close();
      } finally {
        connection.disconnect();
      }
    }
  }

  Http(URI server, Optional<String> token, Pause pause, PullListener listener) {
    this.server = server;
    this.token = token;
    this.pause = pause;
    this.listener = listener;
  }

  /// Asks for a file from a byte on. The answer may begin earlier, where the server does not do otherwise.
  ///
  /// @throws StatusException if the server refuses
  /// @throws IOException if it cannot be reached; one sentence that names it
  Answer get(URI uri, long from) throws IOException {
    for (int attempt = 1; ; attempt++) {
      HttpURLConnection connection = follow(uri, from);
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_OK || status == HttpURLConnection.HTTP_PARTIAL) {
        long start = status == HttpURLConnection.HTTP_OK ? 0 : from;
        return new Answer(connection.getInputStream(), start, connection);
      }
      Duration wait = wait(connection, attempt);
      connection.disconnect();
      if (!BUSY.contains(status) || attempt == MAX_TRIES) {
        throw new StatusException(uri, status);
      }
      if (wait.compareTo(MAX_WAIT) > 0) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s is busy and asks to come back in %,d seconds",
                uri.getHost(),
                wait.toSeconds()));
      }
      listener.waiting(uri.getHost(), wait.toSeconds());
      sleep(wait);
    }
  }

  void sleep(Duration wait) throws InterruptedIOException {
    try {
      pause.of(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a server");
    }
  }

  private HttpURLConnection follow(URI first, long from) throws IOException {
    URI uri = first;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpURLConnection connection = connect(uri, from);
      int status;
      try {
        status = connection.getResponseCode();
      } catch (SSLException e) {
        throw new IOException("%s cannot be trusted: %s".formatted(uri.getHost(), e.getMessage()), e);
      } catch (IOException e) {
        throw new IOException(
            "%s cannot be reached (%s); is there a network?".formatted(uri.getHost(), e), e);
      }
      if (!REDIRECTS.contains(status)) {
        return connection;
      }
      URI next = target(uri, connection);
      connection.disconnect();
      if (uri.getScheme().equals("https") && !next.getScheme().equals("https")) {
        throw new IOException("%s redirects to %s, which is not https".formatted(uri, next));
      }
      uri = next;
    }
    throw new IOException("%s redirects more than %d times".formatted(first, MAX_REDIRECTS));
  }

  private static URI target(URI uri, HttpURLConnection connection) throws IOException {
    String location = connection.getHeaderField("Location");
    try {
      URI next = uri.resolve(location == null ? "" : location);
      if (location != null && ("https".equals(next.getScheme()) || "http".equals(next.getScheme()))) {
        return next;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new IOException("%s redirects to nowhere: %s".formatted(uri, location));
  }

  private HttpURLConnection connect(URI uri, long from) throws IOException {
    URLConnection opened = uri.toURL().openConnection();
    if (!(opened instanceof HttpURLConnection connection)) {
      throw new IOException("%s is no http or https address".formatted(uri));
    }
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setRequestProperty("User-Agent", "doppel");
    // Sizes and ranges are those of the file, not of a compressed form of it.
    connection.setRequestProperty("Accept-Encoding", "identity");
    if (from > 0) {
      connection.setRequestProperty("Range", "bytes=%d-".formatted(from));
    }
    if (token.isPresent() && mayHaveToken(uri)) {
      connection.setRequestProperty("Authorization", "Bearer " + token.get());
    }
    return connection;
  }

  private boolean mayHaveToken(URI uri) {
    boolean same =
        uri.getScheme().equals(server.getScheme())
            && uri.getHost().equals(server.getHost())
            && uri.getPort() == server.getPort();
    return same
        && (uri.getScheme().equals("https")
            || Set.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost()));
  }

  /// Seconds, or a date; without either, twice as long each time.
  private static Duration wait(HttpURLConnection connection, int attempt) {
    String after = connection.getHeaderField("Retry-After");
    Duration usual = Duration.ofSeconds(1L << attempt);
    if (after == null) {
      return usual;
    }
    try {
      Duration asked =
          after.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(after))
              : Duration.between(
                  Instant.now(), ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME));
      return asked.isNegative() ? Duration.ZERO : asked;
    } catch (DateTimeException e) {
      return usual;
    }
  }
}
