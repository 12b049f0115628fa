package io.doppel.server.log;

import io.doppel.text.Bounds;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where traces are sent to.
///
/// @param address of `http` or `https`; `/v1/traces` is added to it
/// @param headers what goes along, such as the key that the collector wants; never told to anybody else
public record TraceCollector(URI address, Map<String, String> headers) {

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):\\s*(\\p{Graph}[\\p{Graph} ]*)");

  public TraceCollector {
    if (!SCHEMES.contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
      throw new Bounds.Violation(
          "traces", "traces must be sent to an address such as http://127.0.0.1:4318, got \"%s\"".formatted(address));
    }
    headers = Map.copyOf(headers);
  }

  /// Without headers.
  public static TraceCollector at(URI address) {
    return new TraceCollector(address, Map.of());
  }

  /// Reads headers, one a line; empty lines are passed over. A wrong one is told by its number, since it may be secret.
  public static Map<String, String> headers(List<String> lines) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      Matcher header = HEADER.matcher(line);
      if (header.matches()) {
        headers.put(header.group(1), header.group(2));
      } else if (!line.isEmpty()) {
        throw new Bounds.Violation(
            "traces_header_file",
            "line %d of the file with headers for traces is none such as \"Authorization: Bearer KEY\""
                .formatted(i + 1));
      }
    }
    return headers;
  }

  /// Without what its headers say.
  @Override
  public String toString() {
    return "TraceCollector[%s, %d headers]".formatted(address, headers.size());
  }
}
