package io.doppel.eval.data;

import io.doppel.eval.measure.PanCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A corpus of PAN's text alignment task: `src/` and `susp/` with the texts, and for each class of obfuscation a folder
/// with `pairs` and the annotations. A corpus without such folders has `pairs` and annotations beside `src/` and
/// `susp/`, and one class without a name. It may be a folder or a `.tar.gz` of it.
public final class PanCorpus {

  private final PanFiles files;
  private final List<Part> parts;

  private PanCorpus(PanFiles files, List<Part> parts) {
    this.files = files;
    this.parts = List.copyOf(parts);
  }

  /// A class of obfuscation.
  ///
  /// @param name the folder's name, such as `02-no-obfuscation`
  /// @param cases the annotated cases of all pairs
  public record Part(String name, List<PanPair> pairs, List<PanCase> cases) {}

  /// Reads pairs and annotations of the corpus in a folder or an archive.
  public static PanCorpus open(Path path) throws IOException {
    PanFiles files = PanFiles.open(path);
    List<Part> parts = new ArrayList<>();
    for (String folder : files.foldersWith("pairs")) {
      parts.add(part(files, folder));
    }
    if (parts.isEmpty()) {
      parts.add(part(files, ""));
    }
    return new PanCorpus(files, parts);
  }

  /// The classes of obfuscation, by name.
  public List<Part> parts() {
    return parts;
  }

  /// The text of a suspicious document.
  public String suspicious(String name) throws IOException {
    return files.text("susp/" + name);
  }

  /// The text of a source.
  public String source(String name) throws IOException {
    return files.text("src/" + name);
  }

  private static Part part(PanFiles files, String folder) throws IOException {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    List<PanPair> pairs = new ArrayList<>();
    List<PanCase> cases = new ArrayList<>();
    int line = 0;
    for (String text : files.text(prefix + "pairs").lines().toList()) {
      line++;
      if (text.isBlank()) {
        continue;
      }
      String[] names = text.strip().split("\\s+", -1);
      if (names.length != 2) {
        throw new DataException(
            files.name(prefix + "pairs") + ":" + line,
            "the line must name a suspicious document and a source, got %d names".formatted(names.length));
      }
      PanPair pair = new PanPair(names[0], names[1]);
      pairs.add(pair);
      String annotations = prefix + pair.annotationFile();
      for (PanCase one : PanXml.read(files.name(annotations), files.bytes(annotations))) {
        if (pair.holds(one)) {
          cases.add(one);
        }
      }
    }
    return new Part(folder, pairs, cases);
  }
}
