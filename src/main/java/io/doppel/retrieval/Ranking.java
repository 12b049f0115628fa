package io.doppel.retrieval;

import io.doppel.index.IndexView;
import io.doppel.index.hit.Found;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The order of the documents for a question, the same however many of them are asked for: page two goes on where page
/// one ended.
///
/// Looking deeper costs more and may show a document that was not considered before, which would shift all after it. So
/// there are a few fixed depths, which are looked at as a whole whatever is wanted of them, and what a deeper look adds
/// comes after what a shallower one gave.
final class Ranking {

  /// So many documents are taken from the best so many passages by meaning, and by words. What is in both lists may
  /// pass what leads one of them, so that these are far longer; where there is one list, its order is the answer's.
  private record Tier(int documents, int depth, int depthOfOneList) {}

  private static final List<Tier> TIERS =
      List.of(
          new Tier(20, 100, 40),
          new Tier(100, 400, 200),
          new Tier(SearchQuery.MAX_OFFSET + SearchQuery.MAX_K, 4_000, 4_000));

  private final IndexView view;
  private final Question question;

  Ranking(IndexView view, Question question) {
    this.view = view;
    this.question = question;
  }

  /// The first documents for each of several questions, in their order. Those that are answered exactly are asked
  /// together, since an index may read all its vectors for them.
  ///
  /// @param counts how many for each of them, as for [#first(int)]
  static List<List<Found>> first(IndexView view, List<Question> questions, List<Integer> counts) throws IOException {
    record Look(Depth depth, int count) {}
    List<List<Found>> rankings = new ArrayList<>(Collections.nCopies(questions.size(), List.of()));
    Map<Look, List<Integer>> together = new LinkedHashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      if (question.effort() == Effort.EXACT) {
        Look look = new Look(depth(TIERS.size() - 1, question), counts.get(i));
        together.computeIfAbsent(look, _ -> new ArrayList<>()).add(i);
      } else {
        rankings.set(i, new Ranking(view, question).first(counts.get(i)));
      }
    }
    for (Map.Entry<Look, List<Integer>> each : together.entrySet()) {
      List<Integer> places = each.getValue();
      Look look = each.getKey();
      List<List<Found>> found = view.find(places.stream().map(questions::get).toList(), look.depth, look.count);
      for (int i = 0; i < found.size(); i++) {
        rankings.set(places.get(i), found.get(i));
      }
    }
    return rankings;
  }

  /// The first `count` documents.
  ///
  /// @param count 1 to the documents of the last tier
  List<Found> first(int count) throws IOException {
    if (question.effort() == Effort.EXACT) {
      return view.find(question, depth(TIERS.size() - 1, question), count);
    }
    int tier = 0;
    while (count > TIERS.get(tier).documents) {
      tier++;
    }
    return first(count, tier);
  }

  private static Depth depth(int number, Question question) {
    Tier tier = TIERS.get(number);
    int before = number == 0 ? 0 : TIERS.get(number - 1).documents;
    return new Depth(question.by() == Question.By.EITHER ? tier.depth : tier.depthOfOneList, before + tier.documents);
  }

  private List<Found> first(int count, int tier) throws IOException {
    if (tier == 0) {
      return view.find(question, depth(tier, question), count);
    }
    List<Found> ranking = new ArrayList<>(first(TIERS.get(tier - 1).documents, tier - 1));
    Set<String> seen = new HashSet<>();
    ranking.forEach(found -> seen.add(found.document().id()));
    for (Found found : view.find(question, depth(tier, question), count + ranking.size())) {
      if (seen.add(found.document().id())) {
        ranking.add(found);
      }
    }
    return ranking.subList(0, Math.min(count, ranking.size()));
  }
}
