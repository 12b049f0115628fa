package io.doppel.training.learner;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.encoder.graft.Grafting;
import io.doppel.encoder.model.Dense;
import io.doppel.encoder.model.Modules;
import io.doppel.encoder.model.QuerySide;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.onnx.TunedSettings;
import io.doppel.learn.optimizer.AdamW;
import io.doppel.vector.Floats;
import io.doppel.vector.Matrix;
import io.doppel.vector.Vectors;
import io.doppel.work.Cancellation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;

/// Trains a matrix behind the encoder, `x + up (down x)`. Each text is embedded once, and not at all where the cache
/// has it.
final class AdapterLearner implements Learner {

  private static final double DECAY = 0.01;
  private static final int AT_ONCE = 1024;

  private final Path model;
  private final Encoder encoder;
  private final int rank;
  private final AdamW adam = new AdamW(DECAY);
  private final Map<Prompt, Map<String, float[]>> known = new EnumMap<>(Prompt.class);
  private final float[] down;
  private final float[] up;
  private float[] keptDown;
  private float[] keptUp;

  private AdapterLearner(Path model, Encoder encoder, int rank, long seed) {
    this.model = model;
    this.encoder = encoder;
    this.rank = rank;
    int width = encoder.dimension();
    this.down = new float[rank * width];
    this.up = new float[width * rank];
    Random random = new Random(seed);
    for (int i = 0; i < down.length; i++) {
      down[i] = (float) (random.nextGaussian() / Math.sqrt(width));
    }
    this.keptDown = down.clone();
    this.keptUp = up.clone();
  }

  static AdapterLearner open(Path model, int rank, long seed, EmbeddingCache cache) throws IOException {
    Encoder encoder = OnnxEncoder.load(model, TunedSettings.bestFor(model));
    return new AdapterLearner(model, new CachingEncoder(encoder, cache), rank, seed);
  }

  @Override
  public long parameters() {
    return (long) down.length + up.length;
  }

  @Override
  public long bytes(long texts) {
    return (texts * encoder.dimension() + parameters() * COPIES_OF_A_NUMBER) * Float.BYTES;
  }

  @Override
  public int dimension() {
    return encoder.dimension();
  }

  @Override
  public Matrix embed(List<String> texts, Prompt side) {
    return adapted(base(texts, side)).unitRows();
  }

  @Override
  public void prepare(List<String> texts, Prompt side) {
    base(texts, side);
  }

  private Matrix base(List<String> texts, Prompt side) {
    Map<String, float[]> known = this.known.computeIfAbsent(side, _ -> new HashMap<>());
    List<String> missing = texts.stream().filter(text -> !known.containsKey(text)).distinct().toList();
    for (int from = 0; from < missing.size(); from += AT_ONCE) {
      Cancellation.check();
      List<String> some = missing.subList(from, Math.min(missing.size(), from + AT_ONCE));
      List<Embedding> embeddings = encoder.encode(some, side);
      for (int i = 0; i < some.size(); i++) {
        known.put(some.get(i), embeddings.get(i).toArray());
      }
    }
    return Matrix.of(texts.stream().map(text -> Objects.requireNonNull(known.get(text))).toList());
  }

  private Matrix downMatrix() {
    return Matrix.of(rank, encoder.dimension(), down);
  }

  private Matrix upMatrix() {
    return Matrix.of(encoder.dimension(), rank, up);
  }

  private Matrix adapted(Matrix rows) {
    Matrix change = rows.timesTransposed(downMatrix()).timesTransposed(upMatrix());
    for (int i = 0; i < rows.rows(); i++) {
      Vectors.add(change.row(i), 1, rows.row(i));
    }
    return change;
  }

  @Override
  public void step(List<String> texts, Prompt side, UnaryOperator<Matrix> upstream, double rate) {
    Matrix x = base(texts, side);
    Matrix z = adapted(x);
    Matrix y = z.unitRows();
    Matrix gradient = upstream.apply(y).copy();
    for (int i = 0; i < y.rows(); i++) {
      float[] row = gradient.row(i);
      Vectors.add(row, -Vectors.dot(row, y.row(i)), y.row(i));
      Vectors.scale(row, (float) (1 / Math.max(1e-12, Vectors.length(z.row(i)))));
    }
    Matrix narrow = x.timesTransposed(downMatrix());
    float[] upGradient = gradient.transposedTimes(narrow).toArray();
    float[] downGradient = gradient.times(upMatrix()).transposedTimes(x).toArray();
    adam.next();
    adam.update("down", FloatBuffer.wrap(down), 0, downGradient, 1, rate);
    adam.update("up", FloatBuffer.wrap(up), 0, upGradient, 1, rate);
  }

  @Override
  public void keep() {
    keptDown = down.clone();
    keptUp = up.clone();
  }

  @Override
  public void restore() {
    System.arraycopy(keptDown, 0, down, 0, down.length);
    System.arraycopy(keptUp, 0, up, 0, up.length);
  }

  @Override
  public void blend(double share) {
    restore();
    Vectors.scale(up, (float) share);
  }

  @Override
  public void save(Path copy, boolean queryOnly) throws IOException {
    Matrix weights = upMatrix().times(downMatrix());
    for (int i = 0; i < weights.rows(); i++) {
      weights.row(i)[i] += 1;
    }
    Grafting.carry(model, copy);
    Dense layer = new Dense(weights, new float[weights.rows()], Dense.Activation.IDENTITY);
    if (queryOnly) {
      QuerySide.write(copy, layer);
    } else {
      Modules.append(copy, layer);
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (float[] values : List.of(down, up, keptDown, keptUp)) {
      Floats.write(out, FloatBuffer.wrap(values));
    }
    adam.write(out);
  }

  @Override
  public void read(DataInput in) throws IOException {
    for (float[] values : List.of(down, up, keptDown, keptUp)) {
      Floats.read(in, FloatBuffer.wrap(values));
    }
    adam.read(in);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
