package io.doppel.models.graft;

import io.doppel.file.Gzip;
import io.doppel.work.Cancellation;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipException;

/// Sentences that say the same in two languages: the model's own, and one that it is to learn.
///
/// @param learned what is learned from, in the order of the files
/// @param heldBack what is measured with; none of these sentences is in `learned`, in either language, nor one that
///     differs in case, punctuation or normal form alone
public record ParallelSentences(List<Pair> learned, List<Pair> heldBack) {

  /// Of more, so many are chosen by chance.
  static final int MOST = 400_000;

  private static final int LONGEST_LINE = 20_000;
  private static final int HELD_BACK_AT_MOST = 10;

  /// A sentence in both languages.
  ///
  /// @param weight how often it is trained by, beside 1
  public record Pair(String known, String other, double weight) {}

  public ParallelSentences {
    learned = List.copyOf(learned);
    heldBack = List.copyOf(heldBack);
  }

  /// Reads files with a pair a line, a tabulator between; a name that ends in `.gz` is unpacked. Of what is to be kept
  /// apart, each line has texts with tabulators between: a pair is left out if one of its sides is, but for
  /// punctuation, among them, or nearly.
  ///
  /// @throws IOException if one cannot be read, or has a line that is no pair; it names file and line
  public static ParallelSentences read(GraftSources sources, GraftSettings settings) throws IOException {
    KeptApart kept = KeptApart.read(sources.apart());
    Random random = new Random(settings.seed());
    List<Pair> pairs = new ArrayList<>();
    long number = 0;
    for (Path file : sources.files()) {
      number = read(file, sources.weight(file), number, pairs, random);
    }
    pairs = new ArrayList<>(new LinkedHashSet<>(pairs));
    pairs.removeIf(pair -> kept.has(pair.known()) || kept.has(pair.other()));
    List<Pair> shuffled = new ArrayList<>(pairs);
    shuffle(shuffled, random);
    int held = Math.min(settings.heldBack(), pairs.size() / HELD_BACK_AT_MOST);
    List<Pair> heldBack = new ArrayList<>();
    Set<String> known = new HashSet<>();
    Set<String> other = new HashSet<>();
    for (Pair pair : shuffled) {
      String one = KeptApart.letters(pair.known());
      String two = KeptApart.letters(pair.other());
      if (heldBack.size() < held && !known.contains(one) && !other.contains(two)) {
        heldBack.add(pair);
        known.add(one);
        other.add(two);
      }
    }
    return new ParallelSentences(
        pairs.stream()
            .filter(pair ->
                !known.contains(KeptApart.letters(pair.known())) && !other.contains(KeptApart.letters(pair.other())))
            .toList(),
        heldBack);
  }

  /// All pairs of one such file, in their order.
  ///
  /// @throws IOException as [#read]
  public static List<Pair> all(Path file) throws IOException {
    List<Pair> pairs = new ArrayList<>();
    read(file, 1, 0, pairs, new Random(0));
    return pairs;
  }

  private static void shuffle(List<Pair> pairs, Random random) {
    for (int i = pairs.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      pairs.set(i, pairs.set(other, pairs.get(i)));
    }
  }

  /// Every pair has the same chance to be among those that stay (Vitter, 1985, "Random Sampling with a Reservoir").
  ///
  /// @param before pairs in the files before
  /// @return pairs up to the end of this one
  private static long read(Path file, double weight, long before, List<Pair> chosen, Random random) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? Gzip.unpacked(bytes) : bytes;
        BufferedReader in = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()))) {
      long number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        Pair pair = pair(file, weight, number, line);
        long place = before + number <= MOST ? chosen.size() : random.nextLong(before + number);
        if (place == chosen.size()) {
          chosen.add(pair);
        } else if (place < MOST) {
          chosen.set((int) place, pair);
        }
        Cancellation.check();
      }
      return before + number;
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8 text", e);
    } catch (ZipException | EOFException e) {
      throw new IOException("%s is damaged: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Pair pair(Path file, double weight, long number, String line) throws IOException {
    String[] parts = line.split("\t", -1);
    if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank() || line.length() > LONGEST_LINE) {
      throw new IOException(
          ("%s, line %d is no pair of sentences: it needs two with a tabulator between, at most %d letters "
              + "long, got \"%s\"")
              .formatted(
                  file,
                  number,
                  LONGEST_LINE,
                  line.length() > 100 ? line.substring(0, 100) + "…" : line));
    }
    return new Pair(parts[0].strip(), parts[1].strip(), weight);
  }
}
