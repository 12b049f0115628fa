package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.snapshot.CollectionFiles;
import io.doppel.engine.snapshot.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A snapshot as the last released program took it, with everything that people can do to a collection in it. There is
/// no such program yet: until 0.1.0 is released it is one of what is to be that, made anew where a format changes by
/// `-Dupdate.formats=true`; from then on it stays.
class ReleasedFormatTest {

  private static final Path KEPT = Path.of("src/test/resources/formats/0.1.0.zip");
  private static final CollectionName THINGS = new CollectionName("things");
  private static final String COLLECTION = "/v1/collections/things";
  private static final String DUPLICATES = COLLECTION + "/duplicates";
  private static final String PLAGIARISM = COLLECTION + "/plagiarism";
  private static final double THRESHOLD = .625;

  private static final String COPIED =
      "Many people walk over the old bridge every morning, and some of them stop to look at the water.";
  private static final String ESSAY = "I like music and I play guitar. " + COPIED + " My friend plays piano.";

  @TempDir private Path folder;

  @Test
  void a_collection_of_the_last_released_format_opens_with_all_that_was_in_it() throws Exception {
    if (Boolean.getBoolean("update.formats")) {
      keep();
    }
    Path snapshot = unpacked();
    Snapshots.verify(snapshot);
    try (TinyServer server = TinyServer.start(folder.resolve("now"))) {
      server.doppel().restore(THINGS, snapshot);

      assertThat(server.get(COLLECTION + "/documents/dog").at("/title").asString()).isEqualTo("Pets");
      assertThat(server.get(COLLECTION + "/documents/서울").at("/text").asString()).isEqualTo("오늘 서울 날씨 😀 좋다");
      assertThat(server.post(COLLECTION + "/search", "{\"text\":\"a cat in the house\"}").at("/hits/0/id").asString())
          .isEqualTo("dog");

      assertThat(server.get(COLLECTION + "/decisions").at("/decisions/0/decision").asString()).isEqualTo("merge");
      assertThat(server.get(DUPLICATES + "/history").at("/steps/0/id").asString()).isNotEmpty();
      assertThat(server.get(DUPLICATES + "/rounds").at("/rounds/0/drawn").asInt()).isPositive();
      assertThat(server.get(DUPLICATES + "/clusters").at("/clusters/0/id").asString()).isNotEmpty();
      assertThat(server.get(PLAGIARISM + "/assessments").at("/assessments/0/note").asString()).isEqualTo("a proverb");
      JsonNode report = JsonMapper.shared().readTree(Files.readString(folder.resolve("snapshot/report.json")));
      assertThat(server.get(PLAGIARISM + "/reports/" + report.at("/seal").asString()).at("/name").asString())
          .isEqualTo("paper");
      assertThat(server.get("/v1/classifiers/things/examples").at("/total").asInt()).isEqualTo(2);
      assertThat(server.doppel().collection(THINGS).judge().calibration().threshold()).isEqualTo(THRESHOLD);

      server.post(COLLECTION + "/documents", "{\"documents\":[{\"id\":\"new\",\"text\":\"A cat is on the ship.\"}]}");
      assertThat(server.get(COLLECTION + "/documents/new").at("/text").asString()).isEqualTo("A cat is on the ship.");
    }
  }

  @Test
  void nothing_that_people_can_do_to_a_collection_is_missing_in_it() throws IOException {
    Path snapshot = unpacked();
    assertThat(Stream.of(CollectionFiles.Kind.values()).filter(kind -> !kind.isFoundAgain()))
        .allSatisfy(kind -> assertThat(snapshot.resolve(kind.fileName())).exists());
  }

  private Path unpacked() throws IOException {
    Path to = Files.createDirectory(folder.resolve("snapshot"));
    try (InputStream in = Files.newInputStream(KEPT);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, to.resolve(entry.getName()));
      }
    }
    return to;
  }

  private void keep() throws Exception {
    Path taken = folder.resolve("taken");
    String report;
    try (TinyServer server = TinyServer.withThings(folder.resolve("then"))) {
      server.post(
          COLLECTION + "/documents",
          JsonMapper.shared().writeValueAsString(Map.of("documents", List.of(Map.of("id", "bridge", "text", COPIED)))));
      mine(server);
      server.post(DUPLICATES + "/rounds", "");
      server.post(COLLECTION + "/decisions", "{\"id1\":\"boat\",\"id2\":\"ship\",\"decision\":\"merge\"}");
      server.get(DUPLICATES + "/clusters");
      assess(server);
      report = report(server);
      server.send(
          "PUT",
          "/v1/classifiers/things",
          "{\"examples\":[{\"label\":\"pets\",\"text\":\"a cat\"},{\"label\":\"money\",\"text\":\"a bank\"}]}");
      DocumentCollection things = server.doppel().collection(THINGS);
      things.calibrate(demanding(things.judge().calibration()));
      server.doppel().snapshot(THINGS, taken);
    }
    Files.writeString(taken.resolve("report.json"), report);
    Files.createDirectories(KEPT.resolveSibling(""));
    try (OutputStream out = Files.newOutputStream(KEPT);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.list(taken).sorted()) {
      for (Path file : files.toList()) {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  private static Calibration demanding(Calibration of) {
    return new Calibration(
        of.origin(),
        of.passport(),
        of.pairs(),
        of.duplicates(),
        of.logistic(),
        of.guardFactor(),
        of.targetPrecision(),
        THRESHOLD,
        of.precision(),
        of.recall(),
        of.calibrationError(),
        of.scale(),
        of.secondOpinion());
  }

  private static void mine(TinyServer server) throws Exception {
    server.post(DUPLICATES + "/mining", "{\"threshold\":0.5}");
    for (int tries = 0; !state(server).equals("done") && tries < 600; tries++) {
      Thread.sleep(50);
    }
    assertThat(state(server)).isEqualTo("done");
  }

  private static String state(TinyServer server) throws Exception {
    return server.get(DUPLICATES + "/mining").at("/state").asString();
  }

  private static void assess(TinyServer server) throws Exception {
    JsonNode check = server.post(PLAGIARISM, JsonMapper.shared().writeValueAsString(Map.of("text", ESSAY)));
    JsonNode found = check.at("/cases/0");
    server.post(
        PLAGIARISM + "/assessments",
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    "check", check.at("/id"),
                    "source", found.at("/source"),
                    "this_offset", found.at("/this_offset"),
                    "this_length", found.at("/this_length"),
                    "source_offset", found.at("/source_offset"),
                    "source_length", found.at("/source_length"),
                    "ruling", "common",
                    "note", "a proverb",
                    "version", 0)));
  }

  private static String report(TinyServer server) throws Exception {
    return server
        .send(
            "POST",
            PLAGIARISM + "/report/json",
            JsonMapper.shared().writeValueAsString(Map.of("text", ESSAY, "name", "paper")))
        .body();
  }
}
