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
import java.nio.file.Path;
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
    try {
      while (true) {
        String kind = Wire.readString(in);
        Path file = Path.of(Wire.readString(in));
        int maxText = in.readInt();
        Thread.ofPlatform().name("doppel-extraction").start(() -> answer(reader, kind, file, maxText, out));
      }
    } catch (EOFException e) {
      Runtime.getRuntime().halt(0);
    } catch (IOException e) {
      Runtime.getRuntime().halt(1);
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
        end = failed(bytes, said, Wire.End.DISK_FULL, e);
      } catch (ExtractionException e) {
        end = failed(bytes, said, Wire.End.REFUSED, e);
      } catch (LinkageError e) {
        end = failed(bytes, said, Wire.End.MISSING, e);
      } catch (IOException | RuntimeException e) {
        end = failed(bytes, said, Wire.End.FAILED, e);
      }
      Wire.write(out, end.name());
      bytes.writeTo(out);
      out.flush();
    } catch (IOException e) {
      Runtime.getRuntime().halt(1); // Nobody listens.
    }
  }

  private static Wire.End failed(ByteArrayOutputStream bytes, DataOutputStream said, Wire.End end, Throwable e)
      throws IOException {
    bytes.reset();
    String message = String.valueOf(end == Wire.End.MISSING || end == Wire.End.FAILED ? e : e.getMessage());
    Wire.write(said, message.substring(0, Math.min(1_000, message.length())));
    return end;
  }
}
