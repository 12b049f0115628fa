package io.doppel.cli;

import io.doppel.cli.option.EngineOptions;
import io.doppel.encoder.library.NativeLibraries;
import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import io.doppel.file.TemporaryFolder;
import io.doppel.models.Models;
import io.doppel.server.DoppelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The usual commands one after another in one process, on a collection that is gone afterwards. The launcher and the
/// packages run it once, so that Java remembers in an AOT cache what these commands load, and starts them faster.
///
/// The first argument is a folder that the native libraries are left in; it too makes a start faster.
final class Rehearsal {

  private static final String COLLECTION = "rehearsal";
  private static final String TEXTS =
      """
      {"id":"a","text":"How do I change my password? I have forgotten it, and now nobody lets me in."}
      {"id":"b","text":"How can I change the password? I have forgotten it, and nobody lets me in."}
      {"id":"c","title":"기차","text":"서울로 가는 기차는 언제 떠납니까? 부산으로 가는 기차는 이미 떠났습니다."}
      """;

  private Rehearsal() {}

  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.ROOT);
    NativeLibraries.keepIn(Path.of(arguments[0]));
    try (TemporaryFolder folder = TemporaryFolder.of("doppel-rehearsal-")) {
      Path texts = Files.writeString(folder.path().resolve("texts.jsonl"), TEXTS);
      String index = "--index=" + folder.path().resolve("index");
      run("index", "-c", COLLECTION, texts.toString(), index);
      if (computesMuch()) {
        run("duplicates", "-c", COLLECTION, "How do I change the password?", index);
        serve(folder.path().resolve("index"));
      } else {
        run("similarity", "a", "b");
        run("search", "-c", COLLECTION, "I cannot log in", index);
        run("search", "-c", COLLECTION, "기차", index, "--json");
        run("plagiarism", "-c", COLLECTION, texts.toString(), index);
        run("collections", index);
      }
    }
  }

  /// Whether it is the cache of those commands for which the launcher adds the Vector API. All that is remembered takes
  /// time at each start, needed or not, so each cache has what its own commands load.
  private static boolean computesMuch() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  private static void run(String... arguments) {
    Main.commandLine(Main.commandsFor(arguments)).execute(arguments);
  }

  private static void serve(Path index) throws IOException {
    Path models = EngineOptions.root().resolve("models");
    try (Doppel doppel = Doppel.open(new Home(models, Models.DEFAULT, index));
        DoppelServer server = DoppelServer.start(doppel, "127.0.0.1", 0)) {
      server.port();
    }
  }
}
