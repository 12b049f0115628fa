import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleResolutionAttribute;
import java.util.EnumSet;
import java.util.Set;
import java.util.spi.ToolProvider;
import jdk.tools.jlink.internal.PluginRepository;
import jdk.tools.jlink.plugin.Plugin;
import jdk.tools.jlink.plugin.ResourcePool;
import jdk.tools.jlink.plugin.ResourcePoolBuilder;
import jdk.tools.jlink.plugin.ResourcePoolEntry;

/// `jlink` with its arguments, making a runtime in which the module of the Vector API has no mark that it is
/// incubating. By that mark Java prints a warning at each start that no option silences, and links nothing of an AOT
/// cache ahead of time. The runtime is the program's own, and who makes it knows what it is for; classes stay as they
/// are.
final class LinkRuntime implements Plugin {

  private static final String MODULE = "/jdk.incubator.vector/module-info.class";

  /// Of the attribute ModuleResolution, as the JDK has it.
  private static final int WARN_INCUBATING = 0x8;

  public static void main(String[] arguments) {
    PluginRepository.registerPlugin(new LinkRuntime());
    System.exit(ToolProvider.findFirst("jlink").orElseThrow().run(System.out, System.err, arguments));
  }

  @Override
  public String getName() {
    return "not-incubating";
  }

  /// Before others read what modules say of themselves.
  @Override
  public Category getType() {
    return Category.FILTER;
  }

  @Override
  public Set<State> getState() {
    return EnumSet.of(State.AUTO_ENABLED, State.FUNCTIONAL);
  }

  @Override
  public ResourcePool transform(ResourcePool in, ResourcePoolBuilder out) {
    in.transformAndCopy(entry -> entry.path().equals(MODULE) ? withoutMark(entry) : entry, out);
    return out.build();
  }

  private static ResourcePoolEntry withoutMark(ResourcePoolEntry entry) {
    ClassFile file = ClassFile.of();
    byte[] made =
        file.transformClass(
            file.parse(entry.contentBytes()),
            (module, element) -> {
              if (element instanceof ModuleResolutionAttribute marks) {
                module.with(ModuleResolutionAttribute.of(marks.resolutionFlags() & ~WARN_INCUBATING));
              } else {
                module.with(element);
              }
            });
    return entry.copyWithContent(made);
  }
}
