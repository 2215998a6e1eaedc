package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.site.VcsConfiguration.State;
import org.cvmsnap.vcs.VcsCommands;

/**
 * The service group is frozen, so that the cluster manager leaves the guest alone: agents go on
 * watching, and nothing is started, stopped or cleaned up. VCS does not freeze a group that is in
 * transition.
 *
 * @param resource the LDom resource in the group
 * @param online whether the guest is online
 * @param persistent whether that is to last when the cluster manager's engine restarts
 */
public record FreezeGroup(
    GuestName guest,
    Machine control,
    String group,
    String resource,
    boolean online,
    boolean persistent)
    implements SiteStep.InOutage {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String OPEN =
      "the configuration of VCS is open; once nobody is changing it, close it: "
          + String.join(" ", VcsCommands.close());

  @Override
  public Optional<Debt> debt() {
    return Optional.of(
        Debt.changed("frozen", guest, "service group " + group + " has to be unfrozen"));
  }

  @Override
  public Goal goal(Site site, History history) {
    List<Invocation> commands = commands(freezing());
    return Goal.of(
        subject(group),
        Limits.of(LIMIT, LIMIT).attempts(commands.size()),
        commands,
        acts -> {
          ServiceGroup seen = site.vcs(control).group(group, resource);
          State configuration = configuration(site);
          if (persistent ? seen.persistently() : seen.temporarily()) {
            return configuration == State.OURS
                ? Look.owed("the configuration is open", closing())
                : Look.reached();
          }
          if (!seen.atRest() || seen.online().isEmpty() == online) {
            return Look.blocked("it is " + seen.described());
          }
          if (configuration == State.THEIRS) {
            return Look.blocked("somebody has opened the configuration of VCS, and is changing it");
          }
          return toOpen(configuration)
              ? Look.owed("the configuration is closed", opening())
              : Look.owed("it is not frozen", freezing());
        });
  }

  private State configuration(Site site) throws NotLearnedException, InterruptedException {
    return persistent ? site.configuration().look(control) : State.CLOSED;
  }

  private boolean toOpen(State configuration) {
    return persistent && configuration == State.CLOSED;
  }

  private List<Invocation> commands(Invocation change) {
    return persistent ? List.of(opening(), change, closing()) : List.of(change);
  }

  private Invocation freezing() {
    return here(VcsCommands.freeze(group, persistent));
  }

  private Invocation unfreezing() {
    return here(VcsCommands.unfreeze(group, persistent));
  }

  private Invocation opening() {
    return here(VcsCommands.open());
  }

  private Invocation closing() {
    return here(VcsCommands.close());
  }

  /**
   * The service group is not frozen. Until its resource is online on exactly one system, and no
   * fault of the time when the guest was down is left, VCS would act on what it last saw. An agent
   * may look at what is offline only every five minutes (OfflineMonitorInterval).
   */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    return Goal.of(
        subject("unfreeze-group", group),
        Limits.of(LIMIT, Duration.ofMinutes(15))
            .settling(Duration.ofMinutes(1), Duration.ofMinutes(2))
            .every(Duration.ofSeconds(5))
            .attempts(8),
        commands(unfreezing()),
        acts -> frozen(site, resumed));
  }

  /**
   * @param resumed whether another process froze it, and may have died with the configuration open:
   *     that it is open is then no obstacle, and is left so, as nobody knows whose it is
   */
  private Look frozen(Site site, boolean resumed) throws NotLearnedException, InterruptedException {
    ServiceGroup seen = site.vcs(control).group(group, resource);
    State configuration = configuration(site);
    boolean frozen = persistent ? seen.persistently() : seen.temporarily();
    if (!frozen && configuration == State.CLOSED) {
      return Look.reached();
    }
    if (configuration == State.THEIRS && !(resumed && frozen)) {
      return resumed ? Look.reached("is as it was; " + OPEN) : Look.blocked(OPEN);
    }
    return frozen
        ? mayUnfreeze(seen, configuration)
        : Look.owed("the configuration is open", closing());
  }

  private Look mayUnfreeze(ServiceGroup seen, State configuration) {
    List<String> on = seen.online();
    if (on.size() > 1) {
      return Look.blocked("it is online on several systems: " + seen.described());
    }
    if (!seen.faulted().isEmpty()) {
      return Look.owed(
          "a fault is left: " + seen.described(),
          here(VcsCommands.clear(resource, seen.faulted().get(0))),
          commands(unfreezing()));
    }
    if (!seen.atRest() || (online && on.isEmpty())) {
      return Look.moving("VCS does not see the guest online yet: " + seen.described());
    }
    return toOpen(configuration)
        ? Look.owed("the configuration is closed", opening())
        : Look.owed("it is frozen", unfreezing());
  }
}
