package org.cvmsnap.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DomainTest {
  private static DomainFlags flags(String letters) {
    return new DomainFlags(letters);
  }

  @Test
  void each_flag_is_one_letter_at_its_place() {
    assertThat(flags("s-----").startingOrStopping()).isTrue();
    assertThat(flags("-t----").transition()).isTrue();
    assertThat(flags("--d---").delayedReconfiguration()).isTrue();
    assertThat(flags("---c--").control()).isTrue();
    assertThat(flags("-----s").migrating()).isTrue();
    assertThat(flags("-----e").migrating()).isTrue();
  }

  @Test
  void a_dash_says_nothing() {
    DomainFlags none = flags("------");

    assertThat(none.startingOrStopping()).isFalse();
    assertThat(none.transition()).isFalse();
    assertThat(none.delayedReconfiguration()).isFalse();
    assertThat(none.control()).isFalse();
    assertThat(none.migrating()).isFalse();
  }

  @Test
  void memory_reconfiguration_is_not_delayed_reconfiguration() {
    assertThat(flags("-nr---").delayedReconfiguration()).isFalse();
  }

  @Test
  void an_old_release_has_no_flag_for_migration() {
    assertThat(flags("-n-cv").migrating()).isFalse();
  }

  @Test
  void a_domain_that_stops_or_changes_is_not_settled() {
    GuestName name = new GuestName("ldom1");

    assertThat(new Domain(name, DomainState.ACTIVE, flags("-n----")).settled()).isTrue();
    assertThat(new Domain(name, DomainState.BOUND, flags("------")).settled()).isTrue();
    assertThat(new Domain(name, DomainState.ACTIVE, flags("sn----")).settled()).isFalse();
    assertThat(new Domain(name, DomainState.CHANGING, flags("------")).settled()).isFalse();
    assertThat(new Domain(name, DomainState.SUSPENDED, flags("------")).settled()).isFalse();
  }
}
