package io.doppel.server.body;

import io.doppel.api.Json;
import io.javalin.json.JsonMapper;
import java.lang.reflect.Type;

/// Lets Javalin write JSON with the mapper of the API. Reading goes through [Bodies].
public final class JavalinJson implements JsonMapper {

  @Override
  public String toJsonString(Object value, Type type) {
    return Json.line(value);
  }
}
