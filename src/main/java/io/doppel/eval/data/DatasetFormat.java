package io.doppel.eval.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a folder holds, by the names of its files. What it holds says what can be measured on it.
public sealed interface DatasetFormat {

  /// The split that was found, such as `test`; empty where the layout has none.
  String split();

  /// `pairs.SPLIT.tsv`, see [PairFile].
  record Pairs(Path file, String split) implements DatasetFormat {}

  /// `class.train.tsv` and `class.SPLIT.tsv`, see [ClassFile].
  record Classes(Path train, Path test, String split) implements DatasetFormat {}

  /// `class.train_N.tsv` with N examples of each label, in a folder `NAME-fewshot`; the texts that they are measured on
  /// are `class.test.tsv` in the folder NAME beside it, and `class.oos_test.tsv` those of no label.
  record FewShot(Map<String, Path> shots, Path test, Optional<Path> none) implements DatasetFormat {
    @Override
    public String split() {
      return "";
    }
  }

  /// `corpus.jsonl`, `queries.jsonl` and `qrels/SPLIT.tsv`, see [RetrievalFolder].
  record Retrieval(Path folder, String split) implements DatasetFormat {}

  /// A file `NAME.tsv.gz` of sentences and their translations, see [io.doppel.models.graft.ParallelSentences].
  record Translations(Path file) implements DatasetFormat {
    @Override
    public String split() {
      return "";
    }
  }

  /// A corpus of PAN, or its archive, see [PanCorpus].
  record Pan(Path path) implements DatasetFormat {
    @Override
    public String split() {
      return "";
    }
  }

  /// How the names of folders end that hold few examples.
  String FEW_SHOT = "-fewshot";

  /// Splits that stand for a whole folder, the first of them that is there.
  List<String> USUAL_SPLITS = List.of("test", "validation", "valid", "val", "dev");

  /// What `path` holds: a folder, or the archive of a PAN corpus.
  ///
  /// @param split the split to measure; if null, the first usual one, or all where none of them is there
  /// @throws DataException if it holds nothing that can be measured
  static List<DatasetFormat> of(Path path, @Nullable String split) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    List<DatasetFormat> found = new ArrayList<>();
    if (path.toString().endsWith(".tar.gz")) {
      found.add(new Pan(path));
      return found;
    }
    if (path.toString().endsWith(".tsv.gz")) {
      found.add(new Translations(path));
      return found;
    }
    if (Files.isRegularFile(path.resolve("corpus.jsonl"))) {
      for (String each : splits(path.resolve("qrels"), "", split)) {
        found.add(new Retrieval(path, each));
      }
    }
    for (String each : splits(path, "pairs.", split)) {
      found.add(new Pairs(path.resolve("pairs." + each + ".tsv"), each));
    }
    Path train = path.resolve("class.train.tsv");
    if (Files.isRegularFile(train)) {
      for (String each : splits(path, "class.", split)) {
        if (!each.equals("train")) {
          found.add(new Classes(train, path.resolve("class." + each + ".tsv"), each));
        }
      }
    }
    fewShot(path).ifPresent(found::add);
    if (Files.isDirectory(path.resolve("susp")) && Files.isDirectory(path.resolve("src"))) {
      found.add(new Pan(path));
    } else if (found.isEmpty()) {
      archive(path, found);
    }
    if (found.isEmpty()) {
      throw new DataException(
          path,
          (split == null ? "" : "split %s: ".formatted(split))
              + "found none of: pairs.SPLIT.tsv, class.train.tsv with class.SPLIT.tsv, corpus.jsonl with "
                  + "qrels/SPLIT.tsv,"
              + " susp/ with src/, a PAN corpus as .tar.gz, translations as .tsv.gz");
    }
    return found;
  }

  private static Optional<FewShot> fewShot(Path folder) throws IOException {
    String name = String.valueOf(folder.getFileName());
    if (!name.endsWith(FEW_SHOT)) {
      return Optional.empty();
    }
    Path whole = folder.resolveSibling(name.substring(0, name.length() - FEW_SHOT.length()));
    Path test = whole.resolve("class.test.tsv");
    Map<String, Path> shots = new LinkedHashMap<>();
    splits(folder, "class.train_", null).stream()
        .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
        .forEach(each -> shots.put(each, folder.resolve("class.train_" + each + ".tsv")));
    if (shots.isEmpty() || !Files.isRegularFile(test)) {
      return Optional.empty();
    }
    Path none = whole.resolve("class.oos_test.tsv");
    return Optional.of(new FewShot(shots, test, Files.isRegularFile(none) ? Optional.of(none) : Optional.empty()));
  }

  private static void archive(Path folder, List<DatasetFormat> found) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(file -> file.toString().endsWith(".tar.gz")).sorted().forEach(file -> found.add(new Pan(file)));
    }
  }

  /// The wanted ones among the splits of files named `PREFIXsplit.tsv`.
  private static List<String> splits(Path folder, String prefix, @Nullable String wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> all;
    try (Stream<Path> files = Files.list(folder)) {
      all =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.startsWith(prefix) && name.endsWith(".tsv"))
              .map(name -> name.substring(prefix.length(), name.length() - ".tsv".length()))
              .sorted()
              .toList();
    }
    if (wanted != null) {
      return all.stream().filter(wanted::equals).toList();
    }
    return USUAL_SPLITS.stream().filter(all::contains).findFirst().map(List::of).orElse(all);
  }
}
