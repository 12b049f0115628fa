package io.doppel.server.route.text;

import io.doppel.api.UnreadJson;
import io.doppel.server.access.Role;
import io.doppel.server.body.KeptBody;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.server.route.Stopwatch;
import io.doppel.source.Format;
import io.doppel.source.SourceRecord;
import io.doppel.source.file.DocumentReader;
import io.doppel.text.Pages;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What does a document say? Its text, for the routes that take texts.
public final class TextRoutes implements Routes {

  /// The largest file, in bytes; those of some formats must be smaller.
  private static final long MAX_BYTES = 64L << 20;

  /// `pages` is their number, 0 where the document has none; `unseen` what the document holds and nobody sees, mostly
  /// empty; `unread` what it holds and was not read.
  record TextResponse(
      String title, String text, String unseen, List<UnreadJson> unread, int pages, long tookMs) {}

  @Override
  public void register(Addresses addresses) {
    addresses.postFile(
        "/v1/text/{document}",
        Role.READ,
        Load.HEAVY,
        MAX_BYTES,
        String.format(Locale.ROOT, "the file must be at most %,d bytes", MAX_BYTES),
        TextRoutes::name,
        TextRoutes::read);
  }

  /// The name of a file that is one document.
  private static String name(Context ctx) {
    String name = Parameters.fileName(ctx, "document");
    if (!Format.ofName(name).map(Format::isOneDocument).orElse(false)) {
      throw new RequestException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "unsupported_media_type",
          "%s holds a document a line; index it, or give a file that is one document".formatted(name));
    }
    return name;
  }

  private static void read(Context ctx, KeptBody file) throws IOException {
    Stopwatch watch = Stopwatch.start();
    try (InputStream in = file.open();
        DocumentReader reader = DocumentReader.ofStream(name(ctx), in, file.size())) {
      switch (reader.next()) {
        case SourceRecord.Accepted(var document, _) ->
            ctx.json(
                new TextResponse(
                    document.title(),
                    document.text(),
                    reader.unseen(),
                    UnreadJson.of(reader.unread()),
                    Pages.of(document.text()).count(),
                    watch.millis()));
        case SourceRecord.Rejected rejected ->
            throw new RequestException(
                HttpStatus.UNPROCESSABLE_CONTENT, "unreadable_document", rejected.sentence());
      }
    }
  }
}
