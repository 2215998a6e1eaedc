package org.cvmsnap.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.testing.Plans;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlanCodecTest {
  @Test
  void every_kind_of_step_is_the_same_after_it_was_written_and_read() {
    Plan plan = Plans.ofEveryKind();

    assertThat(PlanCodec.decode(PlanCodec.encode(plan))).isEqualTo(plan);
    assertThat(plan.steps().stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(kinds(StepSpec.class).toArray(Class<?>[]::new));
  }

  /** The records below a sealed interface. */
  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(PlanCodecTest::kinds)
        : Stream.of(type);
  }

  @Test
  void a_plan_about_volumes_alone_is_the_same_after_it_was_written_and_read() {
    Plan plan = Plans.ofVolumes();

    assertThat(PlanCodec.decode(PlanCodec.encode(plan))).isEqualTo(plan);
    assertThat(plan.about()).isEqualTo("datadg/datavol1, datadg/snap1");
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

  @Test
  void every_way_of_making_snapshots_is_the_same_after_it_was_written_and_read() {
    VolumeName volume = new VolumeName("datavol1");
    GroupName group = new GroupName("datadg");
    List<Making> ways =
        List.of(
            new Making.Mirrors(Family.INSTANT),
            new Making.Plexes(Map.of(volume, "datavol1-03")),
            new Making.Volumes(),
            new Making.Cache("snap1_c"),
            new Making.Links(new GroupName("copydg")));
    Plan usual = Plans.take();
    Plan plan =
        new Plan(
            usual.run(),
            usual.operation(),
            usual.guest(),
            usual.volumes(),
            ways.stream()
                .<StepSpec>map(
                    making ->
                        new StepSpec.MakeSnapshots(
                            Machine.controlDomain("sun-a"),
                            group,
                            making,
                            List.of(new SnapshotPair(volume, new VolumeName("snap1")))))
                .toList(),
            usual.constraints());

    assertThat(PlanCodec.decode(PlanCodec.encode(plan))).isEqualTo(plan);
    assertThat(ways.stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Making.class.getPermittedSubclasses());
  }

  @Test
  void refuses_a_step_that_it_does_not_know() {
    Map<String, Object> map = new LinkedHashMap<>(PlanCodec.encode(Plans.take()));
    map.put("steps", List.of(Map.of("kind", "format-disk")));

    assertThatThrownBy(() -> PlanCodec.decode(map)).hasMessageContaining("format-disk");
  }

  @Test
  void refuses_a_plan_that_lacks_something() {
    Map<String, Object> map = new LinkedHashMap<>(PlanCodec.encode(Plans.take()));
    map.remove("guest");

    assertThatThrownBy(() -> PlanCodec.decode(map)).hasMessageContaining("guest");
  }
}
