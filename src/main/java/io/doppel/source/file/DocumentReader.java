package io.doppel.source.file;

import io.doppel.file.DiskFullException;
import io.doppel.file.Gzip;
import io.doppel.source.DocumentSource;
import io.doppel.source.Format;
import io.doppel.source.SourceLine;
import io.doppel.source.SourceRecord;
import io.doppel.source.extraction.content.Unread;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Reads documents from files, one at a time, in memory bounded by the longest line (and a name for each file).
///
/// A line that holds no document is a [SourceRecord.Rejected] and reading goes on behind it; so is a file that cannot
/// be read. Blank lines are passed over. Text is UTF-8, with or without a byte order mark, lines end with `\n` or
/// `\r\n`, or all with `\r` alone, and what is compressed with gzip is unpacked, whatever its name. A document without
/// an id gets `file:line` as its id, with the path in the folder that was given, or `stdin:line`; in [Format#TEXT] the
/// path alone.
///
/// One thread reads; any thread may ask for [#bytesRead()].
public final class DocumentReader implements DocumentSource {

  /// The longest line, CSV record or text file in bytes, unless told otherwise: 16 MiB.
  public static final int MAX_LINE = 16 << 20;

  /// The most files of which is told what was not read.
  public static final int MAX_INCOMPLETE = 20;

  private static final int BUFFER = 1 << 16;

  private final Iterator<InputFile> files;
  private final InputStream standardInput;
  private final int maxLine;
  private final long bytesTotal;
  private final int skippedFiles;
  private final AtomicLong bytesRead = new AtomicLong();
  private long bytesBefore;
  private @Nullable InputFile file;
  private @Nullable InputStream stream;
  private @Nullable Records records;
  private @Nullable SourceRecord next;
  private String unseen = "";
  private List<Unread> unread = List.of();
  private final List<String> incomplete = new ArrayList<>();
  private int incompleteFiles;

  private DocumentReader(InputFiles files, InputStream standardInput, int maxLine) {
    this.files = files.files().iterator();
    this.bytesTotal = files.size();
    this.skippedFiles = files.skipped();
    this.standardInput = standardInput;
    this.maxLine = maxLine;
  }

  /// Reads files whose names tell their format. See [#open(List, Format, InputStream, int)].
  public static DocumentReader open(List<String> paths) throws IOException {
    return open(paths, null);
  }

  /// Reads files, or the standard input of this process where a path is `-`. See [#open(List, Format, InputStream,
  /// int)].
  public static DocumentReader open(List<String> paths, @Nullable Format format) throws IOException {
    return open(paths, format, System.in, MAX_LINE);
  }

  /// Reads files and folders in the order given. A folder stands for the files in it and in its folders, sorted by
  /// path, without hidden ones and without those whose extension tells no format, see [#skippedFiles()].
  ///
  /// @param paths files, folders, or `-` for `standardInput`
  /// @param format the format of all of them; if null, each file's name tells it, and standard input is [Format#JSONL]
  /// @param standardInput read where a path is `-`, never closed
  /// @param maxLine the longest line, CSV record or text file in bytes, 1 to 1 GiB; a longer one is rejected and never
  ///     held in memory
  /// @throws NoSuchFileException if a path leads nowhere
  /// @throws IOException if a folder cannot be listed
  /// @throws IllegalArgumentException if there are no paths, a file's name tells no format, or `maxLine` is out of
  ///     range
  public static DocumentReader open(
      List<String> paths, @Nullable Format format, InputStream standardInput, int maxLine) throws IOException {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("there is no file to read");
    }
    if (maxLine < 1 || maxLine > 1 << 30) {
      throw new IllegalArgumentException("maxLine must be 1 to %d bytes, got %d".formatted(1 << 30, maxLine));
    }
    return new DocumentReader(InputFiles.list(paths, format), standardInput, maxLine);
  }

  /// Reads one file that comes as a stream.
  ///
  /// @param name the file's name, without folders; it tells the format, and documents without an id are named after it
  /// @param in never closed
  /// @param size in bytes, -1 if unknown
  /// @throws IllegalArgumentException if the name tells no format
  public static DocumentReader ofStream(String name, InputStream in, long size) {
    Format format = Format.ofName(name).orElseThrow(() -> InputFiles.unknownFormat(name));
    InputFiles file = new InputFiles(List.of(InputFile.stream(name, format, size)), 0);
    return new DocumentReader(file, in, MAX_LINE);
  }

  /// Bytes read so far, as they lie on the disk: compressed ones count compressed.
  @Override
  public long bytesRead() {
    return bytesRead.get();
  }

  /// Bytes of all files as they lie on the disk, -1 if that is unknown, as for standard input.
  @Override
  public long bytesTotal() {
    return bytesTotal;
  }

  /// What the file of the last reading holds and nobody sees who opens it, as white letters; empty if there is none.
  public String unseen() {
    return unseen;
  }

  /// What the file of the last reading holds and was not read, such as pictures; a kind at most once.
  public List<Unread> unread() {
    return unread;
  }

  /// The files so far of which something was not read that may hold text, and what, in a sentence each; the first
  /// [#MAX_INCOMPLETE] of them.
  public List<String> incomplete() {
    return List.copyOf(incomplete);
  }

  /// How many files there are so far of which something was not read that may hold text.
  public int incompleteFiles() {
    return incompleteFiles;
  }

  /// How many files in the given folders are not read because their extensions tell no format.
  public int skippedFiles() {
    return skippedFiles;
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      try {
        if (records == null && !openNextFile()) {
          return false;
        }
        next = records == null ? null : records.next();
        unseen = records == null ? "" : records.unseen();
        if (records != null && next != null) {
          unread = records.unread(); // Kept when the file is done.
        }
        if (next == null) {
          closeFile();
        } else if (unread.stream().anyMatch(Unread::mayHoldText)) {
          addIncomplete();
        }
      } catch (IOException e) {
        if (DiskFullException.isBehind(e)) {
          // No fault of the file, which can be read when there is room.
          throw new UncheckedIOException(e.getMessage(), e);
        }
        next = failed(e);
      }
    }
    return true;
  }

  @Override
  public SourceRecord next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("all files are read");
    }
    SourceRecord reading = next;
    next = null;
    return reading;
  }

  /// Closes the file that is being read; nothing more is read.
  @Override
  public void close() throws IOException {
    while (files.hasNext()) {
      files.next();
    }
    closeFile();
  }

  private void addIncomplete() {
    incompleteFiles++;
    if (incomplete.size() < MAX_INCOMPLETE && file != null) {
      incomplete.add("%s: not read: %s".formatted(file.name(), Unread.sentence(unread)));
    }
  }

  private boolean openNextFile() throws IOException {
    if (!files.hasNext()) {
      return false;
    }
    InputFile opened = files.next();
    file = opened;
    bytesBefore = bytesRead.get();
    boolean isOwn = opened.path() != null;
    InputStream raw = opened.path() == null ? standardInput : Files.newInputStream(opened.path());
    stream = isOwn ? raw : null;
    InputStream in = unpacked(new BufferedInputStream(new Counting(raw, isOwn, bytesRead), BUFFER));
    stream = in;
    records =
        switch (opened.format()) {
          case JSONL, CSV, TSV, LINES, TEXT, MARKDOWN, LATEX ->
              text(opened, new BufferedInputStream(in, TextHead.BYTES));
          case PDF, DOCX, ODT, RTF, HTML, HWP, HWPX, DOC, PPTX, XLSX, EPUB, EML -> new ExtractedFile(opened, in);
        };
    return true;
  }

  private Records text(InputFile opened, BufferedInputStream in) throws IOException {
    TextHead head = TextHead.of(in);
    if (head.isUtf16()) {
      return new UnreadableFile(opened, TextHead.UTF_16);
    }
    Lines lines = new Lines(in, maxLine, head.lineEnd());
    return switch (opened.format()) {
      case JSONL -> new LineRecords(opened, lines, line -> JsonLine.read(line, opened));
      case CSV -> new Delimited(opened, lines, maxLine, ',');
      case TSV -> new Delimited(opened, lines, maxLine, '\t');
      case LINES -> new LineRecords(opened, lines, opened::document);
      case MARKDOWN, LATEX -> new ExtractedFile(opened, in);
      case TEXT, PDF, DOCX, ODT, RTF, HTML, HWP, HWPX, DOC, PPTX, XLSX, EPUB, EML ->
          new WholeFile(opened, in, maxLine);
    };
  }

  private static InputStream unpacked(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean isGzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return isGzip ? Gzip.unpacked(in) : in;
  }

  private void closeFile() throws IOException {
    InputStream closing = stream;
    stream = null;
    records = null;
    if (file != null && file.size() >= 0) {
      bytesRead.set(bytesBefore + file.size());
    }
    file = null;
    if (closing != null) {
      closing.close();
    }
  }

  private SourceRecord failed(IOException e) {
    SourceLine where = new SourceLine(file == null ? "" : file.name(), 0);
    try {
      closeFile();
    } catch (IOException suppressed) {
      e.addSuppressed(suppressed);
    }
    String why =
        switch (e) {
          case AccessDeniedException _ -> "access is denied";
          case NoSuchFileException _ -> "it is gone";
          case EOFException _ -> "its compressed data ends too early";
          default -> String.valueOf(e.getMessage());
        };
    return new SourceRecord.Rejected(where, "the file cannot be read to its end: " + why, "");
  }

  private static final class Counting extends FilterInputStream {
    private final boolean isOwn;
    private final AtomicLong count;

    Counting(InputStream in, boolean isOwn, AtomicLong count) {
      super(in);
      this.isOwn = isOwn;
      this.count = count;
    }

    /// What another has opened, as standard input, another closes.
    @Override
    public void close() throws IOException {
      if (isOwn) {
        super.close();
      }
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count.addAndGet(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count.addAndGet(Math.max(0, read));
      return read;
    }
  }
}
