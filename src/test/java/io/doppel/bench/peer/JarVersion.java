package io.doppel.bench.peer;

import java.nio.file.Path;
import java.security.CodeSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Of which version a library on the class path is.
public final class JarVersion {

  private static final Pattern NAME = Pattern.compile(".*?-(\\d[^/]*)\\.jar");

  private JarVersion() {}

  /// As the name of its jar has it; `?` where it is not in one.
  public static String of(Class<?> one) {
    CodeSource source = one.getProtectionDomain().getCodeSource();
    return source == null ? "?" : of(Path.of(source.getLocation().getPath()));
  }

  static String of(Path jar) {
    Matcher matcher = NAME.matcher(jar.getFileName().toString());
    return matcher.matches() ? matcher.group(1) : "?";
  }
}
