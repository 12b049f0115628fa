package io.doppel.source.extraction.markup;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.TikaParsing;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.content.WebEncoding;
import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.source.extraction.limit.TimeLimit;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.apache.james.mime4j.message.BasicBodyFactory;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.tika.exception.TikaException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/// Reads a mail (`.eml`) with Apache James Mime4j: its subject is the title, its sender and date are fields,
/// its text is
/// that for people without a browser where there is one, with the documents that are attached. What is quoted of other
/// mails stands behind the text; attached files of other kinds are named and not read.
public final class Mail {

  /// Parts are at most so deep in each other.
  private static final int MAX_DEPTH = 50;

  private static final Pattern TEXT_NAME =
      Pattern.compile("\\.(?:txt|text|md|markdown)$", Pattern.CASE_INSENSITIVE);

  private static final MimeConfig LIMITS =
      MimeConfig.custom().setMaxHeaderCount(2_000).setMaxHeaderLen(1 << 16).setMaxLineLen(1 << 20).build();

  private final DocumentText read;
  private final int maxLength;
  private final AttachedFiles attachedFiles;

  private Mail(DocumentText read, int maxLength, AttachedFiles attachedFiles) {
    this.read = read;
    this.maxLength = maxLength;
    this.attachedFiles = attachedFiles;
  }

  /// @param maxLength the most characters of a part that is a web page
  /// @param reader reads documents that are attached
  public static void read(Path file, DocumentText read, int maxLength, AttachedFiles.Reader reader)
      throws IOException, SAXException, TikaException {
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(LIMITS);
    builder.setBodyFactory(new BasicBodyFactory(true)); // Unknown encodings are no fault.
    Message mail;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      mail = builder.parseMessage(in);
    } catch (MimeIOException e) {
      throw new ExtractionException("it is damaged: " + e.getMessage(), e);
    }
    try {
      if (mail.getFrom() == null && mail.getSubject() == null && mail.getDate() == null) {
        throw new ExtractionException("it is no mail: it says neither from whom nor when nor about what it is");
      }
      read.setTitle(mail.getSubject());
      if (mail.getFrom() != null) {
        read.setField("from", mail.getFrom().stream().map(Mail::shown).collect(Collectors.joining(", ")));
      }
      @Nullable Date date = mail.getDate();
      if (date != null) {
        read.setField("date", date.toInstant().toString());
      }
      new Mail(read, maxLength, new AttachedFiles(reader)).add(mail, 0);
    } finally {
      mail.dispose();
    }
  }

  private static String shown(Mailbox sender) {
    return sender.getName() == null ? sender.getAddress() : "%s <%s>".formatted(sender.getName(), sender.getAddress());
  }

  private void add(Entity part, int depth) throws IOException, SAXException, TikaException {
    TimeLimit.check();
    if (depth > MAX_DEPTH) {
      throw new ExtractionException("it is nested too deep");
    }
    String type = part.getMimeType() == null ? "text/plain" : part.getMimeType().toLowerCase(Locale.ROOT);
    @Nullable Body body = part.getBody();
    boolean attached = "attachment".equalsIgnoreCase(part.getDispositionType());
    if (type.equals("multipart/encrypted") || type.startsWith("application/pkcs7-mime")) {
      read.addUnread(Unread.Kind.ENCRYPTED, 1);
    } else if (body instanceof Multipart parts) {
      addParts(type, parts.getBodyParts(), depth);
    } else if (!attached && type.equals("text/plain") && body instanceof SingleBody text) {
      addPlain(letters(part, text));
    } else if (!attached && type.equals("text/html") && body instanceof SingleBody page) {
      addPage(page, told(part));
    } else if (body instanceof SingleBody file) {
      String name = name(part, body);
      boolean isText = type.equals("text/plain") && part.getHeader().getField("Content-Type") != null;
      // Many programs call whatever is attached a stream of bytes.
      boolean isNamedText = type.equals("application/octet-stream") && TEXT_NAME.matcher(name).find();
      attachedFiles.add(name, isText || isNamedText, file, read);
    } else {
      read.addUnread(Unread.Kind.ATTACHMENT, name(part, body));
    }
  }

  private static String name(Entity part, @Nullable Body body) {
    String name = part.getFilename();
    if (name == null && body instanceof Message mail) {
      name = mail.getSubject();
    }
    return name == null ? String.valueOf(part.getMimeType()) : name;
  }

  private void addParts(String type, List<Entity> parts, int depth) throws IOException, SAXException, TikaException {
    if (type.equals("multipart/alternative")) {
      Entity page = first(parts, "text/html"::equals, parts.isEmpty() ? null : parts.getLast());
      Entity best = first(parts, "text/plain"::equals, page);
      if (best != null && best.getBody() instanceof TextBody text && letters(best, text).isBlank()) {
        best = page; // Some programs write nothing for people without a browser.
      }
      if (best != null) {
        add(best, depth + 1);
      }
      return;
    }
    for (Entity part : parts) {
      add(part, depth + 1);
      read.endParagraph();
    }
  }

  private static @Nullable Entity first(List<Entity> parts, Predicate<String> type, @Nullable Entity otherwise) {
    return parts.stream()
        .filter(part -> type.test(String.valueOf(part.getMimeType()).toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(otherwise);
  }

  /// The encoding that a part tells; what Mime4j says of one that tells none is no better than a guess.
  private static @Nullable Charset told(Entity part) {
    return WebEncoding.told(
        part.getHeader() != null && part.getHeader().getField("Content-Type") instanceof ContentTypeField type
            ? type.getCharset()
            : null);
  }

  private static byte[] bytes(SingleBody body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    body.writeTo(bytes);
    return bytes.toByteArray();
  }

  private static String letters(Entity part, SingleBody body) throws IOException {
    byte[] bytes = bytes(body);
    @Nullable Charset told = told(part);
    return new String(bytes, told == null ? WebEncoding.guess(bytes) : told);
  }

  private void addPlain(String letters) throws SAXException, IOException {
    boolean quoting = false;
    for (String line : letters.lines().toList()) {
      boolean quoted = line.startsWith(">");
      if (quoted != quoting) {
        if (quoted) {
          read.startNote();
        } else {
          read.endNote();
        }
        quoting = quoted;
      }
      String said = quoted ? line.replaceFirst("^(?:> ?)+", "") : line;
      if (said.isBlank()) {
        read.endParagraph();
      } else {
        read.startLine();
        read.add(said);
      }
    }
    if (quoting) {
      read.endNote();
    }
    read.endParagraph();
  }

  private void addPage(SingleBody page, @Nullable Charset told) throws IOException, SAXException, TikaException {
    byte[] bytes = bytes(page);
    byte[] utf8 = told == null ? bytes : new String(bytes, told).getBytes(StandardCharsets.UTF_8);
    DocumentText shown = new DocumentText(maxLength, false);
    TikaParsing.parsePage(utf8, shown);
    read.addAll(shown);
  }
}
