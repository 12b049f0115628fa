package io.doppel.plagiarism.alignment;

import io.doppel.language.hash.HashedWords;
import io.doppel.plagiarism.alignment.seed.Extension;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.List;

/// Finds which passages of a suspicious text were taken from which passages of a source.
///
/// Runs of common words give what was copied, cut exactly ([CopiedPassages]). For the rest, units (see [Reading]) that
/// are alike by their words and by the cosine of their embeddings are the seeds ([SeededTexts]); neighbouring seeds are
/// extended into passages ([Extension]), which must be alike as a whole ([Passages], [Paraphrases]); seeds that are
/// spread over the source make a summary ([Summaries]); of two matches that overlap the better is kept, and close
/// neighbours are joined. The frame is that of Sanchez-Perez, Sidorov and Gelbukh (2014), "A Winning Approach to Text
/// Alignment for Text Reuse Detection at PAN 2014"; embeddings, exact copies, and evidence that adds up are added to
/// it.
///
/// Pure: it sees two readings and nothing else. Any thread may call.
public final class TextAlignment {

  private final AlignmentSettings settings;

  public TextAlignment(AlignmentSettings settings) {
    this.settings = settings;
  }

  /// What was taken.
  ///
  /// @param here the suspicious text
  /// @param there the source, whose id the cases name
  public Alignment align(Reading here, Reading there) {
    if (here.size() == 0 || there.size() == 0) {
      return new Alignment(List.of(), false);
    }
    SeededTexts pair = new SeededTexts(here, there, settings);
    List<Match> copies = CopiedPassages.of(here, there, settings.copying());
    List<Match> found = new ArrayList<>(Passages.of(pair, copies, settings));
    List<Match> compact = new ArrayList<>(Summaries.over(found, pair, settings.summarizing()));
    for (Match paraphrase : Paraphrases.of(pair, settings.paraphrasing())) {
      if (compact.stream().noneMatch(match -> Match.overlap(match.here(), paraphrase.here()) > 0)) {
        compact.add(paraphrase);
      }
    }
    List<Case> cases =
        joined(Match.withoutOverlaps(compact), here, there).stream()
            .map(match -> KindOfReuse.name(here, there, match, settings.naming()))
            .toList();
    return new Alignment(cases, pair.truncated());
  }

  /// Makes one of neighbours that follow each other closely in both texts.
  private List<Match> joined(List<Match> matches, Reading here, Reading there) {
    List<Match> joined = new ArrayList<>();
    for (Match match : matches) {
      Match last = joined.isEmpty() ? null : joined.getLast();
      if (last != null
          && isShort(here, last.here().end(), match.here().start())
          && isShort(there, last.there().end(), match.there().start())) {
        joined.removeLast();
        joined.add(
            new Match(
                new Span(last.here().start(), match.here().end()),
                new Span(last.there().start(), match.there().end()),
                last.score() + match.score()));
      } else {
        joined.add(match);
      }
    }
    return joined;
  }

  private boolean isShort(Reading reading, int end, int start) {
    HashedWords words = reading.words();
    return start >= end && words.weight(words.firstFrom(end), words.firstFrom(start)) <= settings.joinGap();
  }
}
