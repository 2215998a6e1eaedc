package org.cvmsnap.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cvmsnap.model.Hook.Moment;
import org.cvmsnap.model.Hook.OnError;
import org.cvmsnap.model.Hook.Place;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HookTest {
  private static Hook hook(Place place, Moment moment, String... argv) {
    return new Hook("db", place, Map.of(moment, List.of(argv)), Hook.USUAL_LIMIT, OnError.ABORT);
  }

  @Test
  void its_environment_comes_before_the_command_in_one_order() {
    assertThat(
            hook(Place.CONTROL_DOMAIN, Moment.ON_FAILURE, "/opt/mail", "-s", "a; b")
                .argv(Moment.ON_FAILURE, Map.of("RUN", "r", "EXIT_CODE", "5")))
        .containsExactly(
            "/usr/bin/env",
            "CVMSNAP_EXIT_CODE=5",
            "CVMSNAP_HOOK=db",
            "CVMSNAP_MOMENT=on-failure",
            "CVMSNAP_RUN=r",
            "/opt/mail",
            "-s",
            "a; b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "svcadm", "./stop", "/opt/a=b"})
  void refuses_what_is_not_the_whole_path_of_a_program(String program) {
    assertThatThrownBy(() -> hook(Place.GUEST, Moment.BEFORE_OUTAGE, program))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whole path of a program");
  }

  @ParameterizedTest
  @EnumSource(names = {"AFTER_SNAPSHOT", "ON_FAILURE", "ON_SERVICE_DOWN"})
  void refuses_what_would_run_in_a_guest_that_may_be_down(Moment moment) {
    assertThatThrownBy(() -> hook(Place.GUEST, moment, "/opt/note"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot run in the guest " + moment.word());
  }

  @Test
  void refuses_one_without_a_command_a_time_or_a_name() {
    Map<Moment, List<String>> some = Map.of(Moment.ON_FAILURE, List.of("/opt/note"));

    assertThatThrownBy(() -> new Hook("db", Place.GUEST, Map.of(), Hook.USUAL_LIMIT, OnError.ABORT))
        .hasMessageContaining("has no command");
    assertThatThrownBy(
            () -> new Hook("db", Place.CONTROL_DOMAIN, some, Duration.ZERO, OnError.ABORT))
        .hasMessageContaining("less than a second");
    assertThatThrownBy(
            () -> new Hook("a b", Place.CONTROL_DOMAIN, some, Hook.USUAL_LIMIT, OnError.ABORT))
        .hasMessageContaining("no name for a hook");
    assertThatThrownBy(() -> hook(Place.GUEST, Moment.BEFORE_OUTAGE))
        .hasMessageContaining("whole path of a program");
  }
}
