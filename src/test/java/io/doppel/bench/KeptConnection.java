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

  private static final String LENGTH = "content-length: ";
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final byte[] NOTHING = {};

  private final Socket socket;
  private byte[] answer = new byte[1 << 16];

  KeptConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
  }

  /// Milliseconds until the whole answer to a `GET` is there.
  double get(String path) throws IOException {
    return exchange("GET " + path + " HTTP/1.1\r\nHost: localhost" + END_OF_HEAD, NOTHING);
  }

  /// Milliseconds until the whole answer to a `POST` of JSON is there.
  double post(String path, byte[] json) throws IOException {
    return exchange(
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d%s"
            .formatted(path, json.length, END_OF_HEAD),
        json);
  }

  private double exchange(String head, byte[] body) throws IOException {
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] request = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    long begin = System.nanoTime();
    socket.getOutputStream().write(request);
    read();
    return (System.nanoTime() - begin) / 1e6;
  }

  private void read() throws IOException {
    InputStream in = socket.getInputStream();
    int size = 0;
    int whole = Integer.MAX_VALUE;
    while (size < whole) {
      int count = in.read(answer, size, answer.length - size);
      if (count < 0) {
        throw new EOFException("the server closed the connection");
      }
      size += count;
      if (whole == Integer.MAX_VALUE) {
        whole = length(size);
        answer = Arrays.copyOf(answer, whole == Integer.MAX_VALUE ? answer.length : Math.max(answer.length, whole));
      }
    }
  }

  /// The length of head and body, if the head is there.
  private int length(int size) throws IOException {
    String read = new String(answer, 0, size, StandardCharsets.ISO_8859_1);
    int end = read.indexOf(END_OF_HEAD);
    if (end < 0) {
      return Integer.MAX_VALUE;
    }
    if (!read.startsWith("HTTP/1.1 200 ")) {
      throw new IOException("not an answer: " + read);
    }
    String head = read.substring(0, end + 2).toLowerCase(Locale.ROOT);
    int length = head.indexOf(LENGTH) + LENGTH.length();
    return end + END_OF_HEAD.length() + Integer.parseInt(head.substring(length, head.indexOf('\r', length)));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
