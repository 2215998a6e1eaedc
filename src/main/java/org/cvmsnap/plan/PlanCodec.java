package org.cvmsnap.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;

/**
 * Turns plans into maps and lists for a JSON file, and back. Reading refuses what it does not know:
 * a journal of a newer cvmsnap must not be half understood.
 */
public final class PlanCodec {
  private PlanCodec() {}

  public static Map<String, Object> encode(Plan plan) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", plan.run().value());
    map.put("operation", plan.operation());
    map.put("guest", plan.guest().map(GuestName::value).orElse(""));
    map.put("volumes", plan.volumes().stream().map(PlanValues::json).toList());
    map.put("steps", plan.steps().stream().map(StepCodec::encode).toList());
    map.put("constraints", plan.constraints());
    return map;
  }

  /**
   * The plan in a map that {@link #encode(Plan)} made.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static Plan decode(Map<?, ?> map) {
    Fields fields = new Fields(map);
    return new Plan(
        new RunId(fields.text("run")),
        fields.text("operation"),
        Optional.of(fields.text("guest")).filter(name -> !name.isEmpty()).map(GuestName::new),
        fields.volumes("volumes"),
        fields.maps("steps").stream().map(StepCodec::decode).toList(),
        fields.text("constraints"));
  }
}
