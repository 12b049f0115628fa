package io.doppel.models;

import io.doppel.text.Bounds;
import java.util.regex.Pattern;

/// The name of a model: also its folder's name.
///
/// @param value 1 to 96 letters, digits, `.`, `-` and `_`, the first a letter or digit
public record ModelName(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}");

  public ModelName {
    if (!isValid(value)) {
      throw new Bounds.Violation(
          "name",
          "a model's name is 1 to 96 letters, digits, ., - or _ and starts with a letter or digit, got \"%s\""
              .formatted(value.length() > 100 ? value.substring(0, 100) + "…" : value));
    }
  }

  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
