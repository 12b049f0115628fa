package io.doppel.source.extraction.pdf;

import io.doppel.source.extraction.limit.TimeLimit;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/// Draws pages of whoever sent them: no longer than it may, and without what would take much memory.
final class BoundedRenderer extends PDFRenderer {

  /// Each takes a picture of the size of the page.
  private static final int MAX_GROUPS = 4;

  private final long end;
  private final double maxDots;

  /// @param end of the time, by the system's timer
  /// @param maxDots of a picture that lies within what is drawn
  BoundedRenderer(PDDocument document, long end, double maxDots) {
    super(document);
    this.end = end;
    this.maxDots = maxDots;
  }

  /// The time was over.
  static final class OutOfTimeException extends IOException {

    private static final long serialVersionUID = 1L;

    OutOfTimeException() {
      super("drawing the page takes too long");
    }
  }

  @Override
  protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
    return new Drawer(parameters);
  }

  private final class Drawer extends PageDrawer {

    private int groups;

    Drawer(PageDrawerParameters parameters) throws IOException {
      super(parameters);
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
      TimeLimit.check();
      if (System.nanoTime() >= end) {
        throw new OutOfTimeException();
      }
      if (!isLarge(operator.getImageParameters())) {
        super.processOperator(operator, operands);
      }
    }

    private boolean isLarge(COSDictionary inline) {
      return inline != null
          && (double) inline.getInt(COSName.W, COSName.WIDTH, 0) * inline.getInt(COSName.H, COSName.HEIGHT, 0)
              > maxDots;
    }

    @Override
    public void showTransparencyGroup(PDTransparencyGroup group) throws IOException {
      if (groups < MAX_GROUPS) {
        groups++;
        try {
          super.showTransparencyGroup(group);
        } finally {
          groups--;
        }
      }
    }
  }
}
