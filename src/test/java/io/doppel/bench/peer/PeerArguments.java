package io.doppel.bench.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the comparison was asked for: each argument says by what it is what it means.
///
/// @param texts files with texts
/// @param collections folders of collections
/// @param vectors the most of a collection, 1,000 to 10,000,000
/// @param without beginnings of names of what is left out
public record PeerArguments(List<Path> texts, List<Path> collections, int vectors, List<String> without) {

  /// Built in less than a minute by each.
  public static final int VECTORS = 30_000;

  private static final int LEAST = 1_000;
  private static final int MOST = 10_000_000;

  public PeerArguments {
    texts = List.copyOf(texts);
    collections = List.copyOf(collections);
    without = List.copyOf(without);
    if (vectors < LEAST || vectors > MOST) {
      throw new IllegalArgumentException(
          "the number of vectors must be %d to %d, got %d".formatted(LEAST, MOST, vectors));
    }
  }

  /// A file holds texts, a folder is a collection, a number is one of vectors, and any other word a name.
  ///
  /// @throws IllegalArgumentException if it is none of these
  public static PeerArguments of(String... arguments) {
    List<Path> texts = new ArrayList<>();
    List<Path> collections = new ArrayList<>();
    List<String> without = new ArrayList<>();
    int vectors = VECTORS;
    for (String argument : arguments) {
      Path path = Path.of(argument);
      if (argument.matches("\\d{1,9}")) {
        vectors = Integer.parseInt(argument);
      } else if (Files.isDirectory(path)) {
        collections.add(path);
      } else if (Files.exists(path)) {
        texts.add(path);
      } else if (argument.matches("[\\w-]+|transformers\\.js")) {
        without.add(argument);
      } else {
        throw new IllegalArgumentException("there is neither a file nor a folder " + argument);
      }
    }
    return new PeerArguments(texts, collections, vectors, without);
  }

  /// Whether something of this name is compared.
  public boolean has(String name) {
    return without.stream().noneMatch(name::startsWith);
  }
}
