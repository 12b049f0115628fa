package io.doppel.engine;

import io.doppel.text.Bounds;
import java.util.regex.Pattern;

/// The name of a collection: also its folder's name, and therefore made of characters that no file system and no
/// address takes for anything else.
///
/// @param value 1 to 64 of `a` to `z`, `0` to `9`, `-` and `_`, the first a letter or digit
public record CollectionName(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  public CollectionName {
    if (!isValid(value)) {
      String shown = value.length() > 80 ? value.substring(0, 80) + "…" : value;
      throw new Bounds.Violation(
          "name",
          ("a collection's name is 1 to 64 lower-case letters, digits, - or _ and starts with a letter or "
              + "digit, got \"%s\"")
              .formatted(shown));
    }
  }

  /// Whether `value` has the form of a name.
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
