package io.doppel.index.lucene;

import io.doppel.index.lucene.field.PassageFields;
import io.doppel.index.lucene.store.LastCommit;
import io.doppel.index.upkeep.Footprint;
import io.doppel.index.upkeep.Upkeep;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;

/// The upkeep of an index in one Lucene directory.
final class LuceneUpkeep implements Upkeep {

  /// The extension of the files that hold vectors in float32.
  private static final String VECTORS = "vec";

  /// Those of quantized vectors.
  private static final String QUANTIZED = "veq";

  private final Directory directory;
  private final PassageWriter writer;
  private final CommitReader reader;

  LuceneUpkeep(Directory directory, PassageWriter writer, CommitReader reader) {
    this.directory = directory;
    this.writer = writer;
    this.reader = reader;
  }

  @Override
  public Footprint footprint() throws IOException {
    return reader.read(
        searcher -> {
          long diskBytes = diskBytes();
          long largest = 0;
          long vectorBytes = 0;
          long walkedBytes = 0;
          for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            largest = Math.max(largest, leaf.reader().numDocs());
            Map<String, Long> sizes = sizes(leaf);
            long vectors = sizes.getOrDefault(VECTORS, 0L);
            long all = sizes.values().stream().mapToLong(Long::longValue).sum();
            vectorBytes += vectors;
            walkedBytes += sizes.containsKey(QUANTIZED) ? all - vectors : all;
          }
          return new Footprint(
              searcher.getIndexReader().numDocs(),
              searcher.getIndexReader().numDeletedDocs(),
              searcher.getIndexReader().leaves().size(),
              largest,
              diskBytes,
              vectorBytes,
              walkedBytes);
        });
  }

  private long diskBytes() throws IOException {
    try {
      return LastCommit.read(directory, this::bytes);
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new AlreadyClosedException("the index was deleted", e);
    }
  }

  private long bytes(Collection<String> files) throws IOException {
    long bytes = 0;
    for (String file : files) {
      bytes += directory.fileLength(file);
    }
    return bytes;
  }

  /// Bytes of the files that hold the vectors and the graph of a segment, by extension.
  private static Map<String, Long> sizes(LeafReaderContext leaf) throws IOException {
    FieldInfo field = leaf.reader().getFieldInfos().fieldInfo(PassageFields.VECTOR);
    KnnVectorsReader vectors = leaf.reader() instanceof CodecReader codec ? codec.getVectorReader() : null;
    if (field == null || vectors == null) {
      throw new IOException("a segment has no vectors");
    }
    return vectors.getOffHeapByteSize(field);
  }

  @Override
  public void compact(LongConsumer progress, BooleanSupplier cancelled) throws IOException {
    writer.compact(progress, cancelled);
    reader.refresh();
  }

  @Override
  public void verify() throws IOException {
    reader.read(
        searcher -> {
          LastCommit.verify(searcher.getIndexReader());
          return true;
        });
  }
}
