package io.doppel.source.extraction.office;

import io.doppel.source.extraction.content.DocumentText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.xml.sax.SAXException;

/// Reads slides (PPTX) in the order in which they are shown, a page a slide; speaker notes stand behind all of them.
public final class SlidePackage {

  private SlidePackage() {}

  public static void read(Path file, DocumentText read) throws IOException, SAXException {
    try (OfficePackage parts = new OfficePackage(file)) {
      String presentation = parts.main();
      Map<String, OfficePackage.Relation> relations = parts.relations(presentation);
      Set<String> slides = new LinkedHashSet<>();
      parts.walk(
          presentation,
          (name, element) -> {
            OfficePackage.Relation slide =
                name.equals("sldId") ? relations.get(OfficePackage.relation(element, "id")) : null;
            if (slide != null) {
              slides.add(slide.part());
            }
            return true;
          });
      for (String slide : slides) {
        read.startPage();
        readSlide(parts, slide, read);
        parts.countComments(slide, "comments", "cm", read);
      }
    }
  }

  private static void readSlide(OfficePackage parts, String slide, DocumentText read)
      throws IOException, SAXException {
    Map<String, OfficePackage.Relation> relations = parts.relations(slide);
    Shapes shapes = new Shapes(read);
    parts.walk(slide, shapes);
    for (String diagram : shapes.diagrams()) {
      OfficePackage.Relation data = relations.get(diagram);
      if (data != null) {
        parts.walk(data.part(), new Shapes(read));
      }
    }
    for (OfficePackage.Relation relation : relations.values()) {
      if (relation.type().equals("notesSlide")) {
        read.startNote();
        parts.walk(relation.part(), new Shapes(read));
        read.endNote();
      }
    }
  }
}
