package io.doppel.source.extraction.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import javax.xml.parsers.SAXParser;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.html.IdentityHtmlMapper;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/// Has a parser of Tika read a file: its text alone, and nothing that is embedded in it.
public final class TikaParsing {

  private static final EmbeddedDocumentExtractor NOTHING_EMBEDDED =
      new EmbeddedDocumentExtractor() {
        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
          return false;
        }

        @Override
        public void parseEmbedded(InputStream in, ContentHandler text, Metadata metadata, boolean outputHtml) {
          throw new IllegalStateException("nothing embedded is read");
        }
      };

  private TikaParsing() {}

  /// @param metadata gets what the document says of itself
  public static void parse(Parser parser, Path file, DocumentText read, Metadata metadata)
      throws IOException, SAXException, TikaException {
    try (TikaInputStream in = TikaInputStream.get(file)) {
      parser.parse(in, new XhtmlText(read), metadata, context(parser, file));
    }
  }

  public static void parse(Parser parser, byte[] file, DocumentText read) throws IOException, SAXException,
      TikaException {
    try (TikaInputStream in = TikaInputStream.get(file)) {
      parser.parse(in, new XhtmlText(read), new Metadata(), textAlone());
    }
  }

  /// Reads a web page that came within another file.
  public static void parsePage(byte[] page, DocumentText read) throws IOException, SAXException, TikaException {
    ParseContext context = textAlone();
    context.set(EncodingDetector.class, WebEncoding.of(page));
    try (TikaInputStream in = TikaInputStream.get(page)) {
      new JSoupParser().parse(in, new XhtmlText(read), new Metadata(), context);
    }
  }

  private static ParseContext context(Parser parser, Path file) throws IOException, SAXException {
    ParseContext context = textAlone();
    if (parser instanceof JSoupParser) {
      context.set(EncodingDetector.class, WebEncoding.of(file));
    }
    return context;
  }

  private static ParseContext textAlone() throws SAXException {
    OfficeParserConfig office = new OfficeParserConfig();
    office.setUseSAXDocxExtractor(true);
    office.setIncludeHeadersAndFooters(false);
    office.setIncludeDeletedContent(false);
    office.setIncludeMoveFromContent(false);
    office.setIncludeShapeBasedContent(false);
    ParseContext context = new ParseContext();
    context.set(OfficeParserConfig.class, office);
    context.set(SAXParser.class, PackagedXml.saxParser());
    context.set(HtmlMapper.class, IdentityHtmlMapper.INSTANCE);
    context.set(EmbeddedDocumentExtractor.class, NOTHING_EMBEDDED);
    return context;
  }
}
