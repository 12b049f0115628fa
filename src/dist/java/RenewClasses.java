import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/// Writes the jar of its first argument to its second, with classes of the version of Java 8 that do the same. Those of
/// older versions say nothing of the types at the targets of their branches, so that Java finds them out at each start
/// and keeps none of such classes in an AOT cache. Two runs write the same bytes.
final class RenewClasses {

  private static final int JAVA_8 = 52;

  private final JarFile jar;
  private final ClassFile file;

  private RenewClasses(JarFile jar) {
    this.jar = jar;
    // Asked how classes are related: those of the jar by the jar, all others are the JDK's.
    ClassHierarchyResolver own = ClassHierarchyResolver.ofResourceParsing(this::open);
    this.file =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(own.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  public static void main(String[] arguments) throws IOException {
    Path to = Path.of(arguments[1]);
    Files.createDirectories(to.toAbsolutePath().getParent());
    try (JarFile from = new JarFile(arguments[0]);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(to))) {
      new RenewClasses(from).write(out);
    }
  }

  private InputStream open(ClassDesc type) {
    JarEntry entry = jar.getJarEntry(type.packageName().replace('.', '/') + "/" + type.displayName() + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(JarOutputStream out) throws IOException {
    for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
      byte[] content;
      try (InputStream in = jar.getInputStream(entry)) {
        content = in.readAllBytes();
      }
      ZipEntry made = new ZipEntry(entry.getName());
      made.setTimeLocal(entry.getTimeLocal());
      out.putNextEntry(made);
      out.write(entry.getName().endsWith(".class") ? renewed(content) : content);
      out.closeEntry();
    }
  }

  private byte[] renewed(byte[] content) {
    ClassModel model = file.parse(content);
    if (model.majorVersion() >= JAVA_8) {
      return content;
    }
    return file.transformClass(
        model,
        (made, element) -> {
          switch (element) {
            case ClassFileVersion _ -> made.withVersion(JAVA_8, 0);
            case MethodModel method ->
                made.transformMethod(
                    method,
                    (body, part) -> {
                      if (part instanceof CodeModel code) {
                        // Instruction by instruction: taken as a whole it would stay as it was.
                        body.withCode(written -> code.forEach(written::with));
                      } else {
                        body.with(part);
                      }
                    });
            default -> made.with(element);
          }
        });
  }
}
