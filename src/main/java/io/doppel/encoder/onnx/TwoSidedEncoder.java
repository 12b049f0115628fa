package io.doppel.encoder.onnx;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.ForwardingEncoder;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.model.Layer;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.model.QuerySide;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// An encoder that makes of a question something else than of a document: twins of which one has learned more (a
/// pseudo-Siamese network). Whatever is no question, and what an index is bound to, is the documents' side.
public final class TwoSidedEncoder extends ForwardingEncoder {

  private final Encoder questions;

  private TwoSidedEncoder(Encoder documents, Encoder questions) {
    super(documents);
    this.questions = questions;
  }

  /// Loads a model as [OnnxEncoder#load] does, and what it makes of questions where that is something of its own.
  ///
  /// @throws ModelException if the folder holds no model that works
  public static Encoder load(Path folder, EncoderSettings settings) throws IOException {
    QuerySide side = QuerySide.of(folder);
    OnnxEncoder documents = OnnxEncoder.load(folder, settings);
    try {
      return switch (side) {
        case QuerySide.Same _ -> documents;
        case QuerySide.Behind behind -> checked(folder, documents, new Behind(documents, behind.layers()));
        case QuerySide.Whole whole -> checked(folder, documents, OnnxEncoder.load(whole.folder(), settings));
      };
    } catch (IOException | RuntimeException e) {
      documents.close();
      throw e;
    }
  }

  private static Encoder checked(Path folder, Encoder documents, Encoder questions) throws ModelException {
    boolean good = false;
    try {
      int dimension = questions.encode("doppel", Prompt.QUERY).dimension();
      if (dimension != documents.dimension()) {
        throw new ModelException(
            folder,
            "makes vectors of %d numbers of questions and of %d of documents"
                .formatted(dimension, documents.dimension()));
      }
      good = true;
      return new TwoSidedEncoder(documents, questions);
    } finally {
      if (!good && questions instanceof OnnxEncoder own) {
        own.close();
      }
    }
  }

  private Encoder side(Prompt prompt) {
    return switch (prompt) {
      case QUERY -> questions;
      case DOCUMENT, NONE -> encoder();
    };
  }

  @Override
  public List<Embedding> encode(List<String> texts, Prompt prompt) {
    return side(prompt).encode(texts, prompt);
  }

  @Override
  public Encoder base() {
    Encoder one = encoder().base();
    Encoder other = questions.base();
    boolean same = one.equals(encoder()) && other.equals(questions);
    return same ? this : one.equals(other) ? one : new TwoSidedEncoder(one, other);
  }

  @Override
  public Embedding adapt(Embedding base, Prompt prompt) {
    return side(prompt).adapt(base, prompt);
  }

  @Override
  public int maxContentTokens(Prompt prompt) {
    return side(prompt).maxContentTokens(prompt);
  }

  @Override
  public boolean truncates(String text, Prompt prompt) {
    return side(prompt).truncates(text, prompt);
  }

  @Override
  public EncoderFingerprint fingerprintOf(String text, Prompt prompt) {
    return side(prompt).fingerprintOf(text, prompt);
  }

  @Override
  public void close() {
    questions.close();
    super.close();
  }

  /// An encoder with layers behind its embeddings.
  private static final class Behind extends ForwardingEncoder {

    private final List<Layer> layers;

    Behind(Encoder encoder, List<Layer> layers) {
      super(encoder);
      this.layers = layers;
    }

    @Override
    public List<Embedding> encode(List<String> texts, Prompt prompt) {
      return encoder().encode(texts, prompt).stream().map(this::through).toList();
    }

    @Override
    public Encoder base() {
      return encoder().base();
    }

    @Override
    public Embedding adapt(Embedding base, Prompt prompt) {
      return through(encoder().adapt(base, prompt));
    }

    private Embedding through(Embedding embedding) {
      float[] vector = embedding.toArray();
      for (Layer layer : layers) {
        vector = layer.apply(vector);
      }
      return Embedding.normalize(vector);
    }
  }
}
