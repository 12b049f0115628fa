package io.doppel.index.lucene.store;

import java.io.IOException;
import org.apache.lucene.codecs.StoredFieldsFormat;
import org.apache.lucene.codecs.StoredFieldsReader;
import org.apache.lucene.codecs.StoredFieldsWriter;
import org.apache.lucene.codecs.lucene90.Lucene90StoredFieldsFormat;
import org.apache.lucene.codecs.lucene90.compressing.Lucene90CompressingStoredFieldsFormat;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.SegmentInfo;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;

/// Lucene's stored fields in smaller blocks. To read one text, the whole block around it is unpacked: with Lucene's 80
/// kB that took two fifths of a search for ten hits. Any reader of the format reads these, since the size is in the
/// file.
final class SmallBlocks extends StoredFieldsFormat {

  /// A tenth of this, and a twentieth that all share, is unpacked for a text.
  private static final int BLOCK_BYTES = 8 << 10;

  private static final int MOST_DOCUMENTS = 1024;

  /// The logarithm of how many blocks an entry of the directory of blocks stands for, as Lucene has it.
  private static final int DIRECTORY_SHIFT = 10;

  /// What Lucene calls the format in its files.
  private static final String NAME = "Lucene90StoredFieldsFastData";

  private final StoredFieldsFormat standard = new Lucene90StoredFieldsFormat();

  @Override
  public StoredFieldsReader fieldsReader(Directory directory, SegmentInfo segment, FieldInfos fields, IOContext context)
      throws IOException {
    return standard.fieldsReader(directory, segment, fields, context);
  }

  @Override
  public StoredFieldsWriter fieldsWriter(
      Directory directory, SegmentInfo segment, IOContext context) throws IOException {
    segment.putAttribute(Lucene90StoredFieldsFormat.MODE_KEY, Lucene90StoredFieldsFormat.Mode.BEST_SPEED.name());
    return new Lucene90CompressingStoredFieldsFormat(
            NAME, Lucene90StoredFieldsFormat.BEST_SPEED_MODE, BLOCK_BYTES, MOST_DOCUMENTS, DIRECTORY_SHIFT)
        .fieldsWriter(directory, segment, context);
  }
}
