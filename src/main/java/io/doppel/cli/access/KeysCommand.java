package io.doppel.cli.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.api.Json;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.KeysOption;
import io.doppel.cli.option.TimeOption;
import io.doppel.cli.option.TrailOption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.server.access.AccessKey;
import io.doppel.server.access.KeyFile;
import io.doppel.server.access.Role;
import io.doppel.server.trail.TrailEntry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The keys of a server.
@Command(
    name = "keys",
    description = {
      "Lists the keys by which a server lets people and programs in; makes or revokes one.",
      "",
      "A server that finds keys asks everybody for one, in the header Authorization: Bearer KEY or when signing in on "
          + "the page. What is made or revoked counts at once, without a restart."
    })
public final class KeysCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private KeysOption keys = new KeysOption();
  @Mixin private Output output = new Output();

  /// `key` is there only when it was just made.
  record KeyJson(
      String id,
      String name,
      String role,
      List<String> collections,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String filter,
      Instant created,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant expires,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

    static KeyJson of(AccessKey key, @Nullable String text) {
      return new KeyJson(
          key.id(),
          key.name(),
          key.role().toString(),
          key.collections(),
          key.filter(),
          key.created().truncatedTo(ChronoUnit.SECONDS),
          key.expires() == null ? null : key.expires().truncatedTo(ChronoUnit.SECONDS),
          text);
    }
  }

  @Override
  public Integer call() throws IOException {
    return list(engine, keys, output);
  }

  @Command(name = "list", description = "Lists the keys, as the command does without another word.")
  int list(@Mixin EngineOptions options, @Mixin KeysOption file, @Mixin Output out) throws IOException {
    List<AccessKey> all = file.file(options).keys();
    if (out.json()) {
      all.forEach(key -> out.out().println(Json.line(KeyJson.of(key, null))));
    } else if (all.isEmpty()) {
      out.out()
          .printf(
              "There are no keys in %s; make one with: doppel keys create --name NAME%n",
              file.file(options).path());
    } else {
      Table table = out.table(List.of("id", "role", "expires", "collections", "name"), 8, 5, 10, 16);
      Instant now = Clock.systemUTC().instant();
      all.forEach(key ->
          table.add(
              key.id(),
              key.role() + (key.filter() == null ? "" : " (filter)"),
              key.isExpired(now)
                  ? "expired"
                  : key.expires() == null ? "never" : key.expires().toString().substring(0, 10),
              key.collections().isEmpty() ? "all" : String.join(",", key.collections()),
              key.name()));
      table.print(out.out());
    }
    return 0;
  }

  @Command(
      name = "create",
      description = "Makes a key and prints it: once, since only its hash is kept.")
  int create(
      @Mixin EngineOptions options,
      @Mixin KeysOption file,
      @Mixin TrailOption trail,
      @Mixin Output out,
      @Option(
              names = "--name",
              required = true,
              paramLabel = "NAME",
              description = "What to call it.")
          String name,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              defaultValue = "read",
              description =
                  "read: ask and look; write: also change what is in collections; admin: also delete them and "
                      + "set how they are kept. Default: ${DEFAULT-VALUE}.")
          String role,
      @Option(
              names = "--collections",
              paramLabel = "NAME",
              split = ",",
              description = "The collections that it is for. Default: all.")
          @Nullable List<String> collections,
      @Option(
              names = "--expires",
              paramLabel = "TIME",
              description = "How long it is good: 12h, 90d, 8w, 1y. Default: until it is revoked.")
          @Nullable String expires,
      @Option(
              names = "--filter",
              paramLabel = "JSON",
              description =
                  "A filter as in docs/api.md that is forced onto every search, as for one of several tenants. "
                      + "Such a key can only search.")
          @Nullable String filter)
      throws IOException {
    KeyFile.Made made =
        file.file(options)
            .create(
                name,
                Role.ofKey(role),
                collections == null ? List.of() : collections,
                filter,
                expires == null ? null : TimeOption.of("--expires", expires),
                Clock.systemUTC().instant());
    trail
        .trail(file, options)
        .add(
            TrailEntry.ofCommand(
                made.kept().created(), "keys create", "%s %s".formatted(made.kept().role(), made.kept().name())));
    if (out.json()) {
      out.out().println(Json.line(KeyJson.of(made.kept(), made.text())));
    } else {
      out.out().println(made.text());
      out.err().println("doppel: this is the only time that the key is shown");
    }
    return 0;
  }

  @Command(name = "revoke", description = "Makes a key good for nothing from now on.")
  int revoke(
      @Mixin EngineOptions options,
      @Mixin KeysOption file,
      @Mixin TrailOption trail,
      @Mixin Output out,
      @Parameters(paramLabel = "KEY", description = "Its name or its id.") String which)
      throws IOException {
    Optional<AccessKey> revoked = file.file(options).revoke(which);
    if (revoked.isEmpty()) {
      out.err().printf("doppel: there is no key \"%s\"%n", which);
      return 1;
    }
    trail
        .trail(file, options)
        .add(TrailEntry.ofCommand(Clock.systemUTC().instant(), "keys revoke", revoked.get().name()));
    return 0;
  }
}
