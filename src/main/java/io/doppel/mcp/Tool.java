package io.doppel.mcp;

import io.doppel.api.Json;
import io.doppel.mcp.Caller.Need;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Something that an assistant can ask for: it looks, and changes nothing.
///
/// @param about what is told of it
/// @param need what it takes
/// @param shape of its arguments
/// @param read the text in them that the model is to read, empty for none
/// @param work answers them
record Tool<A>(About about, Need need, Class<A> shape, Function<A, String> read, Work<A> work) {

  private static final Map<String, About> ALL = all();

  /// What is told of a tool.
  ///
  /// @param input the JSON schema of its arguments
  /// @param output that of its answer
  record About(
      String name, String title, String description, Map<String, Object> input, Map<String, Object> output) {}

  /// What a tool does.
  @FunctionalInterface
  interface Work<A> {
    Object answer(A arguments, Caller caller) throws IOException;
  }

  /// The tool of a name, as `mcp/tools.json` tells of it.
  static <A> Tool<A> of(String name, Need need, Class<A> shape, Function<A, String> read, Work<A> work) {
    return new Tool<>(Objects.requireNonNull(ALL.get(name), name), need, shape, read, work);
  }

  private static Map<String, About> all() {
    try (InputStream file = Objects.requireNonNull(Tool.class.getResourceAsStream("/mcp/tools.json"))) {
      return Arrays.stream(Json.MAPPER.readValue(file, About[].class))
          .collect(Collectors.toMap(About::name, about -> about));
    } catch (IOException e) {
      throw new UncheckedIOException("mcp/tools.json cannot be read", e);
    }
  }

  /// Answers arguments.
  JsonNode answer(Map<String, Object> arguments, Caller caller) throws Exception {
    A read = Json.MAPPER.convertValue(arguments, shape);
    return Json.MAPPER.valueToTree(caller.run(need, this.read.apply(read), () -> work.answer(read, caller)));
  }
}
