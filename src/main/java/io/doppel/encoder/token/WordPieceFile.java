package io.doppel.encoder.token;

import io.doppel.encoder.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A `tokenizer.json` of the kind WordPiece, whose vocabulary can be added to.
public final class WordPieceFile {

  private final Path file;
  private final ObjectNode json;
  private final ObjectNode vocabulary;

  private WordPieceFile(Path file, ObjectNode json, ObjectNode vocabulary) {
    this.file = file;
    this.json = json;
    this.vocabulary = vocabulary;
  }

  /// @throws ModelException if it is no such tokenizer
  public static WordPieceFile read(Path file) throws IOException {
    try {
      JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
      JsonNode model = json.path("model");
      boolean isWordPiece =
          model.path("type").asString("WordPiece").equals("WordPiece")
              && model
                  .path("continuing_subword_prefix")
                  .asString("")
                  .equals(WordPieceLearner.INSIDE);
      if (json instanceof ObjectNode whole && isWordPiece && model.path("vocab") instanceof ObjectNode vocabulary) {
        return new WordPieceFile(file, whole, vocabulary);
      }
    } catch (JacksonException e) {
      throw new ModelException(file, "is no tokenizer: " + e.getOriginalMessage(), e);
    }
    throw new ModelException(
        file,
        "is no tokenizer of the kind WordPiece, to whose vocabulary can be added without a change to what it knows");
  }

  /// Whether there is such a token.
  public boolean has(String token) {
    return vocabulary.has(token);
  }

  /// One more than the highest id.
  public int size() {
    int highest = -1;
    for (JsonNode id : vocabulary) {
      highest = Math.max(highest, id.asInt());
    }
    for (JsonNode token : json.path("added_tokens")) {
      highest = Math.max(highest, token.path("id").asInt(0));
    }
    return highest + 1;
  }

  /// Adds tokens and writes all of it to a file.
  ///
  /// @param first the id of the first of them; the others follow
  public void write(Path to, List<String> tokens, int first) throws IOException {
    ObjectNode grown = json.deepCopy();
    if (grown.path("model").path("vocab") instanceof ObjectNode all) {
      for (int i = 0; i < tokens.size(); i++) {
        if (all.has(tokens.get(i))) {
          throw new ModelException(file, "has the token %s already".formatted(tokens.get(i)));
        }
        all.put(tokens.get(i), first + i);
      }
    }
    Files.writeString(to, JsonMapper.shared().writeValueAsString(grown));
  }
}
