package org.cvmsnap.plan.outage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.Quiesce;
import org.cvmsnap.step.RunHook;
import org.cvmsnap.step.RunOnReturn;

/**
 * The steps by which a run executes the commands of the site's own. In a guest that is not up there
 * is nothing for them to do.
 */
final class HookPlan {
  private final OutageOptions options;
  private final OutageFacts facts;
  private final Map<String, String> environment;

  /**
   * @param snapshots that will be there at the moment of the steps; none where they are not known
   */
  HookPlan(
      OutageOptions options,
      OutageFacts facts,
      RunId run,
      List<VolumeId> volumes,
      List<VolumeId> snapshots) {
    this.options = options;
    this.facts = facts;
    this.environment = environment(options, run, volumes, snapshots);
  }

  /** Names and identifiers that cvmsnap has checked; nothing that a guest has said. */
  private static Map<String, String> environment(
      OutageOptions options, RunId run, List<VolumeId> volumes, List<VolumeId> snapshots) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("RUN", run.value());
    environment.put("LDOM", options.guest().value());
    environment.put("VOLUMES", words(volumes));
    if (!snapshots.isEmpty()) {
      environment.put("SNAPSHOTS", words(snapshots));
    }
    return environment;
  }

  private static String words(List<VolumeId> volumes) {
    return volumes.stream().map(VolumeId::toString).collect(Collectors.joining(" "));
  }

  /**
   * What is done before anything is taken from the guest, and what is due once it is back: that is
   * paid in the reverse order.
   */
  List<Step> beforeOutage() {
    List<Step> steps = new ArrayList<>();
    for (Hook hook : options.hooks()) {
      machine(hook).ifPresent(on -> before(hook, on).ifPresent(steps::add));
    }
    return List.copyOf(steps);
  }

  private Optional<Step> before(Hook hook, Machine on) {
    if (hook.pair()) {
      return Optional.of(new Quiesce(options.guest(), on, hook, environment));
    }
    if (hook.at(Hook.Moment.AFTER_RETURN)) {
      return Optional.of(new RunOnReturn(options.guest(), on, hook, environment));
    }
    return at(Hook.Moment.BEFORE_OUTAGE, hook, on);
  }

  List<Step> afterUnmount() {
    return at(Hook.Moment.AFTER_UNMOUNT);
  }

  List<Step> afterSnapshot() {
    return at(Hook.Moment.AFTER_SNAPSHOT);
  }

  private List<Step> at(Hook.Moment moment) {
    return options.hooks().stream()
        .flatMap(hook -> machine(hook).flatMap(on -> at(moment, hook, on)).stream())
        .toList();
  }

  private Optional<Step> at(Hook.Moment moment, Hook hook, Machine on) {
    return hook.at(moment)
        ? Optional.of(new RunHook(on, hook, moment, environment))
        : Optional.empty();
  }

  private Optional<Machine> machine(Hook hook) {
    return hook.place() == Hook.Place.GUEST
        ? facts.guest().os().map(os -> options.os())
        : Optional.of(facts.control());
  }
}
