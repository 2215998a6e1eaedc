package org.cvmsnap.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.Deadline;
import org.cvmsnap.run.Plan;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.Plans;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlanCodecTest {
  private static final PlanCodec CODEC = new PlanCodec(SiteSteps::named);

  @Test
  void every_kind_of_step_is_the_same_after_it_was_written_and_read() {
    Plan plan = Plans.ofEveryKind();

    assertThat(CODEC.decode(PlanCodec.encode(plan))).isEqualTo(plan);
  }

  @Test
  void a_plan_about_volumes_alone_is_the_same_after_it_was_written_and_read() {
    Plan plan = Plans.ofVolumes();

    assertThat(CODEC.decode(PlanCodec.encode(plan))).isEqualTo(plan);
    assertThat(plan.about()).isEqualTo("datadg/datavol1, datadg/snap1");
  }

  @Test
  void how_machines_are_reached_is_noted_where_it_is_not_as_usual() {
    Access access =
        new Access(List.of("pfexec"), List.of("sudo", "-n"), Map.of("sun-b", "snap@10.0.0.2"));
    Plan plan = Plans.take().with(access);

    assertThat(CODEC.decode(PlanCodec.encode(plan)).access()).isEqualTo(access);
    assertThat(PlanCodec.encode(plan)).containsEntry("guestPrefix", List.of("pfexec"));
    assertThat(PlanCodec.encode(Plans.take())).doesNotContainKey("guestPrefix");
    assertThat(CODEC.decode(PlanCodec.encode(Plans.take())).access()).isEqualTo(Access.USUAL);
  }

  @Test
  void words_of_single_machines_are_noted_where_there_are_any() {
    Access access =
        new Access(List.of(), List.of(), Map.of(), Map.of("ldom1", "pfexec"), Map.of("sun-b", ""));
    Plan plan = Plans.take().with(access);

    assertThat(CODEC.decode(PlanCodec.encode(plan)).access()).isEqualTo(access);
  }

  @Test
  void the_end_of_a_window_is_noted_where_there_is_one() {
    Optional<Deadline> deadline =
        Optional.of(new Deadline("2026-03-02T03:30+01:00[Europe/Berlin]"));
    Plan plan = Plans.take().notAfter(deadline);

    assertThat(CODEC.decode(PlanCodec.encode(plan))).isEqualTo(plan);
    assertThat(PlanCodec.encode(Plans.take())).doesNotContainKey("notAfter");
    assertThat(CODEC.decode(PlanCodec.encode(Plans.take())).notAfter()).isEmpty();
  }

  @Test
  void nobody_can_be_owed_anything_without_a_guest() {
    Plan take = Plans.take();

    assertThatThrownBy(
            () -> Plan.ofVolumes(take.run(), "take", Plans.ofVolumes().volumes(), take.steps()))
        .hasMessageContaining("owed");
    assertThatThrownBy(() -> Plan.ofVolumes(take.run(), "take", List.of(), List.of()))
        .hasMessageContaining("volumes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"format-disk", "StopDomain", "stop_domain", "site-step", "site-steps", "", "../x"})
  void refuses_a_step_that_it_does_not_know(String kind) {
    Map<String, Object> map = new LinkedHashMap<>(PlanCodec.encode(Plans.take()));
    map.put("steps", List.of(Map.of("kind", kind)));

    assertThatThrownBy(() -> CODEC.decode(map))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown kind of step: " + kind);
  }

  @Test
  void refuses_a_plan_that_lacks_something() {
    Map<String, Object> map = new LinkedHashMap<>(PlanCodec.encode(Plans.take()));
    map.remove("guest");

    assertThatThrownBy(() -> CODEC.decode(map)).hasMessageContaining("guest");
  }

  @Test
  void refuses_a_plan_that_says_more_than_it_knows() {
    Map<String, Object> map = new LinkedHashMap<>(PlanCodec.encode(Plans.take()));
    map.put("mode", "detach");

    assertThatThrownBy(() -> CODEC.decode(map)).hasMessageContaining("mode");
  }

  /** The plan of a take, with one thing in its steps replaced. */
  private static Map<?, ?> planted(String was, String is) throws IOException {
    String text = JSON.std.asString(PlanCodec.encode(Plans.take()));
    assertThat(text).contains(was);
    return JSON.std.mapFrom(text.replace(was, is));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\":\"GUEST\"          | \"kind\":\"NODE\"             | not done where it is to be",
        "\"kind\":\"GUEST\"          | \"kind\":\"CONTROL_DOMAIN\"   | not done where it is to be",
        "\"kind\":\"CONTROL_DOMAIN\" | \"kind\":\"GUEST\"            | not done where it is to be",
        "\"name\":\"ldom1\"          | \"name\":\"sun-b\"            | not done where it is to be",
        "\"guest\":\"ldom1\"         | \"guest\":\"ldom2\"           | not done where it is to be",
        "root@ldom1                  | -oProxyCommand=reboot         | not an address",
        "\"fsType\":\"vxfs\"         | \"fsType\":\"../../../x\"      | not the type of a file system",
        "\"fsType\":\"vxfs\"         | \"fsType\":\"-F\"              | not the type of a file system",
        "\"fsType\":\"vxfs\"         | \"fsType\":\"..\"              | not the type of a file system",
      })
  void refuses_a_plan_that_no_planner_makes(String was, String is, String why) throws IOException {
    Map<?, ?> map = planted(was, is);

    assertThatThrownBy(() -> CODEC.decode(map))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void refuses_ways_to_machines_that_nobody_could_have_typed() {
    Map<String, Object> map = new LinkedHashMap<>(PlanCodec.encode(Plans.take()));

    map.put("addresses", Map.of("sun-b", "-oProxyCommand=reboot"));
    assertThatThrownBy(() -> CODEC.decode(map)).hasMessageContaining("not an address");

    map.put("addresses", Map.of());
    map.put("guestPrefix", List.of("sh", "-c", "reboot;"));
    assertThatThrownBy(() -> CODEC.decode(map)).hasMessageContaining("not a program");
  }
}
