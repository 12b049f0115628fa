package io.doppel.training;

import io.doppel.training.learner.Learner;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file from which training goes on after the process died, to the very bits that it would have come to without that.
///
/// @param file where it is, written in one step
/// @param run names all that decides what is learned; a file of another run is passed over
public record Checkpoint(Path file, String run) {

  private static final int FORMAT = 1;

  /// How far it had come.
  ///
  /// @param curve values on the dev examples, the untouched model first
  /// @param seconds that the steps took, and `texts` what they took in
  record State(int step, List<Double> curve, double seconds, long texts) {
    State {
      curve = List.copyOf(curve);
    }
  }

  /// Goes on from the file, if it is one of this run.
  Optional<State> read(Learner learner) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      if (in.readInt() != FORMAT || !in.readUTF().equals(run)) {
        return Optional.empty();
      }
      int step = in.readInt();
      double seconds = in.readDouble();
      long texts = in.readLong();
      List<Double> curve = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        curve.add(in.readDouble());
      }
      learner.read(in);
      return Optional.of(new State(step, curve, seconds, texts));
    }
  }

  /// What there may be of such a file: itself, and one that was begun when the process died.
  public static List<Path> files(Path file) {
    return List.of(file, part(file));
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /// Writes it in one step; where that fails, the last one stays.
  void write(State state, Learner learner) throws IOException {
    Path part = part(file);
    try {
      writeTo(part, state, learner);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void writeTo(Path part, State state, Learner learner) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        OutputStream stream = Channels.newOutputStream(channel);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream, 1 << 16))) {
      out.writeInt(FORMAT);
      out.writeUTF(run);
      out.writeInt(state.step());
      out.writeDouble(state.seconds());
      out.writeLong(state.texts());
      out.writeInt(state.curve().size());
      for (double value : state.curve()) {
        out.writeDouble(value);
      }
      learner.write(out);
      out.flush();
      channel.force(true);
    }
  }
}
