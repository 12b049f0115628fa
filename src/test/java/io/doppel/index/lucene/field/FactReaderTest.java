package io.doppel.index.lucene.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;

class FactReaderTest {

  /// Their hashes begin with whatever byte, are no text, and some have a zero within.
  @Test
  void names_that_stand_by_their_hash_are_passed_over_and_do_not_hold_up_the_others() throws IOException {
    Random random = new Random(20261129);
    try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
      try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
        add(writer, Map.of("lang", "en"));
        add(writer, Map.of("ünïcode 이름", "x", "\uffff", "y", "\udbff\udfff", "z"));
        for (int i = 0; i < 600; i++) {
          add(writer, Map.of("nul\0" + random.nextLong(), "v", "long".repeat(100) + random.nextLong(), "w"));
        }
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        FactReader facts = new FactReader(new IndexSearcher(reader));
        List<String> names = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> facts.names(100));
        assertThat(names).containsExactly("lang", "ünïcode 이름", "\uffff", "\udbff\udfff");
      }
    }
  }

  private static void add(IndexWriter writer, Map<String, String> fields) throws IOException {
    Document document = new Document();
    Term first = PassageFields.firstOfDocument();
    document.add(new StringField(first.field(), first.bytes(), Store.NO));
    for (BytesRef term : Facts.of(fields)) {
      document.add(new StringField(Facts.FIELD, term, Store.NO));
    }
    writer.addDocument(document);
  }
}
