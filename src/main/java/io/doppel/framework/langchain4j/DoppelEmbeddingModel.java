package io.doppel.framework.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import java.util.List;
import java.util.Set;

/// An [Encoder] as langchain4j asks for embeddings. A string alone is a question, segments are documents, unless the
/// request says what they are; it may also ask for fewer dimensions. Thread-safe; the encoder stays its owner's.
public final class DoppelEmbeddingModel implements EmbeddingModel {

  private final Encoder encoder;

  public DoppelEmbeddingModel(Encoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public Response<Embedding> embed(String text) {
    EmbeddingRequest request = EmbeddingRequest.builder().input(text).inputType(EmbeddingInputType.QUERY).build();
    return Response.from(embed(request).embeddings().getFirst());
  }

  @Override
  public EmbeddingResponse doEmbed(EmbeddingRequest request) {
    List<String> texts = request.inputs().stream().map(EmbeddingInput::text).toList();
    Prompt prompt = request.inputType() == EmbeddingInputType.QUERY ? Prompt.QUERY : Prompt.DOCUMENT;
    Integer dimensions = request.dimensions();
    Encoder asked = dimensions == null ? encoder : encoder.shortenedTo(dimensions);
    List<Embedding> embeddings =
        asked.encode(texts, prompt).stream().map(embedding -> Embedding.from(embedding.toArray())).toList();
    return EmbeddingResponse.builder().embeddings(embeddings).modelName(modelName()).build();
  }

  @Override
  public Set<EmbeddingParameter<?>> supportedParameters() {
    return Set.of(EmbeddingRequestParameters.INPUT_TYPE, EmbeddingRequestParameters.DIMENSIONS);
  }

  @Override
  public int dimension() {
    return encoder.dimension();
  }

  @Override
  public String modelName() {
    return encoder.fingerprint().model();
  }
}
