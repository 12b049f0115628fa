package io.doppel.index.cluster.layout;

import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A document as a cluster has it, with the passages as far as they were asked for.
///
/// @param id of the document
/// @param passages in the order of their offsets
public record Stored(String id, List<Part> passages) {

  /// Ids in the order of their code points, which is that of their bytes in UTF-8.
  public static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /// What has to be asked for to know passages without their texts.
  public static final List<String> WITHOUT_TEXT =
      List.of(
          IndexFields.ID,
          "passages.start",
          "passages.length",
          "passages.floats",
          IndexFields.WORDS,
          "passages.positions");

  /// What has to be asked for to know the words of passages.
  public static final List<String> WORDS =
      List.of(IndexFields.ID, "passages.start", "passages.length", IndexFields.WORDS, "passages.positions");

  /// What has to be asked for to know where passages are and what they mean.
  public static final List<String> VECTORS =
      List.of(IndexFields.ID, "passages.start", "passages.length", "passages.floats");

  /// What has to be asked for to know a document.
  public static final List<String> DOCUMENT =
      List.of(IndexFields.ID, IndexFields.TITLE, IndexFields.TEXT, IndexFields.FIELDS);

  public static final List<String> TITLE = List.of(IndexFields.ID, IndexFields.TITLE);

  /// What has to be asked for to know a document with its embeddings.
  public static final List<String> WHOLE =
      List.of(
          IndexFields.ID,
          IndexFields.TITLE,
          IndexFields.TEXT,
          IndexFields.FIELDS,
          "passages.start",
          "passages.length",
          "passages.floats");

  /// A passage without its text and its embedding.
  ///
  /// @param words of title and passage in all their forms, with blanks between; empty where they were not asked for
  /// @param positions how many words that are, 0 where they were not asked for
  public record Outline(int start, int length, String words, int positions) {

    /// The passage, its text cut from its document's.
    public Passage of(Document document) {
      return new Passage(document.id(), start, document.text().substring(start, start + length));
    }

    /// The same without words, as if they had not been asked for.
    public Outline withoutWords() {
      return new Outline(start, length, "", 0);
    }
  }

  /// A passage without its text.
  public record Part(Outline outline, Embedding embedding) {}

  /// Reads what a hit of a search has.
  public static Stored of(JsonNode source) {
    List<Part> passages = new ArrayList<>();
    for (JsonNode passage : source.path(IndexFields.PASSAGES)) {
      passages.add(new Part(outline(passage), embedding(passage.path(IndexFields.FLOATS).asString())));
    }
    return new Stored(id(source), passages);
  }

  /// Reads the passages of a hit of a search, for which no embeddings were asked for.
  public static List<Outline> outlines(JsonNode source) {
    List<Outline> passages = new ArrayList<>();
    source.path(IndexFields.PASSAGES).forEach(passage -> passages.add(outline(passage)));
    return passages;
  }

  private static Outline outline(JsonNode passage) {
    return new Outline(
        passage.path(IndexFields.START).asInt(),
        passage.path(IndexFields.LENGTH).asInt(),
        passage.path("words").asString(""),
        passage.path(IndexFields.POSITIONS).asInt(0));
  }

  public static String id(JsonNode source) {
    return source.path(IndexFields.ID).asString();
  }

  public static String title(JsonNode source) {
    return source.path(IndexFields.TITLE).asString();
  }

  /// Reads a document as it was put.
  public static Document document(JsonNode source) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (JsonNode field : source.path(IndexFields.FIELDS)) {
      fields.put(field.path(0).asString(), field.path(1).asString());
    }
    return new Document(id(source), title(source), source.path(IndexFields.TEXT).asString(), fields);
  }

  /// Reads a document with its passages.
  public static EmbeddedDocument embedded(JsonNode source) {
    Document document = document(source);
    List<Part> parts = of(source).passages;
    return new EmbeddedDocument(
        document,
        parts.stream().map(part -> part.outline().of(document)).toList(),
        parts.stream().map(Part::embedding).toList());
  }

  private static Embedding embedding(String floats) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(floats));
    float[] vector = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(vector);
    return Embedding.ofUnit(vector);
  }
}
