package org.cvmsnap.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.Deadline;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;

/**
 * Turns plans into maps and lists for a JSON file, and back. Reading refuses what it does not know.
 */
final class PlanCodec {
  private final Journals.StepKinds kinds;

  PlanCodec(Journals.StepKinds kinds) {
    this.kinds = kinds;
  }

  static Map<String, Object> encode(Plan plan) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", plan.run().value());
    map.put("operation", plan.operation());
    map.put("guest", plan.guest().map(GuestName::value).orElse(""));
    map.put("volumes", plan.volumes().stream().map(RecordCodec::write).toList());
    map.put("steps", plan.steps().stream().map(PlanCodec::encode).toList());
    map.put("constraints", plan.constraints());
    plan.notAfter().ifPresent(deadline -> map.put("notAfter", List.of(deadline.text())));
    Access access = plan.access();
    if (!access.isUsual()) {
      map.putAll(RecordCodec.write(access));
    }
    if (!plan.hooks().isEmpty()) {
      map.put("hooks", plan.hooks().stream().map(RecordCodec::write).toList());
    }
    return map;
  }

  private static Map<String, Object> encode(Step step) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(RecordCodec.KIND, step.kind());
    map.putAll(RecordCodec.write((Record) step));
    return map;
  }

  /** What {@link #encode(Plan)} writes, with the steps still to be read. */
  record Form(
      RunId run,
      String operation,
      String guest,
      List<VolumeId> volumes,
      String constraints,
      Optional<Deadline> notAfter,
      List<String> guestPrefix,
      List<String> nodePrefix,
      Map<String, String> addresses,
      Map<String, String> guestPrefixes,
      Map<String, String> nodePrefixes,
      List<Hook> hooks) {}

  /**
   * The plan in a map that {@link #encode(Plan)} made.
   *
   * @throws IllegalArgumentException when it is not one, or holds something else besides
   */
  Plan decode(Map<?, ?> map) {
    Form form = RecordCodec.read(Form.class, map, "steps");
    if (!(map.get("steps") instanceof List<?> maps)) {
      throw new IllegalArgumentException("no 'steps' in " + map);
    }
    List<Step> steps = new ArrayList<>();
    for (Object each : maps) {
      if (!(each instanceof Map<?, ?> step)) {
        throw new IllegalArgumentException("not a step: " + each);
      }
      steps.add(step(step));
    }
    return new Plan(
        form.run(),
        form.operation(),
        Optional.of(form.guest()).filter(name -> !name.isEmpty()).map(GuestName::new),
        form.volumes(),
        steps,
        form.constraints(),
        form.notAfter(),
        new Access(
            form.guestPrefix(),
            form.nodePrefix(),
            form.addresses(),
            form.guestPrefixes(),
            form.nodePrefixes()),
        form.hooks());
  }

  private Step step(Map<?, ?> map) {
    Object word = map.get(RecordCodec.KIND);
    Class<? extends Step> kind =
        Optional.ofNullable(word instanceof String text ? text : null)
            .flatMap(kinds::named)
            .orElseThrow(() -> new IllegalArgumentException("unknown kind of step: " + word));
    return RecordCodec.read(kind, map, RecordCodec.KIND);
  }
}
