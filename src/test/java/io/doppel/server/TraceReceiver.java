package io.doppel.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A collector of OTLP over HTTP that keeps the spans it is sent, as far as tests ask for them.
final class TraceReceiver implements AutoCloseable {

  /// One span.
  ///
  /// @param parent empty for the first of a trace
  /// @param begin nanoseconds since 1970, as is `end`
  /// @param attributes numbers as they are written
  record Span(
      String trace, String id, String parent, String name, long begin, long end, Map<String, String> attributes) {}

  private final HttpServer server;
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final List<String> sent = new CopyOnWriteArrayList<>();

  TraceReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          paths.add(exchange.getRequestURI().getPath());
          keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          sent.add(new String(body, StandardCharsets.ISO_8859_1));
          // Resources, scopes, spans.
          for (Field resource : fields(ByteBuffer.wrap(body))) {
            for (Field scope : resource.inner(2)) {
              scope.inner(2).forEach(span -> spans.add(span(span)));
            }
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Span> spans() {
    return spans;
  }

  /// What came as `Authorization`.
  List<String> keys() {
    return keys;
  }

  List<String> paths() {
    return paths;
  }

  /// All bytes, as Latin-1.
  String sent() {
    return String.join("", sent);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /// A field of a message of Protocol Buffers; a number has eight bytes.
  private record Field(int number, ByteBuffer bytes) {

    List<Field> inner(int of) {
      return fields(bytes.duplicate()).stream().filter(field -> field.number == of).toList();
    }

    String text() {
      return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    String hex() {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return HexFormat.of().formatHex(copy);
    }

    long value() {
      return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
  }

  private static List<Field> fields(ByteBuffer message) {
    List<Field> fields = new ArrayList<>();
    while (message.hasRemaining()) {
      int tag = (int) varint(message);
      int length =
          switch (tag & 7) {
            case 0 -> -1;
            case 1 -> 8;
            case 2 -> (int) varint(message);
            case 5 -> 4;
            default -> throw new IllegalStateException("wire type " + (tag & 7));
          };
      if (length < 0) {
        ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, varint(message));
        fields.add(new Field(tag >>> 3, number));
      } else {
        fields.add(new Field(tag >>> 3, message.slice(message.position(), length)));
        message.position(message.position() + length);
      }
    }
    return fields;
  }

  private static long varint(ByteBuffer from) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = from.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static Span span(Field span) {
    Map<String, String> attributes = new TreeMap<>();
    for (Field attribute : span.inner(9)) {
      Field value = fields(attribute.inner(2).getFirst().bytes.duplicate()).getFirst();
      attributes.put(
          attribute.inner(1).getFirst().text(), value.number == 1 ? value.text() : Long.toString(value.value()));
    }
    return new Span(
        span.inner(1).getFirst().hex(),
        span.inner(2).getFirst().hex(),
        span.inner(4).stream().findFirst().map(Field::hex).orElse(""),
        span.inner(5).getFirst().text(),
        span.inner(7).getFirst().value(),
        span.inner(8).getFirst().value(),
        attributes);
  }
}
