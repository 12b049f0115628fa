package io.doppel.encoder;

/// All that decides where a text lands in the space: two encoders with equal fingerprints make
/// equal embeddings.
///
/// @param model folder name of the model, for people
/// @param modelSha256 SHA-256 of the ONNX file, lower-case hexadecimal
/// @param tokenizerSha256 SHA-256 of `tokenizer.json`; `+lowercase` behind it where texts are put into lower case
///     before it sees them
/// @param pooling how token embeddings become one vector, e.g. `mean`
/// @param prompts the query and document prompts as JSON-free text, empty where there are none
/// @param maxTokens tokens read of one text, special tokens included
/// @param dimension coordinates of an embedding
public record EncoderFingerprint(
    String model,
    String modelSha256,
    String tokenizerSha256,
    String pooling,
    String prompts,
    int maxTokens,
    int dimension) {

  private static final String LOWER_CASE = "+lowercase";

  /// The same with texts that are put into lower case before the tokenizer sees them.
  public EncoderFingerprint inLowerCase() {
    return new EncoderFingerprint(
        model, modelSha256, tokenizerSha256 + LOWER_CASE, pooling, prompts, maxTokens, dimension);
  }

  /// The same by another way from token embeddings to one vector.
  public EncoderFingerprint withPooling(String other) {
    return new EncoderFingerprint(model, modelSha256, tokenizerSha256, other, prompts, maxTokens, dimension);
  }

  /// The same of another model, which is read and pooled alike.
  public EncoderFingerprint of(String otherModel, String otherModelSha256, String otherTokenizerSha256) {
    String tokenizer = otherTokenizerSha256 + (tokenizerSha256.endsWith(LOWER_CASE) ? LOWER_CASE : "");
    return new EncoderFingerprint(otherModel, otherModelSha256, tokenizer, pooling, prompts, maxTokens, dimension);
  }

  /// The same whatever the model is called.
  public EncoderFingerprint unnamed() {
    return new EncoderFingerprint("", modelSha256, tokenizerSha256, pooling, prompts, maxTokens, dimension);
  }

  public EncoderFingerprint withDimension(int shorter) {
    return new EncoderFingerprint(
        model, modelSha256, tokenizerSha256, pooling, prompts, maxTokens, shorter);
  }
}
