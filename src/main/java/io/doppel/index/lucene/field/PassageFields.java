package io.doppel.index.lucene.field;

import io.doppel.index.ContentHash;
import io.doppel.index.EmbeddedDocument;
import io.doppel.language.term.TermAnalyzer;
import io.doppel.language.term.Language;
import io.doppel.index.upkeep.Languages;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.language.hash.Winnowing;
import io.doppel.text.disguise.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/// How a document lies in Lucene: one Lucene document a passage, side by side, in the order of the offsets.
///
/// The first of them carries the document's record as well: id, title, the whole text and the metadata as stored
/// fields, the content hash as a doc value. The others know how many places before them the first one stands
/// ([#ORDINAL]) and which part of its text they are ([#START], [#LENGTH]), so that a text is stored once. Passages of a
/// document are written and deleted together and merges keep the order, hence the first one is always there.
public final class PassageFields {

  /// The document's id: indexed to replace and delete, sorted to name a hit.
  static final String DOCUMENT_ID = "document_id";

  /// Indexed on the first passage of a document only, to count documents.
  static final String FIRST = "first";

  static final String ORDINAL = "ordinal";
  static final String START = "start";
  static final String LENGTH = "length";
  public static final String VECTOR = "vector";
  /// The words of title and passage, indexed to be counted.
  public static final String WORDS = "words";

  /// The fingerprints of the whole text, on the first passage of a document.
  public static final String FINGERPRINTS = "fingerprints";

  static final String CONTENT_HASH = "content_hash";

  private static final String ID = "id";
  private static final String TITLE = "title";
  private static final String TEXT = "text";
  private static final String FIELDS = "fields";

  private static final FieldType WORDS_TYPE = new FieldType();

  static {
    WORDS_TYPE.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    WORDS_TYPE.setTokenized(true);
    WORDS_TYPE.freeze();
  }

  /// The stored fields that a passage is cut from.
  static final Set<String> ID_AND_TEXT = Set.of(ID, TEXT);

  private PassageFields() {}

  public static Term term(String documentId) {
    return new Term(DOCUMENT_ID, documentId);
  }

  public static Term firstOfDocument() {
    return new Term(FIRST, "1");
  }

  /// The passages of a document, each made when it is asked for: together their facts may take more memory than there
  /// is.
  public static Iterable<org.apache.lucene.document.Document> write(EmbeddedDocument put, Languages languages) {
    Document document = put.document();
    BytesRef id = new BytesRef(document.id());
    // The same objects for all passages: there may be thousands of either.
    List<StringField> facts =
        Facts.of(document.fields()).stream().map(fact -> new StringField(Facts.FIELD, fact, Field.Store.NO)).toList();
    int passages = put.passages().size();
    return () -> IntStream.range(0, passages).mapToObj(i -> passage(put, i, id, facts, languages)).iterator();
  }

  private static org.apache.lucene.document.Document passage(
      EmbeddedDocument put, int i, BytesRef id, List<StringField> facts, Languages languages) {
    Passage passage = put.passages().get(i);
    var lucene = new org.apache.lucene.document.Document();
    lucene.add(new StringField(DOCUMENT_ID, id, Field.Store.NO));
    lucene.add(new SortedDocValuesField(DOCUMENT_ID, id));
    lucene.add(new NumericDocValuesField(ORDINAL, i));
    lucene.add(new NumericDocValuesField(START, passage.start()));
    lucene.add(new NumericDocValuesField(LENGTH, passage.text().length()));
    lucene.add(
        new KnnFloatVectorField(
            VECTOR, put.embeddings().get(i).toArray(), VectorSimilarityFunction.DOT_PRODUCT));
    lucene.add(new LanguageField(put.document().title(), languages.title()));
    lucene.add(new LanguageField(passage.text(), languages.text()));
    facts.forEach(lucene::add);
    if (i == 0) {
      addRecord(lucene, put.document());
    }
    return lucene;
  }

  /// Words in a language of their own, whatever the index takes others for.
  private static final class LanguageField extends Field {

    private final TermAnalyzer analyzer;

    LanguageField(String text, Language language) {
      super(WORDS, text, WORDS_TYPE);
      this.analyzer = TermAnalyzer.of(language);
    }

    @Override
    public TokenStream tokenStream(Analyzer ofTheIndex, TokenStream reused) {
      return analyzer.stream(stringValue());
    }
  }

  private static void addRecord(org.apache.lucene.document.Document lucene, Document document) {
    lucene.add(new StringField(FIRST, "1", Field.Store.NO));
    lucene.add(new BinaryDocValuesField(CONTENT_HASH, new BytesRef(ContentHash.of(document))));
    for (long fingerprint : Winnowing.of(PlainText.of(document.text()).text())) {
      lucene.add(new StringField(FINGERPRINTS, term(fingerprint), Field.Store.NO));
    }
    lucene.add(new StoredField(ID, document.id()));
    lucene.add(new StoredField(TITLE, document.title()));
    lucene.add(new StoredField(TEXT, document.text()));
    if (!document.fields().isEmpty()) {
      lucene.add(new StoredField(FIELDS, encode(document.fields())));
    }
  }

  public static Document record(org.apache.lucene.document.Document stored) {
    BytesRef fields = stored.getBinaryValue(FIELDS);
    return new Document(
        stored.get(ID),
        stored.get(TITLE),
        stored.get(TEXT),
        fields == null ? Map.of() : decode(fields));
  }

  static String title(StoredFields stored, int first) throws IOException {
    return stored.document(first, Set.of(TITLE)).get(TITLE);
  }

  static Passage cut(org.apache.lucene.document.Document stored, int start, int length) {
    return new Passage(stored.get(ID), start, stored.get(TEXT).substring(start, start + length));
  }

  /// Names and values in turn, each as UTF-8 after its length; their number first. Keeps their order.
  private static BytesRef encode(Map<String, String> fields) {
    var out = new ByteBuffersDataOutput();
    try {
      out.writeVInt(fields.size());
      for (Map.Entry<String, String> field : fields.entrySet()) {
        write(out, field.getKey());
        write(out, field.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return new BytesRef(out.toArrayCopy());
  }

  private static void write(ByteBuffersDataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeVInt(bytes.length);
    out.writeBytes(bytes);
  }

  private static Map<String, String> decode(BytesRef bytes) {
    var in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
    Map<String, String> fields = new LinkedHashMap<>();
    for (int left = in.readVInt(); left > 0; left--) {
      String name = read(in);
      fields.put(name, read(in));
    }
    return fields;
  }

  private static String read(ByteArrayDataInput in) {
    byte[] bytes = new byte[in.readVInt()];
    in.readBytes(bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// The term of a fingerprint.
  public static BytesRef term(long fingerprint) {
    byte[] bytes = new byte[Long.BYTES];
    NumericUtils.longToSortableBytes(fingerprint, bytes, 0);
    return new BytesRef(bytes);
  }
}
