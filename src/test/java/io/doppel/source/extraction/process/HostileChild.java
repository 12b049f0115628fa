package io.doppel.source.extraction.process;

import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Reads documents as a parser with faults would, which the documents name.
public final class HostileChild {

  private HostileChild() {}

  public static void main(String[] arguments) {
    Child.serve((_, file, _) -> read(file));
  }

  private static Extracted read(Path file) throws IOException {
    String said = Files.readString(file);
    System.out.println("A parser that prints.");
    switch (said) {
      case "hang" -> {
        Files.createTempFile("left-", null);
        while (true) {
          LockSupport.park();
        }
      }
      case "allocate" -> {
        List<long[]> held = new ArrayList<>();
        while (held.size() < Integer.MAX_VALUE) {
          held.add(new long[1 << 20]);
        }
      }
      case "crash" -> Runtime.getRuntime().halt(134);
      case "refuse" -> throw new ExtractionException("it holds no text");
      case "deep" -> throw new IllegalStateException("a fault of the parser's");
      case "throw" -> throw new AssertionError("a fault of the parser's");
      case "overflow" -> throw new StackOverflowError();
      case "reserve" -> throw new OutOfMemoryError("Direct buffer memory");
      case "lack" -> throw new NoClassDefFoundError("org/apache/Parser");
      default -> {}
    }
    List<Unread> unread = List.of(new Unread(Unread.Kind.PAGE, 2, List.of("3", "4")));
    return new Extracted("제목", said, Map.of("from", "sea"), "unseen", unread);
  }
}
