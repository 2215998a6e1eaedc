package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.LockSurvey;
import org.cvmsnap.cluster.NodeInquiry;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.outage.TakeOverPlanner;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Plan;
import org.cvmsnap.site.Site;

/**
 * Brings a guest up on this node after the node that it was on has left the cluster. The journal is
 * gone with that node, so what is owed is derived from the world, written into a journal here, and
 * paid as any other debt.
 */
public final class TakeOver {
  private final Session session;
  private final EngineListener listener;
  private final List<Hook> hooks;

  /**
   * @param hooks that the run on the other node may have had, as far as is known here
   */
  public TakeOver(Session session, EngineListener listener, List<Hook> hooks) {
    this.session = session;
    this.listener = listener;
    this.hooks = List.copyOf(hooks);
  }

  /**
   * Brings the guest up.
   *
   * @param from the node that it was on
   * @throws RefusedException unless it is certain that the guest is up nowhere, and that nobody has
   *     its volumes
   */
  public Recovery.Recovered run(OutageOptions options, String from) throws InterruptedException {
    return new OutageRuns(session, listener, Optional.empty())
        .run(new Adopting(options, from), Confirmation.GIVEN);
  }

  private final class Adopting
      implements OutageOperation<TakeOverPlanner.Facts, Plan, Recovery.Recovered> {
    private final OutageOptions options;
    private final String from;

    Adopting(OutageOptions options, String from) {
      this.options = options;
      this.from = from;
    }

    @Override
    public OutageOptions options() {
      return options;
    }

    @Override
    public TakeOverPlanner.Facts survey() throws InterruptedException {
      return learn(options);
    }

    @Override
    public OutageFacts outage(TakeOverPlanner.Facts facts) {
      return facts.outage();
    }

    @Override
    public Decision<Plan> decide(TakeOverPlanner.Facts facts, RunId run) {
      return new TakeOverPlanner(options, facts).decide(run, from);
    }

    @Override
    public List<VolumeId> volumes(Plan planned) {
      return List.of();
    }

    @Override
    public Plan plan(Plan planned) {
      return planned;
    }

    @Override
    public Recovery.Recovered run(TakeOverPlanner.Facts facts, Plan planned, Plan plan) {
      LockSurvey.hazards(options, facts.outage().groups().values()).forEach(listener::warn);
      Recovery.Recovered recovered = pay(plan);
      if (!recovered.leftDown()) {
        listener.warn(
            "what %s had mounted that its boot does not mount is not known here"
                .formatted(options.guest()));
        quiesced(options, from, facts.outage().control());
      }
      facts.outage().vcs().owners().stream()
          .filter(ServiceGroup::frozen)
          .forEach(owner -> listener.warn(frozen(owner, from)));
      return recovered;
    }
  }

  /** What its hooks have stopped, that node's journal alone knows. */
  private void quiesced(OutageOptions options, String from, Machine control) {
    listener.warn(
        "what hooks of a run on %s have stopped for %s is not known here, and no after-return command of theirs was run"
            .formatted(from, options.guest()));
    hooks.stream()
        .filter(hook -> hook.at(Hook.Moment.AFTER_RETURN))
        .map(
            hook -> {
              boolean here = hook.place() == Hook.Place.CONTROL_DOMAIN;
              Machine machine = here ? control : options.os();
              Invocation returning =
                  Invocation.hook(
                      machine,
                      hook.argv(Hook.Moment.AFTER_RETURN, Map.of("LDOM", options.guest().value())));
              return ShellLine.hint(
                  "if it had the hook %s, type " + (here ? "on" : "in") + " %s: %s",
                  hook.name(),
                  machine.name(),
                  returning.with(session.site().access()).argv());
            })
        .forEach(listener::warn);
  }

  /** Whether that node's run froze it, its journal alone knows. */
  private static String frozen(ServiceGroup group, String from) {
    return ShellLine.hint(
        "service group %1$s is frozen: cvmsnap recover on %2$s unfreezes it, if it was frozen by a run there; or type hagrp -unfreeze %1$s",
        group.name(), from);
  }

  private TakeOverPlanner.Facts learn(OutageOptions options) throws InterruptedException {
    Site site = session.reading();
    OutageFacts outage = new Survey(site).takeOver(options);
    try {
      List<Machine> others =
          outage.nodes().stream()
              .map(OutageFacts.Node::node)
              .filter(node -> !node.equals(outage.control()))
              .toList();
      return new TakeOverPlanner.Facts(
          outage,
          site.vxvm(outage.control()).members(),
          site.ofEach(
              others, node -> NodeInquiry.domains(site.ldm(node), Ldm::domains, List.of())));
    } catch (NotLearnedException e) {
      throw new RefusedException("What cannot be learned counts as in use", e);
    }
  }

  private Recovery.Recovered pay(Plan plan) {
    try (RunJournal journal = session.begin(plan)) {
      RunResult result = session.engine(listener).adopt(journal);
      RunNotice.tell(session, plan, result);
      RunRecord record = journal.record();
      List<Debt> owed =
          plan.steps().stream()
              .flatMap(step -> step.debt().stream())
              .filter(debt -> debt.ofGuest() && record.hadOutage())
              .collect(Collectors.toCollection(ArrayList::new));
      Collections.reverse(owed); // as they are paid
      return new Recovery.Recovered(
          record, owed, result, new Preview(session).byHand(record).commands());
    }
  }
}
