package io.doppel.server.body;

import io.doppel.text.Bounds;
import io.javalin.http.Context;

/// Reads numbers behind the question mark of an address.
public final class Parameters {

  private Parameters() {}

  /// The number of that name, within bounds, or a default where it is left out.
  public static long number(Context ctx, String name, long standard, long low, long high) {
    String given = ctx.queryParam(name);
    if (given == null) {
      return standard;
    }
    long number;
    try {
      number = Long.parseLong(given);
    } catch (NumberFormatException e) {
      throw new Bounds.Violation(name, "%s must be a number, got \"%s\"".formatted(name, given));
    }
    if (number < low || number > high) {
      throw new Bounds.Violation(name, "%s must be %d to %d, got %d".formatted(name, low, high, number));
    }
    return number;
  }
}
