package org.cvmsnap.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.Hosts.Question;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Kinds;
import org.cvmsnap.run.Step;
import org.cvmsnap.site.Site;
import org.cvmsnap.solaris.SolarisCommands;

/** The steps of this package, done on the machines of a site. */
public final class SiteSteps implements Steps {
  private final Site site;

  public SiteSteps(Site site) {
    this.site = site;
  }

  /** The record of a kind of step, such as {@code stop-domain}; empty where there is none. */
  public static Optional<Class<? extends Step>> named(String word) {
    return Kinds.named(word, SiteStep.class, SiteStep.class).map(kind -> kind);
  }

  @Override
  public Goal of(Step step, History history) {
    return ((SiteStep) step).goal(site, history);
  }

  @Override
  public Goal repaying(Step step, boolean resumed) {
    return ((SiteStep) step).repayment(site, resumed);
  }

  @Override
  public Optional<Goal> settling(Step step, CutShort cut) {
    return ((SiteStep) step).settlement(site, cut);
  }

  @Override
  public Optional<Goal> undoing(Step step) {
    return ((SiteStep) step).undoing(site);
  }

  /** The file systems of a guest are mounted and unmounted beside each other. */
  @Override
  public Optional<Invocation> merged(List<Invocation> commands) {
    List<Machine> machines = commands.stream().map(Invocation::machine).distinct().toList();
    return machines.size() == 1
        ? SolarisCommands.merged(commands.stream().map(Invocation::argv).toList())
            .map(argv -> new Invocation(machines.get(0), argv))
        : Optional.empty();
  }

  @Override
  public Look look(Goal goal, Acts acts, List<Goal> next)
      throws NotLearnedException, InterruptedException {
    List<Question<Look>> beside = new ArrayList<>();
    next.forEach(each -> beside.add(() -> each.look(Acts.NONE)));
    return site.ask(() -> goal.look(acts), beside);
  }

  @Override
  public Attempt act(Invocation command, Duration limit) throws InterruptedException {
    return site.act(command, limit);
  }
}
