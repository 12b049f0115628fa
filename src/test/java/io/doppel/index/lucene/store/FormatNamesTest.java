package io.doppel.index.lucene.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Embedding;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.Samples;
import io.doppel.index.StoredDocuments;
import io.doppel.index.TestIndex;
import io.doppel.index.hit.Hits;
import io.doppel.index.query.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.index.SlowCodecReaderWrapper;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of an index whose vectors were written by another version of the program.
@NullMarked
class FormatNamesTest {

  private static final Passport PASSPORT = Samples.passport(16, "mean");
  private static final int PASSAGES = 2_000;

  private final Samples samples = new Samples(1, 16, 10);

  /// Today's bytes under another name.
  private static final class Named extends KnnVectorsFormat {

    // With graphs as wide as those that are merged into them.
    private final KnnVectorsFormat today = new Int4VectorsFormat(32, 100, 1, null, 200);

    private Named(String name) {
      super(name);
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return today.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return today.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
      return today.getMaxDimensions(field);
    }
  }

  /// An index of one segment, then with its vectors under another name.
  private Path indexUnder(String name, Path folder) throws IOException {
    Path today = folder.resolve("today");
    try (TestIndex index = LocalIndexes.open(today, PASSPORT)) {
      for (int i = 0; i < PASSAGES; i++) {
        samples.put(index, "id" + i, 1);
      }
      index.commit();
      index.care().compact();
    }
    KnnVectorsFormat named = new Named(name);
    var codec =
        new Lucene104Codec() {
          @Override
          public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return named;
          }
        };
    Path other = Files.createDirectory(folder.resolve("things"));
    try (Directory from = Directories.MAPPED.open(today);
        Directory to = Directories.MAPPED.open(other);
        DirectoryReader reader = DirectoryReader.open(from);
        IndexWriter writer = new IndexWriter(to, new IndexWriterConfig().setCodec(codec))) {
      for (LeafReaderContext leaf : reader.leaves()) {
        CodecReader whole = SlowCodecReaderWrapper.wrap(leaf.reader());
        writer.addIndexes(whole);
      }
      writer.setLiveCommitData(reader.getIndexCommit().getUserData().entrySet());
      writer.commit();
    }
    return other;
  }

  private static Set<String> names(Path index) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Directory directory = Directories.MAPPED.open(index);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        for (FieldInfo field : leaf.reader().getFieldInfos()) {
          String name = field.getAttribute("PerFieldKnnVectorsFormat.format");
          if (name != null) {
            names.add(name);
          }
        }
      }
    }
    return names;
  }

  @Test
  void an_index_whose_vectors_have_the_name_without_a_version_is_read_written_to_and_renamed_by_a_merge(
      @TempDir Path folder) throws IOException {
    Path old = indexUnder("DoppelInt4", folder);
    assertThat(names(old)).containsExactly("DoppelInt4");
    Embedding query = samples.embedding();
    try (TestIndex index = LocalIndexes.open(old, PASSPORT);
        TestIndex today = LocalIndexes.open(folder.resolve("today"), PASSPORT)) {
      assertThat(index.passages()).isEqualTo(PASSAGES);
      Hits found = index.nearest(query, 10, Effort.EXACT);
      assertThat(found).isEqualTo(today.nearest(query, 10, Effort.EXACT));
      assertThat(index.nearest(query, 10, PASSAGES)).isEqualTo(found);
      samples.put(index, "new", 1);
      index.commit();
      assertThat(index.passages()).isEqualTo(PASSAGES + 1);
      index.care().compact();
      assertThat(index.passages()).isEqualTo(PASSAGES + 1);
      assertThat(index.document("id7")).isPresent();
    }
    assertThat(names(old)).containsExactly("DoppelInt4V1");
  }

  @Test
  void an_index_of_a_later_version_is_refused_with_its_name_and_stays_as_it_is(@TempDir Path folder)
      throws IOException {
    Path later = indexUnder("DoppelInt4V9", folder);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> LocalIndexes.open(later, PASSPORT))
          .isInstanceOf(PassportMismatchException.class)
          .hasMessage(
              "collection \"things\" has the format DoppelInt4V9, which is not known here; open it with the version "
                  + "that wrote it");
      assertThatThrownBy(
              () -> {
                try (StoredDocuments rebuild = LocalIndexes.rebuild(later)) {
                  rebuild.next();
                }
              })
          .isInstanceOf(PassportMismatchException.class)
          .hasMessageContaining("DoppelInt4V9");
    }
  }
}
