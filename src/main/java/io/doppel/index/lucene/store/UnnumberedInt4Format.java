package io.doppel.index.lucene.store;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/// The first version of [Int4VectorsFormat] under the name that it had before names told a version: the same bytes. It
/// is only read; whatever is written anew, as by a merge, has the name of today. Thread-safe.
public final class UnnumberedInt4Format extends KnnVectorsFormat {

  private static final String NAME = "DoppelInt4";

  private final KnnVectorsFormat first = new Int4VectorsFormat();

  public UnnumberedInt4Format() {
    super(NAME);
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) {
    throw new UnsupportedOperationException(NAME + " is read, but no longer written");
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return first.fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String field) {
    return first.getMaxDimensions(field);
  }
}
