package io.doppel.framework.springai;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/// An [Encoder] as Spring AI asks for embeddings: texts of a request are questions, a document is one. Thread-safe; the
/// encoder stays its owner's.
public final class DoppelEmbeddingModel implements EmbeddingModel {

  private final Encoder encoder;

  public DoppelEmbeddingModel(Encoder encoder) {
    this.encoder = encoder;
  }

  /// @throws IllegalArgumentException if the options name more dimensions than the model has
  @Override
  public EmbeddingResponse call(EmbeddingRequest request) {
    Integer dimensions = request.getOptions() == null ? null : request.getOptions().getDimensions();
    Encoder asked = dimensions == null ? encoder : encoder.shortenedTo(dimensions);
    List<io.doppel.encoder.Embedding> embeddings = asked.encode(request.getInstructions(), Prompt.QUERY);
    return new EmbeddingResponse(
        IntStream.range(0, embeddings.size()).mapToObj(i -> new Embedding(embeddings.get(i).toArray(), i)).toList());
  }

  /// @throws IllegalArgumentException if the document is no text
  @Override
  public float[] embed(Document document) {
    String text = getEmbeddingContent(document);
    if (text == null) {
      throw new IllegalArgumentException("document \"%s\" must be a text".formatted(document.getId()));
    }
    return encoder.encode(text, Prompt.DOCUMENT).toArray();
  }

  @Override
  public int dimensions() {
    return encoder.dimension();
  }
}
