package io.doppel.index.cluster.layout;

import io.doppel.encoder.Embedding;
import io.doppel.index.ContentHash;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.upkeep.Languages;
import io.doppel.language.hash.Winnowing;
import io.doppel.language.term.Language;
import io.doppel.language.term.TermAnalyzer;
import io.doppel.language.term.TermAnalyzer.Term;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.disguise.PlainText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writes documents as lines of a bulk request.
public final class DocumentWriter {

  /// Elasticsearch takes names of up to 512 bytes.
  private static final int LONGEST_NAME = 500;

  private static final int STATE_BYTES = 3;

  /// A number of a vector in digits, and again in base64.
  private static final int FLOAT_BYTES = 18;

  /// What else a passage takes, but for its words.
  private static final int PASSAGE_BYTES = 150;

  private DocumentWriter() {}

  /// The name of a document in its index. No id has a control character, so a long one that stands by its hash is no
  /// other's.
  private static String name(String documentId) {
    byte[] bytes = documentId.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= LONGEST_NAME
        ? documentId
        : "\1" + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256().digest(bytes));
  }

  /// How many bytes the lines that put a document have at most, or a little more, looked at before its embeddings are
  /// known.
  public static long size(Document document, List<Passage> passages, int dimension) {
    long letters = 4L * document.title().length() * (1 + passages.size()) + 2L * document.text().length();
    for (Passage passage : passages) {
      letters += 2L * passage.text().length();
    }
    return letters + passages.size() * (PASSAGE_BYTES + (long) FLOAT_BYTES * dimension);
  }

  /// A document as a line.
  public static byte[] line(EmbeddedDocument document, Languages languages) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonMapper.shared().createGenerator(line)) {
      write(json, document, languages);
    }
    line.write('\n');
    return line.toByteArray();
  }

  /// The two lines that put a document in place of what there is of its id, if that is not of a later version.
  ///
  /// @param content its line
  public static void put(ByteArrayOutputStream lines, String documentId, long version, byte[] content) {
    action(lines, "index", documentId, version);
    lines.writeBytes(content);
  }

  /// The line that deletes a document, if it is not of a later version.
  public static void delete(ByteArrayOutputStream lines, String documentId, long version) {
    action(lines, "delete", documentId, version);
  }

  private static void action(ByteArrayOutputStream out, String action, String documentId, long version) {
    Map<String, Object> which =
        Map.of("_id", name(documentId), "version", version, "version_type", "external_gte");
    out.writeBytes(JsonMapper.shared().writeValueAsBytes(Map.of(action, which)));
    out.write('\n');
  }

  private static void write(JsonGenerator json, EmbeddedDocument put, Languages languages) {
    Document document = put.document();
    String hash = ContentHash.of(document);
    json.writeStartObject();
    json.writeStringProperty(IndexFields.ID, document.id());
    json.writeStringProperty(IndexFields.HASH, hash);
    json.writeStringProperty(IndexFields.TITLE, WellFormed.of(document.title()));
    json.writeStringProperty(IndexFields.TEXT, WellFormed.of(document.text()));
    json.writeName(IndexFields.FIELDS);
    json.writeStartArray();
    document.fields().forEach((name, value) -> texts(json, List.of(WellFormed.of(name), WellFormed.of(value))));
    json.writeEndArray();
    json.writeName(IndexFields.FACTS);
    texts(json, FactTerms.of(document.fields()));
    json.writeName(IndexFields.NAMES);
    texts(json, document.fields().keySet().stream().map(WellFormed::of).toList());
    json.writeName(IndexFields.FINGERPRINTS);
    json.writeStartArray();
    for (long fingerprint : Winnowing.of(PlainText.of(document.text()).text())) {
      json.writeNumber(fingerprint);
    }
    json.writeEndArray();
    json.writeNumberProperty(IndexFields.COUNT, put.passages().size());
    state(json, put, hash);
    passages(json, put, languages);
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, Iterable<String> texts) {
    json.writeStartArray();
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void state(JsonGenerator json, EmbeddedDocument put, String hash) {
    MessageDigest digest = sha256();
    digest.update(put.document().id().getBytes(StandardCharsets.UTF_8));
    digest.update(hash.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < put.passages().size(); i++) {
      Passage passage = put.passages().get(i);
      digest.update(
          ByteBuffer.allocate(2 * Integer.BYTES).putInt(passage.start()).putInt(passage.text().length()).array());
      digest.update(bytes(put.embeddings().get(i)));
    }
    ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
    for (String field : IndexFields.STATES) {
      json.writeNumberProperty(field, bytes.getInt() >>> (Integer.SIZE - Byte.SIZE * STATE_BYTES));
    }
  }

  private static void passages(JsonGenerator json, EmbeddedDocument put, Languages languages) {
    List<Term> title = words(languages.title(), put.document().title());
    json.writeName(IndexFields.PASSAGES);
    json.writeStartArray();
    for (int i = 0; i < put.passages().size(); i++) {
      Passage passage = put.passages().get(i);
      List<Term> words = new ArrayList<>(title);
      words.addAll(words(languages.text(), passage.text()));
      json.writeStartObject();
      json.writeNumberProperty(IndexFields.START, passage.start());
      json.writeNumberProperty(IndexFields.LENGTH, passage.text().length());
      json.writeStringProperty(
          IndexFields.FLOATS, Base64.getEncoder().encodeToString(bytes(put.embeddings().get(i))));
      json.writeStringProperty(
          "words", words.stream().map(word -> WordForm.of(word.form())).collect(Collectors.joining(" ")));
      json.writeNumberProperty("size", words.size());
      json.writeNumberProperty(IndexFields.POSITIONS, words.stream().filter(word -> !word.isAnother()).count());
      json.writeName("vector");
      json.writeStartArray();
      for (float each : put.embeddings().get(i).toArray()) {
        json.writeNumber(each);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static List<Term> words(Language language, String text) {
    return TermAnalyzer.of(language).terms(text);
  }

  private static byte[] bytes(Embedding embedding) {
    float[] vector = embedding.toArray();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
