package io.doppel.source.extraction.pdf;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.DrawObject;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceCMYK;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.color.PDPattern;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;

/// What is painted on a page of a PDF file, as the boxes around it, and in which colour. Colours are kept by their
/// numbers only; no profile is read.
final class Background {

  private static final float NEARLY = .98f;

  private final List<Rectangle2D> painted = new ArrayList<>();
  private final List<Rectangle2D> path = new ArrayList<>();
  private double pictures;
  private int pictureCount;
  private PDRectangle page = PDRectangle.A4;

  void startPage(PDPage page) {
    this.page = page.getCropBox();
    painted.clear();
    path.clear();
    pictures = 0;
    pictureCount = 0;
  }

  /// Part of the page, from 0 on, that pictures fill; they may overlap.
  double pictures() {
    return pictures;
  }

  int pictureCount() {
    return pictureCount;
  }

  /// Whether something that is not white lies at a point, or may.
  boolean isPainted(double x, double y) {
    return painted.stream().anyMatch(box -> box.contains(x, y));
  }

  static boolean isWhite(PDColor color) {
    float[] parts = color.getComponents();
    if (color.getColorSpace() instanceof PDPattern || parts.length == 0) {
      return false;
    }
    boolean ink = color.getColorSpace() instanceof PDDeviceCMYK;
    for (float part : parts) {
      if (ink ? part > 1 - NEARLY : part < NEARLY) {
        return false;
      }
    }
    return true;
  }

  /// Hears what an engine is told to draw.
  void listen(Consumer<OperatorProcessor> add, PDFStreamEngine engine) {
    hear(add, engine, operands -> setColor(engine, PDDeviceGray.INSTANCE, operands), "g");
    hear(add, engine, operands -> setColor(engine, PDDeviceRGB.INSTANCE, operands), "rg");
    hear(add, engine, operands -> setColor(engine, PDDeviceCMYK.INSTANCE, operands), "k");
    hear(add, engine, operands -> setColorSpace(engine, operands), "cs");
    hear(
        add,
        engine,
        operands -> setColor(engine, engine.getGraphicsState().getNonStrokingColorSpace(), operands),
        "sc",
        "scn");
    hear(add, engine, operands -> addRectangle(engine, operands), "re");
    hear(add, engine, operands -> addPoints(engine, operands), "m", "l", "c", "v", "y");
    hear(add, engine, _ -> fill(engine), "f", "F", "f*", "B", "B*", "b", "b*");
    hear(add, engine, _ -> path.clear(), "n", "S", "s");
    hear(add, engine, _ -> painted.add(new Rectangle2D.Double(0, 0, page.getWidth(), page.getHeight())), "sh");
    hear(add, engine, _ -> addPicture(engine), "BI");
    DrawObject draw = new DrawObject(engine);
    hear(add, engine, operands -> drawObject(engine, draw, operands), "Do");
  }

  private interface Drawing {
    void draw(List<COSBase> operands) throws IOException;
  }

  private static void hear(Consumer<OperatorProcessor> add, PDFStreamEngine engine, Drawing drawing, String... names) {
    for (String name : names) {
      add.accept(
          new OperatorProcessor(engine) {
            @Override
            public void process(Operator operator, List<COSBase> operands) throws IOException {
              drawing.draw(operands);
            }

            @Override
            public String getName() {
              return name;
            }
          });
    }
  }

  private static void setColorSpace(PDFStreamEngine engine, List<COSBase> operands) {
    COSBase named = operands.isEmpty() ? null : operands.getFirst();
    PDResources resources = engine.getResources();
    COSBase space = named;
    if (named instanceof COSName name && resources != null) {
      COSDictionary spaces = resources.getCOSObject().getCOSDictionary(COSName.COLORSPACE);
      COSBase defined = spaces == null ? null : spaces.getDictionaryObject(name);
      space = defined == null ? named : defined;
    }
    PDColorSpace like = like(space);
    engine.getGraphicsState().setNonStrokingColorSpace(like);
    engine.getGraphicsState().setNonStrokingColor(new PDColor(new float[0], like));
  }

  /// The simple colour space that counts as another one; a pattern for what has no white.
  private static PDColorSpace like(@Nullable COSBase space) {
    COSBase family = space instanceof COSArray array && array.size() > 0 ? array.getObject(0) : space;
    int parts = 0;
    if (family instanceof COSName name) {
      parts =
          switch (name.getName()) {
            case "DeviceGray", "G", "CalGray" -> 1;
            case "DeviceRGB", "RGB", "CalRGB" -> 3;
            case "DeviceCMYK", "CMYK" -> 4;
            case "ICCBased" ->
                space instanceof COSArray array && array.size() > 1 && array.getObject(1) instanceof COSStream profile
                    ? profile.getInt(COSName.N)
                    : 0;
            default -> 0;
          };
    }
    return switch (parts) {
      case 1 -> PDDeviceGray.INSTANCE;
      case 3 -> PDDeviceRGB.INSTANCE;
      case 4 -> PDDeviceCMYK.INSTANCE;
      default -> new PDPattern(null);
    };
  }

  private static void setColor(PDFStreamEngine engine, PDColorSpace space, List<COSBase> operands) {
    float[] parts = new float[operands.size()];
    boolean numbers = true;
    for (int i = 0; i < parts.length; i++) {
      numbers &= operands.get(i) instanceof COSNumber;
      parts[i] = operands.get(i) instanceof COSNumber number ? number.floatValue() : 0;
    }
    engine.getGraphicsState().setNonStrokingColorSpace(space);
    engine.getGraphicsState().setNonStrokingColor(new PDColor(numbers ? parts : new float[0], space));
  }

  private void addRectangle(PDFStreamEngine engine, List<COSBase> operands) {
    float[] numbers = numbers(operands);
    if (numbers.length == 4) {
      float right = numbers[0] + numbers[2];
      float top = numbers[1] + numbers[3];
      path.add(box(engine, numbers[0], numbers[1], right, numbers[1], right, top, numbers[0], top));
    }
  }

  /// Lines and curves lie in the box around their points.
  private void addPoints(PDFStreamEngine engine, List<COSBase> operands) {
    float[] numbers = numbers(operands);
    if (numbers.length >= 2 && numbers.length % 2 == 0) {
      Rectangle2D box = box(engine, numbers);
      if (path.isEmpty()) {
        path.add(box);
      } else {
        path.getLast().add(box);
      }
    }
  }

  private void fill(PDFStreamEngine engine) {
    if (!isWhite(engine.getGraphicsState().getNonStrokingColor())) {
      painted.addAll(path);
    }
    path.clear();
  }

  private void addPicture(PDFStreamEngine engine) {
    Rectangle2D box = box(engine, 0, 0, 1, 0, 1, 1, 0, 1);
    painted.add(box);
    pictureCount++;
    pictures += box.getWidth() * box.getHeight() / Math.max(1, page.getWidth() * page.getHeight());
  }

  private void drawObject(PDFStreamEngine engine, DrawObject draw, List<COSBase> operands) throws IOException {
    if (!operands.isEmpty()
        && operands.getFirst() instanceof COSName name
        && engine.getResources() != null
        && engine.getResources().isImageXObject(name)) {
      addPicture(engine);
    } else {
      draw.process(Operator.getOperator("Do"), operands);
    }
  }

  private static float[] numbers(List<COSBase> operands) {
    float[] numbers = new float[operands.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = operands.get(i) instanceof COSNumber number ? number.floatValue() : 0;
    }
    return numbers;
  }

  /// The box around points, x and y in turn, on the page.
  private Rectangle2D box(PDFStreamEngine engine, float... points) {
    Matrix matrix = engine.getGraphicsState().getCurrentTransformationMatrix();
    Rectangle2D box = null;
    for (int i = 0; i + 1 < points.length; i += 2) {
      Point2D point = matrix.transformPoint(points[i], points[i + 1]);
      double x = point.getX() - page.getLowerLeftX();
      double y = point.getY() - page.getLowerLeftY();
      if (box == null) {
        box = new Rectangle2D.Double(x, y, 0, 0);
      } else {
        box.add(x, y);
      }
    }
    return box == null ? new Rectangle2D.Double() : box;
  }
}
