package io.doppel.eval;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Published values and tolerances of one model: the resource `eval/MODEL.json`, a list of [Expectation].
public final class Expectations {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final List<Expectation> list;

  private Expectations(List<Expectation> list) {
    this.list = List.copyOf(list);
  }

  /// Those of an encoder's model; of the one that it is grafted on, if it is: all are of texts that both read alike.
  /// Nothing was published of a model with an adapter.
  public static Expectations of(Encoder encoder) throws IOException {
    boolean adapted = !encoder.base().fingerprint().equals(encoder.fingerprint());
    return adapted ? none() : of(encoder.fingerprintOf("", Prompt.NONE).model());
  }

  /// Those of a model, none if it has no resource.
  public static Expectations of(String model) throws IOException {
    String resource = "/eval/" + model + ".json";
    try (InputStream in = Expectations.class.getResourceAsStream(resource)) {
      return new Expectations(in == null ? List.of() : JSON.readValue(in, new TypeReference<List<Expectation>>() {}));
    } catch (JacksonException e) {
      throw new IOException("the resource %s is not as expected: %s".formatted(resource, e.getOriginalMessage()), e);
    }
  }

  /// No expectations.
  public static Expectations none() {
    return new Expectations(List.of());
  }

  /// All of them, in the order of the resource.
  public List<Expectation> all() {
    return list;
  }

  /// The tasks that something is expected of.
  Set<String> tasks() {
    return list.stream().map(Expectation::task).collect(Collectors.toSet());
  }

  @Nullable Expectation find(String task, String measure) {
    return list.stream()
        .filter(one -> one.task().equals(task) && one.measure().equals(measure))
        .findFirst()
        .orElse(null);
  }
}
