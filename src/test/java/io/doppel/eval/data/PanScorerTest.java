package io.doppel.eval.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.eval.measure.PanCase;
import io.doppel.eval.measure.Plagdet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// What is written as XML is read and scored as the scorer of PAN does it, a bit a character, whose numbers are those
/// that are measured here.
class PanScorerTest {

  @TempDir private Path folder;

  @Test
  void the_scorer_of_pan_gives_the_same_numbers_for_what_is_written() throws Exception {
    long seed = Long.getLong("doppel.seed", 5);
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      List<PanPair> pairs = new ArrayList<>();
      List<PanCase> cases = new ArrayList<>();
      List<PanCase> detections = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        PanPair pair =
            new PanPair("suspicious-document%05d.txt".formatted(i / 2), "source & <\"%d\">.txt".formatted(i));
        pairs.add(pair);
        add(cases, pair, random.nextInt(4), random);
        add(detections, pair, random.nextInt(5), random);
        if (!cases.isEmpty() && random.nextBoolean() && pair.holds(cases.getLast())) {
          PanCase same = cases.getLast();
          detections.add(same);
          detections.add(same);
          detections.add(
              new PanCase(
                  same.suspicious(),
                  same.source(),
                  same.thisOffset() + 1,
                  same.thisLength(),
                  same.sourceOffset(),
                  same.sourceLength() / 2 + 1));
        }
      }
      Path written = folder.resolve("round" + round);
      PanXml.write(written, pairs, detections);
      Set<PanCase> read = read(written);
      assertThat(read).isEqualTo(new HashSet<>(detections));
      Plagdet ours = Plagdet.of(cases, detections);
      List<PanCase> annotated = cases.stream().distinct().toList();
      // In the order in which ours are, since the last digit of a sum depends on it.
      List<PanCase> detected = detections.stream().distinct().filter(read::contains).toList();
      double recall = recall(annotated, detected);
      double precision = recall(detected, annotated);
      double granularity = granularity(annotated, detected);
      String as = String.format(Locale.ROOT, "seed %d, round %d", seed, round);
      assertThat(ours).as(as).isEqualTo(new Plagdet(precision, recall, granularity));
      assertThat(String.format(Locale.ROOT, "%.12f", ours.plagdet()))
          .as(as)
          .isEqualTo(String.format(Locale.ROOT, "%.12f", plagdet(recall, precision, granularity)));
    }
  }

  private static void add(List<PanCase> to, PanPair pair, int count, Random random) {
    for (int i = 0; i < count; i++) {
      to.add(
          new PanCase(
              pair.suspicious(),
              pair.source(),
              random.nextInt(300),
              1 + random.nextInt(120),
              random.nextInt(300),
              1 + random.nextInt(120)));
    }
  }

  /// Every feature whose name ends as that of a detection does, below the folder.
  private static Set<PanCase> read(Path folder) throws Exception {
    Set<PanCase> found = new HashSet<>();
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(file -> file.toString().endsWith(".xml")).toList();
    }
    for (Path file : files) {
      DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      Element root = builder.parse(file.toFile()).getDocumentElement();
      for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
        if (node instanceof Element feature && feature.getAttribute("name").endsWith("detected-plagiarism")) {
          found.add(
              new PanCase(
                  root.getAttribute("reference"),
                  feature.getAttribute("source_reference"),
                  number(feature, "this_offset"),
                  number(feature, "this_length"),
                  number(feature, "source_offset"),
                  number(feature, "source_length")));
        }
      }
    }
    return found;
  }

  private static int number(Element feature, String name) {
    return Integer.parseInt(feature.getAttribute(name));
  }

  /// Macro-averaged over cases; of detections it is their precision.
  private static double recall(List<PanCase> cases, List<PanCase> detections) {
    if (cases.isEmpty() || detections.isEmpty()) {
      return cases.isEmpty() && detections.isEmpty() ? 1 : 0;
    }
    double sum = 0;
    for (PanCase one : cases) {
      BitSet here = new BitSet();
      BitSet there = new BitSet();
      for (PanCase other : detections) {
        if (overlap(one, other)) {
          mark(here, one.thisOffset(), one.thisLength(), other.thisOffset(), other.thisLength());
          mark(there, one.sourceOffset(), one.sourceLength(), other.sourceOffset(), other.sourceLength());
        }
      }
      sum += (double) (here.cardinality() + there.cardinality()) / (one.thisLength() + one.sourceLength());
    }
    return sum / cases.size();
  }

  private static void mark(BitSet bits, int offset, int length, int otherOffset, int otherLength) {
    int difference = otherOffset - offset;
    int start = Math.min(Math.max(0, difference), length);
    int end = Math.min(Math.max(0, difference + otherLength), length);
    bits.set(start, Math.max(start, end));
  }

  private static double granularity(List<PanCase> cases, List<PanCase> detections) {
    List<Long> perCase =
        cases.stream().map(one -> detections.stream().filter(other -> overlap(one, other)).count()).toList();
    long detected = perCase.stream().filter(count -> count > 0).count();
    return detected == 0 ? 1 : (double) perCase.stream().mapToLong(count -> count).sum() / detected;
  }

  private static boolean overlap(PanCase one, PanCase other) {
    return one.suspicious().equals(other.suspicious())
        && other.thisOffset() + other.thisLength() > one.thisOffset()
        && other.thisOffset() < one.thisOffset() + one.thisLength()
        && one.source().equals(other.source())
        && other.sourceOffset() + other.sourceLength() > one.sourceOffset()
        && other.sourceOffset() < one.sourceOffset() + one.sourceLength();
  }

  private static double plagdet(double recall, double precision, double granularity) {
    return recall == 0 && precision == 0
        ? 0
        : 2 * recall * precision / (recall + precision) / (Math.log(1 + granularity) / Math.log(2));
  }
}
