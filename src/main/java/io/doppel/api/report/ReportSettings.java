package io.doppel.api.report;

import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.plagiarism.exclusion.Exclusions;
import java.util.List;
import java.util.stream.IntStream;

/// How a text was checked, as a report tells it.
///
/// @param exclude ids of documents that were no sources
/// @param quotations whether quotations with a reference were left out
/// @param bibliography whether lists of references were left out
/// @param common whether set phrases were left out
/// @param base ids of documents whose text everybody may use
public record ReportSettings(
    List<String> exclude, boolean quotations, boolean bibliography, boolean common, List<String> base) {

  /// Nothing was left out.
  public static final ReportSettings NONE = new ReportSettings(List.of(), false, false, false, List.of());

  public ReportSettings {
    exclude = List.copyOf(exclude);
    base = List.copyOf(base);
  }

  /// The same without the names of documents that were no sources, which may tell whose text it is.
  ReportSettings anonymous() {
    List<String> nameless = IntStream.rangeClosed(1, exclude.size()).mapToObj(i -> "#" + i).toList();
    return new ReportSettings(nameless, quotations, bibliography, common, base);
  }

  public static ReportSettings of(PlagiarismQuery query) {
    Exclusions out = query.leaveOut();
    return new ReportSettings(
        query.exclude().stream().sorted().toList(),
        out.quotations(),
        out.bibliography(),
        out.common(),
        out.base().stream().sorted().toList());
  }
}
