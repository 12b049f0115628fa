package io.doppel.duplicates.teaching;

import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.duplicates.calibration.HeldOut;
import io.doppel.duplicates.calibration.LabelledPair;
import io.doppel.file.KeptFile;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The rounds of a collection, kept in a file: which pairs were drawn, and each one's chance. Immutable.
///
/// @param list the first one first
public record Rounds(List<Round> list) {

  /// The most rounds of a collection.
  public static final int MAX = 500;

  /// What moves the average precision by less is no gain.
  private static final double GAIN = .005;

  /// So far from its middle an interval may reach.
  private static final double NARROW = .05;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  public Rounds {
    list = List.copyOf(list);
  }

  /// @throws IOException if the file cannot be read; a sentence that names it
  public static Rounds read(KeptFile file) throws IOException {
    return of(file.read(), file);
  }

  private static Rounds of(Optional<byte[]> content, KeptFile file) throws IOException {
    try {
      if (content.isEmpty()) {
        return new Rounds(List.of());
      }
      @Nullable Rounds read = MAPPER.readValue(content.get(), Rounds.class);
      if (read == null) {
        throw DatabindException.from((JsonParser) null, "it says null");
      }
      return read;
    } catch (JacksonException | Bounds.Violation e) {
      throw new IOException(
          "%s has no rounds of teaching that can be read: %s; delete it to begin anew"
              .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  private Optional<byte[]> content() {
    return Optional.of((MAPPER.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  public Optional<Round> last() {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.getLast());
  }

  /// Keeps a round that was drawn, unless somebody else kept one of its number before.
  ///
  /// @return the rounds as they are now
  /// @throws Bounds.Violation if there are more than [#MAX]
  public static Rounds add(Round drawn, KeptFile file) throws IOException {
    Bounds.check("rounds", drawn.number(), 1, MAX);
    file.change(
        before -> {
          List<Round> now = new ArrayList<>(of(before, file).list());
          if (now.size() == drawn.number() - 1) {
            now.add(drawn);
          }
          return new Rounds(now).content();
        });
    return read(file);
  }

  /// Keeps what was measured after a round.
  ///
  /// @return the rounds as they are now
  public static Rounds measured(int number, HeldOut measured, KeptFile file) throws IOException {
    file.change(
        before ->
            new Rounds(
                    of(before, file).list().stream()
                        .map(round -> round.number() == number ? round.with(measured) : round)
                        .toList())
                .content());
    return read(file);
  }

  /// Whether more labels no longer pay: the last two rounds moved the average precision by next to nothing, and the
  /// precision at the threshold is known well enough.
  public boolean areEnough() {
    List<HeldOut> measures = list.stream().flatMap(round -> round.held().stream()).toList();
    if (measures.size() < 3) {
      return false;
    }
    List<HeldOut> last = measures.subList(measures.size() - 3, measures.size());
    HeldOut now = last.getLast();
    return Math.abs(last.get(1).averagePrecision() - last.get(0).averagePrecision()) < GAIN
        && Math.abs(now.averagePrecision() - last.get(1).averagePrecision()) < GAIN
        && (now.precision().high() - now.precision().low()) / 2 <= NARROW;
  }

  /// What was decided as pairs to learn from. One that was drawn stands for as many as its chance says: each round is
  /// an estimate of all pairs, by those that it drew and those that were drawn before, and the rounds count by how many
  /// of their pairs were decided. One that somebody chose stands for itself.
  ///
  /// @param most how many of them: whoever decides about clusters chooses many pairs at once, which must not push out
  ///     those that were drawn and stand for all, so these go first, and of either the last ones
  public List<LabelledPair> labelled(List<Decision> decisions, int most) {
    Map<List<String>, Round> rounds = new HashMap<>();
    Map<List<String>, Double> chances = new HashMap<>();
    for (Round round : list) {
      for (Round.Drawn drawn : round.pairs()) {
        rounds.put(key(drawn.id1(), drawn.id2()), round);
        chances.put(key(drawn.id1(), drawn.id2()), drawn.chance());
      }
    }
    Map<Boolean, List<Decision>> byDrawn =
        decisions.stream()
            .filter(each -> each.decision() == Kind.MERGE || each.decision() == Kind.APART)
            .collect(Collectors.partitioningBy(each -> rounds.containsKey(key(each.id1(), each.id2()))));
    Set<Decision> kept = new HashSet<>(last(byDrawn.getOrDefault(true, List.of()), most));
    kept.addAll(last(byDrawn.getOrDefault(false, List.of()), most - kept.size()));
    List<Decision> said = decisions.stream().filter(kept::contains).toList();
    // How many of each round were decided, and of those after it.
    int[] answered = new int[list.size() + 2];
    for (Decision decision : said) {
      Round round = rounds.get(key(decision.id1(), decision.id2()));
      if (round != null) {
        answered[round.number()]++;
      }
    }
    int[] from = new int[answered.length];
    for (int number = list.size(); number > 0; number--) {
      from[number] = from[number + 1] + answered[number];
    }
    double all = from.length > 1 ? from[1] : 0;
    return said.stream()
        .map(
            decision -> {
              List<String> key = key(decision.id1(), decision.id2());
              Round round = rounds.get(key);
              double weight =
                  round == null
                      ? 1
                      : (round.pairs().size() / chances.getOrDefault(key, 1.0) + from[round.number() + 1]) / all;
              return new LabelledPair(decision.text1(), decision.text2(), decision.decision() == Kind.MERGE, weight);
            })
        .toList();
  }

  private static List<Decision> last(List<Decision> decisions, int most) {
    return decisions.subList(Math.max(0, decisions.size() - most), decisions.size());
  }

  private static List<String> key(String one, String other) {
    return one.compareTo(other) < 0 ? List.of(one, other) : List.of(other, one);
  }
}
