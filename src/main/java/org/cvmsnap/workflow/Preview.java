package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.engine.Together;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.Access;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.step.StopDomain;

/** The commands of a plan, or of what is owed, without running any. */
final class Preview {
  private final Steps steps;
  private final Access access;

  Preview(Session session) {
    this.steps = new SiteSteps(session.reading());
    this.access = session.site().access();
  }

  /**
   * The way back without cvmsnap.
   *
   * @param commands that an operator types, in order
   * @param seen what is in the way of it, or not as the run has left it
   */
  record ByHand(List<Invocation> commands, List<String> seen) {
    ByHand {
      commands = List.copyOf(commands);
      seen = List.copyOf(seen);
    }
  }

  /** The mutating commands of a plan that meets no trouble: out, home, and what comes after. */
  List<Invocation> of(Plan plan) {
    List<Invocation> commands = new ArrayList<>();
    List<Step> owing = new ArrayList<>();
    List<Step> out = plan.steps().stream().filter(step -> step.phase() != Phase.AFTER).toList();
    for (List<Step> together : Together.of(out)) {
      commands.addAll(
          Together.commands(
              steps,
              together.stream().map(step -> steps.of(step, History.NONE).commands()).toList()));
      together.forEach(step -> step.debt().ifPresent(debt -> owing.add(0, step)));
    }
    boolean boots = owing.stream().anyMatch(StopDomain.class::isInstance);
    List<Step> repaid = owing.stream().filter(step -> !step.keepsOthersOff()).toList();
    for (List<Step> together : Together.of(repaid)) {
      List<Goal> goals = together.stream().map(step -> steps.repaying(step, false)).toList();
      commands.addAll(
          Together.commands(
              steps, goals.stream().map(goal -> boots ? goal.commands() : goal.byHand()).toList()));
    }
    for (Step step : plan.steps()) {
      if (step.phase() == Phase.AFTER) {
        commands.addAll(steps.of(step, History.NONE).commands());
      }
    }
    owing.stream()
        .filter(Step::keepsOthersOff)
        .forEach(step -> commands.addAll(steps.repaying(step, false).commands()));
    return prefixed(commands);
  }

  private List<Invocation> prefixed(List<Invocation> commands) {
    return commands.stream().map(command -> command.with(access)).toList();
  }

  /**
   * What an operator types, in order, to pay what is owed without cvmsnap. What is there already,
   * or on its way, needs no command. What it would be unsafe to do is not named, nor what rests on
   * it. Once something is to be typed, only control domains still show what will be there after it.
   */
  ByHand byHand(RunRecord record) {
    List<List<Invocation>> typed = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    boolean looking = true;
    for (int index : record.owed()) {
      Step step = record.plan().steps().get(index);
      Goal repaid = steps.repaying(step, true);
      boolean shown = looking || step.controlDomain().isPresent();
      Optional<Look> look = shown ? look(repaid, acts(repaid, record, index)) : Optional.empty();
      if (look.filter(each -> unexpected(each, repaid)).isPresent()) {
        seen.add(repaid.subject() + ": " + look.get().why());
      }
      if (looking && look.isPresent() && look.get() instanceof Look.Blocked) {
        break;
      }
      boolean there = look.filter(Look.Reached.class::isInstance).isPresent();
      boolean changing = !looking;
      looking = looking && look.isPresent() && !(look.get() instanceof Look.Owed);
      if (!looking && !there) {
        typed.add(typed(repaid, look, changing));
      }
    }
    return new ByHand(prefixed(once(typed)), seen);
  }

  /**
   * All of these one after the other, where what leads to one ends as that of the one before: what
   * both begin and end with is typed once.
   */
  private static List<Invocation> once(List<List<Invocation>> each) {
    List<Invocation> all = new ArrayList<>();
    List<Invocation> before = List.of();
    for (List<Invocation> next : each) {
      int same = sameEnd(before, next);
      List<Invocation> end = next.subList(next.size() - same, next.size());
      List<Invocation> rest = new ArrayList<>(next.subList(0, next.size() - same));
      if (same > 0) {
        all.subList(all.size() - same, all.size()).clear();
        rest.removeAll(before);
      }
      all.addAll(rest);
      all.addAll(end);
      before = next;
    }
    return all;
  }

  /** With how many commands both end. */
  private static int sameEnd(List<Invocation> one, List<Invocation> other) {
    int same = 0;
    while (same < Math.min(one.size(), other.size())
        && one.get(one.size() - 1 - same).equals(other.get(other.size() - 1 - same))) {
      same++;
    }
    return same;
  }

  /** What a journal tells of the attempts to pay for a step. */
  private static Acts acts(Goal goal, RunRecord record, int index) {
    return record
        .refused(index)
        .map(Attempt::answered)
        .map(said -> new Acts(goal.commands().stream().limit(1).toList(), said))
        .orElse(Acts.NONE);
  }

  private static List<Invocation> typed(Goal goal, Optional<Look> look, boolean changing) {
    return look.isPresent() && look.get() instanceof Look.Owed owed && !owed.byHand().isEmpty()
        ? owed.byHand()
        : left(goal.byHand(), look, changing);
  }

  /** Whether somebody else, or a boot, has to do with it that it is so. */
  private static boolean unexpected(Look look, Goal repaid) {
    return look instanceof Look.Blocked || (look instanceof Look.Owed && repaid.byHand().isEmpty());
  }

  /**
   * The commands that are left to be given for a goal.
   *
   * @param usual those that lead there when nothing goes wrong
   * @param changing whether others come before, so that the look tells no more than what has been
   *     added to the usual
   */
  static List<Invocation> left(List<Invocation> usual, Optional<Look> look, boolean changing) {
    return look.isPresent()
            && look.get() instanceof Look.Owed owed
            && (usual.isEmpty() || !changing)
        ? owed.rest(usual)
        : usual;
  }

  /** How things stand now; empty where that cannot be learned. */
  static Optional<Look> look(Goal goal) {
    return look(goal, Acts.NONE);
  }

  private static Optional<Look> look(Goal goal, Acts acts) {
    try {
      return Contained.work(() -> Optional.of(goal.look(acts)), bug -> Optional.empty());
    } catch (NotLearnedException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
