package io.doppel.api.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a report is written.
public enum ReportFormat {
  /// One page that needs no network and no other file, to be read and printed.
  HTML("text/html; charset=utf-8"),
  /// The same on paper, with its fonts; of a single text.
  PDF("application/pdf"),
  /// What the API answers, with the text that was checked.
  JSON("application/json"),
  /// The XML of PAN's text alignment: one `feature` a case.
  XML("application/xml; charset=utf-8"),
  /// One row a case, by RFC 4180.
  CSV("text/csv; charset=utf-8");

  private final String mediaType;

  ReportFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /// The value of `Content-Type`.
  public String mediaType() {
    return mediaType;
  }

  /// The extension of its files, without a dot.
  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The format that a file's name tells by its extension.
  public static Optional<ReportFormat> ofName(String fileName) {
    String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> format.extension().equals(extension)).findFirst();
  }
}
