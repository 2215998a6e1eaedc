package org.cvmsnap.step;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.testing.World;

/**
 * A simulated cluster, and what a single look at the goal of a step says of it, as one line: {@code
 * reached}, {@code moving WHY}, {@code blocked WHY}, {@code not learned WHY}, or {@code owed WHY:
 * HOST# COMMAND}.
 */
final class StepWorld {
  static final GuestName LDOM1 = new GuestName("ldom1");

  /** Of a step that a signal has cut short, when none of its commands was under way. */
  static final CutShort STOPPED = new CutShort(Instant.EPOCH, true, false);

  /** Of a step whose process has looked afterwards, and could not tell. */
  static final CutShort LOOKED = new CutShort(Instant.EPOCH, false, true);

  static final Machine SUN_A = Machine.controlDomain("sun-a");
  static final Machine OS = Machine.guest(LDOM1, "ldom1");

  /** A command that was given, of which it matters only to mounts which one it was. */
  static final Invocation COMMAND = new Invocation(OS, List.of("mount"));

  /** One command was given, and what it said was no bad news. */
  static final Acts ACTED = Acts.NONE.and(COMMAND, Attempt.answered(""));

  private final World world;
  private final Site site;

  StepWorld(World world) {
    this.world = world;
    this.site = world.session().site();
  }

  static StepWorld builtIn() {
    return new StepWorld(World.builtIn());
  }

  /** Somebody starts the guest by hand, and stops it again. */
  void usedByHand() {
    typed("sun-a", "ldm bind ldom1", "ldm start ldom1");
    passes(Duration.ofHours(1));
    typed("ldom1", "mount /data", "umount /data");
    typed("sun-a", "ldm stop ldom1", "ldm unbind ldom1");
  }

  /** Types commands on a host of the cluster, as an operator would. */
  StepWorld typed(String host, String... lines) {
    for (String line : lines) {
      world.typed(host, line);
    }
    return this;
  }

  /** The site a while after the last look at it, so that every look is one of its own. */
  Site site() {
    world.change(cluster -> cluster.advance(Duration.ofSeconds(1)));
    return site;
  }

  void passes(Duration time) {
    world.change(cluster -> cluster.advance(time));
  }

  World world() {
    return world;
  }

  /** What a look says before anything was done. */
  String look(SiteStep step) throws InterruptedException {
    return look(step, Acts.NONE);
  }

  /** What a look says after what was done. */
  String look(SiteStep step, Acts acts) throws InterruptedException {
    return described(step.goal(site(), History.NONE), acts);
  }

  /** The same in a run of which something is known. */
  String look(SiteStep step, Acts acts, History history) throws InterruptedException {
    return described(step.goal(site(), history), acts);
  }

  /** What a look at what the step owes says, in the process that has incurred it. */
  String owed(SiteStep step) throws InterruptedException {
    return described(step.repayment(site(), false), Acts.NONE);
  }

  /** The same after what was done, in the same process. */
  String owed(SiteStep step, Acts acts) throws InterruptedException {
    return described(step.repayment(site(), false), acts);
  }

  /** What a look says that finds out whether the step was done when it was cut short. */
  String settled(SiteStep step) throws InterruptedException {
    return settled(step, new CutShort(site().time().now(), false, false));
  }

  /** The same of one that was cut short in that way. */
  String settled(SiteStep step, CutShort cut) throws InterruptedException {
    return described(step.settlement(site(), cut), Acts.NONE);
  }

  /** What a look at what a failed run has left of the step says. */
  String left(SiteStep step) throws InterruptedException {
    return described(step.undoing(site()), Acts.NONE);
  }

  private static String described(Optional<Goal> goal, Acts acts) throws InterruptedException {
    return goal.isPresent() ? described(goal.get(), acts) : "nothing";
  }

  static String described(Goal goal, Acts acts) throws InterruptedException {
    try {
      Look look = goal.look(acts);
      String state = look.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
      if (look instanceof Look.Reached reached && reached.differs()) {
        state += " in another way";
      }
      String said = look.why().isEmpty() ? state : state + " " + look.why();
      return look instanceof Look.Owed owed ? said + ": " + typed(owed.next()) : said;
    } catch (NotLearnedException e) {
      return "not learned " + e.why();
    }
  }

  private static String typed(Invocation command) {
    return command.machine().name() + "# " + command.typed();
  }
}
