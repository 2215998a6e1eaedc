package org.cvmsnap.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        .containsExactlyInAnyOrder(StepSpec.class.getPermittedSubclasses());
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
