package io.doppel.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// The least that a caller of the server on this machine can do: one connection that is kept, a request in one packet,
/// and an answer read by the thread that waits for it, up to the length that its head tells.
final class KeptConnection implements Closeable {

  private static final String STATUS = "HTTP/1.1 ";
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final byte[] NOTHING = {};

  private final Socket socket;
  private byte[] answer = new byte[1 << 16];
  private int size;

  KeptConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
  }

  /// Milliseconds until the whole answer to a `GET` is there.
  double get(String path) throws IOException {
    double milliseconds = send("GET " + path + " HTTP/1.1\r\nHost: localhost" + END_OF_HEAD, NOTHING);
    requireAnswer();
    return milliseconds;
  }

  /// Milliseconds until the whole answer to a `POST` of JSON is there.
  double post(String path, byte[] json) throws IOException {
    double milliseconds = send("POST", path, json);
    requireAnswer();
    return milliseconds;
  }

  private void requireAnswer() throws IOException {
    if (status() != 200) {
      throw new IOException("not an answer: " + read());
    }
  }

  /// Milliseconds until the whole answer is there, whatever its [#status()].
  ///
  /// @param json empty for no body
  double send(String method, String path, byte[] json) throws IOException {
    return send(
        "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d%s"
            .formatted(method, path, json.length, END_OF_HEAD),
        json);
  }

  private double send(String head, byte[] body) throws IOException {
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] request = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    long begin = System.nanoTime();
    socket.getOutputStream().write(request);
    receive();
    return (System.nanoTime() - begin) / 1e6;
  }

  /// Of the last answer.
  int status() {
    return Integer.parseInt(read().substring(STATUS.length(), STATUS.length() + 3));
  }

  /// What a line of the last answer's head says; empty where there is none of that name.
  String header(String name) {
    String all = read();
    String head = all.substring(0, all.indexOf(END_OF_HEAD) + 2).toLowerCase(Locale.ROOT);
    int from = head.indexOf("\r\n%s: ".formatted(name.toLowerCase(Locale.ROOT)));
    return from < 0 ? "" : head.substring(from + name.length() + 4, head.indexOf('\r', from + 2));
  }

  /// The body of the last answer.
  String body() {
    int end = read().indexOf(END_OF_HEAD) + END_OF_HEAD.length();
    return new String(answer, end, size - end, StandardCharsets.UTF_8);
  }

  /// Head and body of the last answer, a character a byte.
  private String read() {
    return new String(answer, 0, size, StandardCharsets.ISO_8859_1);
  }

  private void receive() throws IOException {
    InputStream in = socket.getInputStream();
    size = 0;
    int whole = Integer.MAX_VALUE;
    while (size < whole) {
      int count = in.read(answer, size, answer.length - size);
      if (count < 0) {
        throw new EOFException("the server closed the connection");
      }
      size += count;
      if (whole == Integer.MAX_VALUE) {
        whole = length();
        int least = whole == Integer.MAX_VALUE ? size + 1 : whole;
        answer = Arrays.copyOf(answer, Math.max(answer.length, least));
      }
    }
  }

  /// The length of head and body, if the head is there.
  private int length() {
    int end = read().indexOf(END_OF_HEAD);
    if (end < 0) {
      return Integer.MAX_VALUE;
    }
    String length = header("content-length");
    return end + END_OF_HEAD.length() + (length.isEmpty() ? 0 : Integer.parseInt(length));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
