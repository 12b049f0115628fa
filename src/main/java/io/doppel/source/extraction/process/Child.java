package io.doppel.source.extraction.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppel.file.DiskFullException;
import io.doppel.source.extraction.Extractor;
import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.LogManager;

/// The process that reads documents, one after the other, as another one asks for it on standard input. It ends with
/// its standard input, whatever it is reading then.
public final class Child {

  private Child() {}

  /// Reads a document of a kind.
  interface Reader {
    Extracted read(String kind, Path file, int maxText) throws IOException;
  }

  public static void main(String[] arguments) {
    serve((kind, file, maxText) -> Extractor.valueOf(kind).read(file, maxText));
  }

  static void serve(Reader reader) {
    DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    // What libraries print is no answer.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    LogManager.getLogManager().reset();
    stayUntilTold();
    beFirstToGo();
    try {
      out.writeInt(Wire.GREETING);
      out.flush();
      while (true) {
        String kind = Wire.readString(in);
        Path file = Path.of(Wire.readString(in));
        int maxText = in.readInt();
        Thread.ofPlatform().name("doppel-extraction").start(() -> answer(reader, kind, file, maxText, out));
      }
    } catch (EOFException e) {
      Runtime.getRuntime().halt(0);
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(Wire.NO_MEMORY);
    } catch (IOException | RuntimeException | Error e) {
      Runtime.getRuntime().halt(1);
    }
  }

  /// Ctrl-C, and a service's end, reach this process with the one that it reads for, which may want a document to be
  /// read to its end, and ends standard input when it does not. A shutdown that waits lets all go on until then.
  private static void stayUntilTold() {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      while (true) {
                        LockSupport.park();
                      }
                    }));
  }

  /// Where a machine has no memory left, this process is ended and not the one that it reads for.
  private static void beFirstToGo() {
    try {
      Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000", StandardOpenOption.WRITE);
    } catch (IOException e) {
      // Only Linux chooses so.
    }
  }

  private static void answer(Reader reader, String kind, Path file, int maxText, DataOutputStream out) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream said = new DataOutputStream(bytes);
    Wire.End end;
    try {
      try {
        Wire.write(said, reader.read(kind, file, maxText));
        end = Wire.End.READ;
      } catch (DiskFullException e) {
        end = failed(bytes, said, Wire.End.DISK_FULL, String.valueOf(e.getMessage()));
      } catch (ExtractionException e) {
        end = failed(bytes, said, Wire.End.REFUSED, String.valueOf(e.getMessage()));
      } catch (LinkageError e) {
        end = failed(bytes, said, Wire.End.MISSING, e.toString());
      } catch (StackOverflowError e) {
        end = failed(bytes, said, Wire.End.REFUSED, "it is nested too deep");
      } catch (OutOfMemoryError e) {
        // Of those that Java code throws the machine hears nothing.
        Runtime.getRuntime().halt(Wire.NO_MEMORY);
        return;
      } catch (IOException | RuntimeException | Error e) {
        end = failed(bytes, said, Wire.End.FAILED, e.toString());
      }
      Wire.write(out, end.name());
      bytes.writeTo(out);
      out.flush();
    } catch (IOException | Error e) {
      Runtime.getRuntime().halt(1); // Nobody listens, or nothing can be said.
    }
  }

  private static Wire.End failed(ByteArrayOutputStream bytes, DataOutputStream said, Wire.End end, String message)
      throws IOException {
    bytes.reset();
    Wire.write(said, message.substring(0, Math.min(1_000, message.length())));
    return end;
  }
}
