package io.doppel.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.eval.data.PanCorpus.Part;
import io.doppel.eval.measure.PanCase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PanCorpusTest {

  private static final PanPair PAIR = new PanPair("suspicious-1.txt", "source-2.txt");
  private static final PanCase CASE = new PanCase("suspicious-1.txt", "source-2.txt", 3, 4, 0, 5);

  @TempDir private Path folder;

  private Path corpus(String annotations) throws IOException {
    Path corpus = folder.resolve("corpus");
    for (String name : List.of("src", "susp", "01-none", "02-copy")) {
      Files.createDirectories(corpus.resolve(name));
    }
    Files.writeString(corpus.resolve("pairs"), "suspicious-1.txt source-2.txt\nsuspicious-1.txt source-3.txt\n");
    Files.writeString(corpus.resolve("susp/suspicious-1.txt"), "\uFEFF😀copy\r\n");
    Files.writeString(corpus.resolve("src/source-2.txt"), "copied");
    Files.writeString(corpus.resolve("01-none/pairs"), "suspicious-1.txt source-3.txt\n");
    Files.writeString(
        corpus.resolve("01-none/suspicious-1-source-3.xml"), "<document reference=\"suspicious-1.txt\"></document>");
    Files.writeString(corpus.resolve("02-copy/pairs"), "suspicious-1.txt source-2.txt\n");
    Files.writeString(corpus.resolve("02-copy/suspicious-1-source-2.xml"), annotations);
    return corpus;
  }

  private static String feature(String offset) {
    return """
        <document reference="suspicious-1.txt">
        <feature name="about" title="Copies" />
        <feature name="plagiarism" obfuscation="none" this_offset="%s" this_length="4" source_reference="source-2.txt" source_offset="0" source_length="5" />
        </document>
        """
        .formatted(offset);
  }

  @Test
  void every_folder_with_pairs_is_a_class_of_its_own() throws IOException {
    PanCorpus corpus = PanCorpus.open(corpus(feature("3")));
    assertThat(corpus.parts())
        .containsExactly(
            new Part("01-none", List.of(new PanPair("suspicious-1.txt", "source-3.txt")), List.of()),
            new Part("02-copy", List.of(PAIR), List.of(CASE)));
  }

  @Test
  void texts_are_read_as_they_stand() throws IOException {
    PanCorpus corpus = PanCorpus.open(corpus(feature("3")));
    assertThat(corpus.suspicious("suspicious-1.txt")).isEqualTo("\uFEFF😀copy\r\n");
    assertThat(corpus.source("source-2.txt")).isEqualTo("copied");
  }

  @Test
  void an_archive_reads_as_the_folder_that_was_packed() throws IOException {
    Path unpacked = corpus(feature("3"));
    Path archive = folder.resolve("corpus.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        Stream<Path> files = Files.walk(unpacked)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        TarArchiveEntry entry =
            new TarArchiveEntry(
                "corpus/" + unpacked.relativize(file).toString().replace('\\', '/'));
        byte[] bytes = Files.readAllBytes(file);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
    PanCorpus corpus = PanCorpus.open(archive);
    assertThat(corpus.parts()).isEqualTo(PanCorpus.open(unpacked).parts());
    assertThat(corpus.source("source-2.txt")).isEqualTo("copied");
    assertThat(DatasetFormat.of(folder, null)).containsExactly(new DatasetFormat.Pan(archive));
  }

  @Test
  void what_is_written_reads_back() throws IOException {
    Path written = folder.resolve("detections");
    PanPair none = new PanPair("suspicious-1.txt", "source-3.txt");
    PanXml.write(written, List.of(PAIR, none), List.of(CASE));
    String xml = Files.readString(written.resolve("suspicious-1-source-2.xml"));
    assertThat(xml)
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <document reference="suspicious-1.txt">
            <feature name="detected-plagiarism" this_offset="3" this_length="4" source_reference="source-2.txt" source_offset="0" source_length="5"/>
            </document>""");
    byte[] annotated = xml.replace("detected-plagiarism", "plagiarism").getBytes(StandardCharsets.UTF_8);
    assertThat(PanXml.read("a.xml", annotated)).containsExactly(CASE);
    assertThat(written.resolve("suspicious-1-source-3.xml")).exists();
  }

  @Test
  void an_offset_that_is_no_number_is_named() throws IOException {
    Path corpus = corpus(feature("three"));
    assertThatThrownBy(() -> PanCorpus.open(corpus))
        .isInstanceOf(DataException.class)
        .hasMessage(
            corpus.resolve("02-copy/suspicious-1-source-2.xml")
                + ":3: this_offset must be a whole number, got \"three\"");
  }

  @Test
  void a_document_type_is_refused_so_that_no_entity_can_reach_outside() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "suspicious-1.txt");
    String xml =
        "<!DOCTYPE document [<!ENTITY x SYSTEM \"%s\">]><document reference=\"&x;\"></document>"
            .formatted(secret.toUri());
    Path corpus = corpus(xml);
    assertThatThrownBy(() -> PanCorpus.open(corpus))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is not XML");
  }

  @Test
  void a_line_of_pairs_that_names_one_document_is_named() throws IOException {
    Path corpus = corpus(feature("3"));
    Files.writeString(corpus.resolve("01-none/pairs"), "\nsuspicious-1.txt\n");
    assertThatThrownBy(() -> PanCorpus.open(corpus))
        .hasMessage(
            corpus.resolve("01-none/pairs")
                + ":2: the line must name a suspicious document and a source, got 1 names");
  }
}
