package org.cvmsnap.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.testing.Plans;
import org.cvmsnap.testing.SiteFacts;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlanTest {
  private static final Plan TAKE = Plans.take();

  @Test
  void is_about_its_guest_where_it_takes_one_down_and_is_not_gone_on_with() {
    assertThat(TAKE.about()).isEqualTo("ldom1");
    assertThat(TAKE.finishedLater()).isFalse();
  }

  @Test
  void is_about_its_volumes_where_no_guest_has_to_be_down_and_is_gone_on_with() {
    Plan plan =
        Plan.ofVolumes(
            TAKE.run(),
            "remove",
            List.of(SiteFacts.id("datavol1"), SiteFacts.id("datavol2")),
            List.of());

    assertThat(plan.about()).isEqualTo("datadg/datavol1, datadg/datavol2");
    assertThat(plan.finishedLater()).isTrue();
  }

  @Test
  void cannot_be_about_nothing() {
    assertThatThrownBy(() -> new Plan(TAKE.run(), "x", Optional.empty(), List.of(), List.of(), ""))
        .hasMessageContaining("about a guest, or about volumes");
  }

  @Test
  void cannot_owe_anything_to_nobody() {
    assertThatThrownBy(
            () -> Plan.ofVolumes(TAKE.run(), "x", List.of(SiteFacts.id("datavol1")), TAKE.steps()))
        .hasMessageContaining("nobody could be owed");
  }
}
