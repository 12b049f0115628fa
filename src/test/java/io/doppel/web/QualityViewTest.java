package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What was measured.
class QualityViewTest extends PageTest {

  @Test
  void measured_values_stand_beside_the_published_ones() {
    try (Visit visit = visit("quality")) {
      assertThat(visit.text("#quality-status")).isEqualTo("4 values of all-MiniLM-L6-v2; 2 have a published one, 1 of them is off.");
      assertThat(visit.count(".measures")).isEqualTo(2);
      assertThat(visit.at(".measures tbody tr").first().allInnerTexts().getFirst()).contains("spearman", "0.8203", "0.8203 ± 0.0005", "yes");
      assertThat(visit.at(".measures tbody tr", "pearson").innerText()).contains("–");
      assertThat(visit.at(".measures tbody tr", "queries").innerText()).contains("300").doesNotContain("300.0");
      assertThat(visit.count(".plot .value")).isEqualTo(2);
      visit.at("#quality-compared").check();
      visit.at(".measures tbody tr", "queries").waitFor(gone());
      assertThat(visit.count(".measures tbody tr")).isEqualTo(2);
    }
  }
}
