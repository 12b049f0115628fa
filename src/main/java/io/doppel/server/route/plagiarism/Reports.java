package io.doppel.server.route.plagiarism;

import io.doppel.api.report.ReportFormat;
import io.doppel.text.Bounds;
import io.javalin.http.Context;
import java.util.function.Function;

/// Reports as files to keep.
final class Reports {

  private Reports() {}

  /// Sends a report in the format that the address names.
  ///
  /// @param name of the file, without its extension
  static void send(Context ctx, String name, Function<ReportFormat, String> report) {
    String wanted = ctx.pathParam("format");
    ReportFormat format =
        ReportFormat.ofName(wanted)
            .orElseThrow(
                () -> new Bounds.Violation("format", "format must be html, json, xml or csv, got " + wanted));
    ctx.result(report.apply(format));
    ctx.header("Content-Disposition", "attachment; filename=\"%s.%s\"".formatted(name, format.extension()));
    ctx.contentType(format.mediaType());
  }
}
