package org.cvmsnap.workflow;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.ServiceDownException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Plan;

/**
 * Tells commands of the site's own how a run has ended that has not ended well. One that fails is
 * warned of, and changes nothing.
 */
final class Notification {
  private static final List<Hook.Moment> MOMENTS =
      List.of(Hook.Moment.ON_FAILURE, Hook.Moment.ON_SERVICE_DOWN);

  private final Session session;
  private final EngineListener listener;
  private final List<Hook> hooks;
  private final Optional<Machine> here;
  private final Map<String, String> about;

  private Notification(
      Session session,
      EngineListener listener,
      List<Hook> hooks,
      Optional<Machine> here,
      Map<String, String> about) {
    this.session = session;
    this.listener = listener;
    this.hooks = hooks;
    this.here = here;
    this.about = about;
  }

  /**
   * @param plan of the run, which has the commands
   */
  Notification(Session session, EngineListener listener, Plan plan) {
    this(session, listener, plan.hooks(), plan.control(), about(plan));
  }

  private static Map<String, String> about(Plan plan) {
    Map<String, String> about = new TreeMap<>();
    about.put("RUN", plan.run().value());
    about.put("LDOM", plan.about());
    if (!plan.volumes().isEmpty()) {
      about.put(
          "VOLUMES",
          plan.volumes().stream().map(VolumeId::toString).collect(Collectors.joining(" ")));
    }
    return about;
  }

  /** Those of an operator's hooks that tell how a run has ended. */
  static List<Hook> hooks(OutageOptions options) {
    return options.hooks().stream().filter(hook -> MOMENTS.stream().anyMatch(hook::at)).toList();
  }

  /** Tells that a run has not begun, and so has no plan. */
  static void refused(
      Session session, EngineListener listener, OutageOptions options, CvmsnapException why) {
    List<Hook> hooks = hooks(options);
    if (hooks.isEmpty()) {
      return;
    }
    try {
      Machine here = new Survey(session.reading()).here().control();
      Map<String, String> about = Map.of("LDOM", options.guest().value());
      new Notification(session, listener, hooks, Optional.of(here), about)
          .tell(
              why instanceof BusyException ? "taken" : "refused",
              why.status(),
              service(session, options.guest(), why));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CvmsnapException e) {
      listener.warn("No hook is told of it, as this is no control domain: " + e.getMessage());
    }
  }

  /** How a guest is to which something was refused; whoever has it may have taken it down. */
  private static Service service(Session session, GuestName guest, CvmsnapException why)
      throws InterruptedException {
    if (why instanceof ServiceDownException) {
      return Service.DOWN;
    }
    if (why instanceof BusyException) {
      return Service.UNKNOWN;
    }
    return Unaccounted.of(session).of(guest).none() ? Service.UP : Service.UNKNOWN;
  }

  /** Tells how the run has ended. */
  void tell(RunResult result) {
    tell(
        result.ending().name().toLowerCase(Locale.ROOT),
        result.status(),
        Service.owed(result.serviceDown()));
  }

  /** Tells that what came after the run has not gone well. */
  void failed(int status) {
    tell("failed", status, Service.UP);
  }

  /**
   * Tells how something has ended.
   *
   * @param status the process's exit status
   * @param service whether the guest is as it was
   */
  private void tell(String outcome, int status, Service service) {
    if (status == 0 || here.isEmpty()) {
      return;
    }
    Map<String, String> environment = new TreeMap<>(about);
    environment.put("OUTCOME", outcome);
    environment.put("EXIT_CODE", String.valueOf(status));
    environment.put("SERVICE", service.word());
    for (Hook.Moment moment : MOMENTS) {
      boolean due = moment == Hook.Moment.ON_FAILURE || service == Service.DOWN;
      hooks.stream()
          .filter(hook -> due && hook.at(moment))
          .forEach(hook -> run(hook, moment, here.get(), environment));
    }
  }

  private void run(Hook hook, Hook.Moment moment, Machine here, Map<String, String> environment) {
    Invocation command = Invocation.hook(here, hook.argv(moment, environment));
    try {
      Attempt attempt =
          Contained.work(
              () -> session.site().act(command, hook.limit()),
              bug -> Attempt.unanswered("internal error: " + bug));
      if (!attempt.said().isEmpty()) {
        listener.warn(
            "%s-hook %s: its command failed (%s)."
                .formatted(moment.word(), hook.name(), attempt.said()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
