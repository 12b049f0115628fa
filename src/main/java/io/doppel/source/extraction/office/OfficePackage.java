package io.doppel.source.extraction.office;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.PackagedXml;
import io.doppel.source.extraction.content.PackagedXml.Listener;
import io.doppel.source.extraction.content.Unread;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/// A package of Office Open XML, whose parts name each other by relations. Names lead to parts of the package only,
/// whatever is written in them.
final class OfficePackage implements Closeable {

  private final ZipFile zip;

  OfficePackage(Path file) throws IOException {
    zip = new ZipFile(file.toFile());
  }

  /// What a part says of another one.
  ///
  /// @param type the last part of its type's address, such as `slide`
  /// @param part the other one's name in the package
  record Relation(String type, String part) {}

  /// The relations of a part, by their ids, in their order; those of the package itself for an empty name.
  Map<String, Relation> relations(String part) throws IOException, SAXException {
    int slash = part.lastIndexOf('/') + 1;
    String folder = part.substring(0, slash);
    Map<String, Relation> relations = new LinkedHashMap<>();
    walk(
        folder + "_rels/" + part.substring(slash) + ".rels",
        (name, element) -> {
          if (name.equals("Relationship") && !PackagedXml.value(element, "TargetMode").equals("External")) {
            String type = PackagedXml.value(element, "Type");
            relations.put(
                PackagedXml.value(element, "Id"),
                new Relation(
                    type.substring(type.lastIndexOf('/') + 1), PackagedXml.resolved(folder,
                        PackagedXml.value(element, "Target"))));
          }
          return true;
        });
    return relations;
  }

  /// The parts that a part names with a type.
  List<String> related(String part, String type) throws IOException, SAXException {
    return relations(part).values().stream()
        .filter(relation -> relation.type.equals(type))
        .map(Relation::part)
        .toList();
  }

  /// The part that the package begins with; empty if it names none.
  String main() throws IOException, SAXException {
    return related("", "officeDocument").stream().findFirst().orElse("");
  }

  /// Reads a part to its end; one that is not there has nothing in it.
  void walk(String part, Listener listener) throws IOException, SAXException {
    PackagedXml.walk(zip, part, listener);
  }

  /// Counts the comments of a part: the elements of a name in the parts that it relates to.
  void countComments(String part, String type, String element, DocumentText read) throws IOException, SAXException {
    for (String comments : related(part, type)) {
      walk(
          comments,
          (name, _) -> {
            if (name.equals(element)) {
              read.addUnread(Unread.Kind.COMMENT, 1);
            }
            return true;
          });
    }
  }

  /// The id of a relation that an element names; empty if it names none.
  static String relation(XMLStreamReader element, String attribute) {
    for (int i = 0; i < element.getAttributeCount(); i++) {
      @Nullable String space = element.getAttributeNamespace(i);
      if (space != null && space.endsWith("/relationships") && element.getAttributeLocalName(i).equals(attribute)) {
        return element.getAttributeValue(i);
      }
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
