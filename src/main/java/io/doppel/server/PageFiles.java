package io.doppel.server;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.http.staticfiles.ResourceHandler;
import io.javalin.http.staticfiles.StaticFileConfig;
import io.javalin.jetty.JettyResourceHandler;
import io.javalin.security.RouteRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The files of the page, as they lie in `web/`. `index.html` alone is made when the server starts: it names every
/// module that its script needs in advance, so that a browser fetches them all at once and not one after another as it
/// reads what each imports.
final class PageFiles implements ResourceHandler {

  private static final String FOLDER = "/web";
  private static final String CACHING = "no-cache";
  private static final Set<String> INDEX = Set.of("/", "/index.html");

  private static final Pattern FILE = Pattern.compile("(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*+/?");
  private static final Pattern SCRIPT = Pattern.compile("(?m)^ *<script type=\"module\" src=\"([^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import\\s(?:[^'\"]*\\sfrom\\s)?'([^']+)'");

  private final ResourceHandler others = new JettyResourceHandler();
  private final String index;
  private final String tag;

  private PageFiles() {
    String page = read(URI.create("index.html"));
    this.index = SCRIPT.matcher(page).replaceFirst(script -> preloads(URI.create(script.group(1))) + script.group());
    this.tag = "W/\"%08x%08x\"".formatted(index.length(), index.hashCode());
  }

  /// @throws UncheckedIOException if a file of the page, or a module that another one imports, is missing
  static void register(JavalinConfig config) {
    config.resourceHandler(new PageFiles());
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/";
          files.directory = FOLDER;
          files.location = Location.CLASSPATH;
          files.headers = Map.of("Cache-Control", CACHING);
          files.skipFileFunction = request -> !FILE.matcher(request.getRequestURI()).matches();
        });
  }

  @Override
  public void init(CompressionStrategy compression) {
    others.init(compression);
  }

  @Override
  public boolean addStaticFileConfig(StaticFileConfig config) {
    return others.addStaticFileConfig(config);
  }

  @Override
  public Set<RouteRole> resourceRouteRoles(Context ctx) {
    return others.resourceRouteRoles(ctx);
  }

  @Override
  public boolean canHandle(Context ctx) {
    return others.canHandle(ctx);
  }

  @Override
  public boolean handle(Context ctx) {
    if (!INDEX.contains(ctx.req().getRequestURI())) {
      return others.handle(ctx);
    }
    ctx.contentType("text/html;charset=utf-8").header("Cache-Control", CACHING).header("ETag", tag);
    String known = ctx.header("If-None-Match");
    if (known != null && Arrays.stream(known.split(",", -1)).anyMatch(each -> each.strip().equals(tag))) {
      ctx.status(HttpStatus.NOT_MODIFIED);
    } else {
      ctx.result(index);
    }
    return true;
  }

  private static String preloads(URI script) {
    return modules(script).stream()
        .map("  <link rel=\"modulepreload\" href=\"%s\">\n"::formatted)
        .collect(Collectors.joining());
  }

  /// What a module needs, itself left out: what it imports first, then what those import.
  private static List<URI> modules(URI root) {
    List<URI> found = new ArrayList<>();
    Set<URI> known = new HashSet<>(Set.of(root));
    Deque<URI> unread = new ArrayDeque<>(known);
    while (!unread.isEmpty()) {
      URI module = unread.remove();
      IMPORT
          .matcher(read(module))
          .results()
          .map(imported -> module.resolve(imported.group(1)))
          .filter(known::add)
          .forEach(imported -> {
            found.add(imported);
            unread.add(imported);
          });
    }
    return found;
  }

  private static String read(URI file) {
    try (InputStream in = PageFiles.class.getResourceAsStream(FOLDER + "/" + file)) {
      if (in == null) {
        throw new IOException("the page lacks web/" + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the page could not be read", e);
    }
  }
}
