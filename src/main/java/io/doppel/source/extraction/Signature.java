package io.doppel.source.extraction;

import io.doppel.source.extraction.limit.CompoundFile;
import io.doppel.source.extraction.limit.ZipArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The beginning of a file, which tells its kind.
///
/// @param path the file
/// @param head its first bytes, as Latin-1
record Signature(Path path, String head) {

  /// A PDF file may have something before its signature.
  private static final int LENGTH = 1024;

  /// The part that no other kind of archive has.
  private static final Map<String, Extractor> KINDS =
      Map.of(
          "word/document.xml", Extractor.DOCX,
          "ppt/presentation.xml", Extractor.PPTX,
          "xl/workbook.xml", Extractor.XLSX,
          "Contents/section0.xml", Extractor.HWPX,
          "META-INF/container.xml", Extractor.EPUB);

  /// The stream that no other kind of compound file has.
  private static final Map<String, Extractor> STREAMS =
      Map.of("WordDocument", Extractor.DOC, "BodyText", Extractor.HWP);

  private static final String COMPOUND = "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1";

  static Signature of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new Signature(file, new String(in.readNBytes(LENGTH), StandardCharsets.ISO_8859_1));
    }
  }

  boolean startsWith(String letters) {
    return head.startsWith(letters);
  }

  boolean holds(String letters) {
    return head.contains(letters);
  }

  /// The kind of document that the content tells; empty where only a name can tell it, as of text.
  ///
  /// @throws IOException if it is damaged
  Optional<Extractor> kind() throws IOException {
    if (startsWith("%PDF-")) {
      return Optional.of(Extractor.PDF);
    }
    if (startsWith("{\\rtf")) {
      return Optional.of(Extractor.RTF);
    }
    if (startsWith("PK\u0003\u0004")) {
      return ZipArchive.find(path, KINDS.keySet()).map(KINDS::get);
    }
    return isCompound() ? CompoundFile.find(path, STREAMS.keySet()).map(STREAMS::get) : Optional.empty();
  }

  /// Whether it is a compound file of Microsoft's, in which HWP, old Word documents and encrypted ones come.
  boolean isCompound() {
    return head.startsWith(COMPOUND);
  }
}
