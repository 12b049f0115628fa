package io.doppel.server.route.plagiarism;

import io.doppel.api.report.ReportFormat;
import io.doppel.api.report.ReportLanguage;
import io.doppel.api.report.print.FontMissingException;
import io.doppel.server.body.Parameters;
import io.doppel.server.problem.RequestException;
import io.doppel.text.Bounds;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.BiFunction;

/// Reports as files to keep.
final class Reports {

  private static final int MAX_NAME = 60;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm").withZone(ZoneId.systemDefault());

  private Reports() {}

  /// Sends a report in the format that the address names and in the language that the request asks for.
  ///
  /// @param kind the beginning of the file's name
  /// @param about what the report is of; the file's name tells it
  /// @param time of what is reported; the file's name tells it too
  static void send(
      Context ctx,
      String kind,
      String about,
      Instant time,
      BiFunction<ReportFormat, ReportLanguage, byte[]> report) {
    String wanted = ctx.pathParam("format");
    ReportFormat format =
        ReportFormat.ofName(wanted)
            .orElseThrow(
                () -> new Bounds.Violation("format", "format must be html, pdf, json, xml or csv, got " + wanted));
    try {
      ctx.result(report.apply(format, Parameters.language(ctx)));
    } catch (FontMissingException e) {
      throw new RequestException(HttpStatus.NOT_IMPLEMENTED, "font_missing", String.valueOf(e.getMessage()));
    }
    String name = "%s-%s-%s".formatted(kind, plain(about), TIME.format(time)).replaceAll("-{2,}", "-");
    Parameters.attach(ctx, "%s.%s".formatted(name, format.extension()));
    ctx.contentType(format.mediaType());
  }

  /// Letters, digits and hyphens of any script, so that no file system stumbles.
  private static String plain(String name) {
    String plain = name.replaceAll("[^\\p{L}\\p{M}\\p{N}_]+", "-").replaceAll("^-+|-+$", "");
    int letters = plain.codePointCount(0, plain.length());
    return plain.substring(0, plain.offsetByCodePoints(0, Math.min(MAX_NAME, letters)));
  }
}
