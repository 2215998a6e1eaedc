package org.cvmsnap.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.engine.ToyStep.Trait;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.run.Subject;
import org.cvmsnap.step.MakeSnapshots;
import org.cvmsnap.step.SnapshotStorage;
import org.cvmsnap.step.StopDomain;
import org.cvmsnap.step.TagSnapshot;
import org.cvmsnap.step.UnbindDomain;
import org.cvmsnap.step.Unmount;
import org.cvmsnap.testing.Crashed;

/**
 * A world of three switches (mounted, running, bound) and a set of snapshots, for tests of the
 * engine alone. An act on a switch is one command; a test says what becomes of the n-th.
 */
final class ToyGuest implements Steps, Engine.Time {
  static final GuestName GUEST = new GuestName("ldom1");
  private static final Machine CONTROL = Machine.controlDomain("sun-a");
  private static final Machine OS = Machine.guest(GUEST, "ldom1");
  private static final Mount MOUNT =
      new Mount("/dev/dsk/c0d2s0", "/data", "vxfs", List.of("rw", "suid"));
  static final VolumeId VOLUME = VolumeId.of("datadg", "datavol1");
  private static final VolumeId SNAPSHOT = VolumeId.of("datadg", "snap");

  /** What becomes of a command. */
  enum Fate {
    WORKS,
    FAILS,
    FAILS_LATE,
    HANGS,
    HANGS_LATE,
    /** It happens long after the guest was given back. */
    HANGS_LONG,
    IS_SILENT,
    CRASHES_BEFORE,
    CRASHES_AFTER
  }

  /** What becomes of the n-th act, counted from 1. */
  interface Script {
    Fate fate(int act);
  }

  final TreeSet<String> on = new TreeSet<>(List.of("bound", "running", "mounted"));
  final List<String> history = new ArrayList<>();
  private final List<Late> late = new ArrayList<>();
  private Script script = act -> Fate.WORKS;
  private int acts;
  private boolean dead;
  private int blindLooks;
  private boolean merges;

  /** What was looked at beside something else, by the words of the goals. */
  final List<String> beside = new ArrayList<>();

  /** What the step that was asked for last was told of its run. */
  History told = History.NONE;

  /** Of the command that is just given. */
  String verb = "";

  /** What another run has. */
  final TreeSet<String> taken = new TreeSet<>();

  private Duration elapsed = Duration.ZERO;

  private record Late(Duration due, Runnable effect) {}

  void script(Script newScript) {
    script = newScript;
    acts = 0;
    dead = false;
  }

  /** Makes the next looks fail the way a bug in cvmsnap would. */
  void blind(int looks) {
    blindLooks = looks;
  }

  /** From now on one command turns several switches. */
  void merges() {
    merges = true;
  }

  int acts() {
    return acts;
  }

  boolean asBefore() {
    return on.containsAll(List.of("bound", "running", "mounted"));
  }

  static Plan plan() {
    return new Plan(
        RunId.of(Instant.EPOCH, GUEST, "test"),
        "take",
        GUEST,
        List.of(
            new Unmount(
                GUEST, OS, MOUNT, Mounts.AtBoot.NOT, Optional.empty(), true, Timeouts.USUAL),
            new StopDomain(
                GUEST,
                CONTROL,
                OS,
                false,
                Timeouts.USUAL,
                List.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                List.of()),
            new UnbindDomain(
                GUEST,
                CONTROL,
                List.of(VOLUME),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty()),
            new MakeSnapshots(
                CONTROL,
                new SnapshotStorage.Mirrors(Family.INSTANT),
                List.of(new SnapshotPair(VOLUME, SNAPSHOT))),
            new TagSnapshot(CONTROL, SNAPSHOT, Map.of("cvmsnap.run", "r"))),
        "");
  }

  static Event.Begun begun() {
    return new Event.Begun(
        Instant.EPOCH, plan(), new Owner("sun-a", 1, Instant.EPOCH, "cvmsnap take"));
  }

  @Override
  public Goal of(Step spec, History history) {
    told = history;
    if (spec instanceof ToyStep toy) {
      return toy.is(Trait.ONLY_LOOKS) ? new Watched(toy.name()) : turning(toy, toy.is(Trait.MAKES));
    } else if (spec instanceof Unmount) {
      return new Switch("unmount", "mounted", false, List.of("running"));
    } else if (spec instanceof StopDomain) {
      return new Switch("stop", "running", false, List.of());
    } else if (spec instanceof UnbindDomain) {
      return new Switch("unbind", "bound", false, List.of());
    } else if (spec instanceof MakeSnapshots) {
      return new Switch("make", "snapshot", true, List.of());
    } else {
      return new Switch("tag", "tagged", true, List.of());
    }
  }

  @Override
  public Goal repaying(Step step, boolean resumed) {
    if (step instanceof ToyStep toy) {
      return turning(toy, !toy.is(Trait.MAKES));
    } else if (step instanceof Unmount) {
      return new Switch("mount", "mounted", true, List.of("running"));
    } else if (step instanceof StopDomain) {
      return new Switch("start", "running", true, List.of("bound"));
    } else {
      return new Switch("bind", "bound", true, List.of());
    }
  }

  @Override
  public Optional<Goal> undoing(Step spec) {
    if (spec instanceof ToyStep toy && toy.is(Trait.MAKES) && toy.owes().isEmpty()) {
      return Optional.of(turning(toy, false));
    }
    return spec instanceof MakeSnapshots
        ? Optional.of(new Switch("discard", "snapshot", false, List.of()))
        : Optional.empty();
  }

  /** What is in the guest can be seen and turned only while that runs. */
  private Goal turning(ToyStep toy, boolean wanted) {
    return new Switch(
        toy.name() + (wanted ? " on" : " off"),
        toy.name(),
        wanted,
        toy.is(Trait.IN_GUEST) ? List.of("running") : List.of());
  }

  @Override
  public Optional<Goal> settling(Step step, CutShort cut) {
    return step instanceof ToyStep toy && toy.is(Trait.SETTLES)
        ? Optional.of(new Watched(toy.name()))
        : Optional.empty();
  }

  @Override
  public Optional<Invocation> merged(List<Invocation> commands) {
    List<String> names = commands.stream().map(command -> command.argv().get(1)).toList();
    return merges
        ? Optional.of(
            new Invocation(
                CONTROL, List.of("all", String.join(",", names), commands.get(0).argv().get(2))))
        : Optional.empty();
  }

  @Override
  public Look look(Goal goal, Acts acts, List<Goal> next)
      throws NotLearnedException, InterruptedException {
    if (!next.isEmpty()) {
      beside.add(
          goal.subject().kind()
              + ": "
              + next.stream().map(each -> each.subject().kind()).collect(Collectors.joining(", ")));
    }
    return goal.look(acts);
  }

  @Override
  public Instant now() {
    return Instant.EPOCH.plus(elapsed);
  }

  @Override
  public Duration elapsed() {
    return elapsed;
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    elapsed = elapsed.plus(duration);
    late.stream().filter(each -> each.due().compareTo(elapsed) <= 0).forEach(e -> e.effect().run());
    late.removeIf(each -> each.due().compareTo(elapsed) <= 0);
  }

  @Override
  public Attempt act(Invocation command, Duration limit) {
    verb = command.argv().get(0);
    String name = command.argv().get(1);
    boolean on = command.argv().get(2).equals("on");
    alive();
    acts++;
    Fate fate = script.fate(acts);
    if (fate == Fate.CRASHES_BEFORE) {
      throw die();
    }
    history.add(verb);
    if (fate == Fate.HANGS_LATE || fate == Fate.HANGS_LONG) {
      int seconds = fate == Fate.HANGS_LATE ? 20 : 400;
      late.add(new Late(elapsed.plusSeconds(seconds), () -> turn(name, on)));
    } else if (fate != Fate.FAILS && fate != Fate.HANGS && fate != Fate.IS_SILENT) {
      turn(name, on);
    }
    if (fate == Fate.CRASHES_AFTER) {
      throw die();
    }
    return fate == Fate.HANGS || fate == Fate.HANGS_LATE || fate == Fate.HANGS_LONG
        ? Attempt.unanswered("no answer")
        : Attempt.answered(fate == Fate.FAILS || fate == Fate.FAILS_LATE ? verb + " exited 1" : "");
  }

  /** Somebody stops it. */
  void stopped() {
    turn("running", false);
  }

  private void turn(String names, boolean wanted) {
    for (String name : names.split(",", -1)) {
      turnOne(name, wanted);
    }
  }

  private void turnOne(String name, boolean wanted) {
    if (wanted) {
      on.add(name);
    } else {
      on.remove(name);
      if (name.equals("running")) {
        on.remove("mounted");
      }
    }
  }

  /** A switch that is on, or it is too late. */
  private final class Watched implements Goal {
    private final String name;

    Watched(String name) {
      this.name = name;
    }

    @Override
    public Subject subject() {
      return new Subject(name + " seen", name, "toy");
    }

    @Override
    public Look look(Acts acts) {
      alive();
      return on.contains(name) ? Look.reached() : Look.blocked("it is off");
    }

    @Override
    public List<Invocation> commands() {
      return List.of();
    }

    @Override
    public Limits limits(Acts acts) {
      return Limits.of(Duration.ofMinutes(5), Duration.ofMinutes(1));
    }
  }

  /** One switch that has to be on or off, and the switches that have to be on for it to move. */
  private final class Switch implements Goal {
    private final String verb;
    private final String name;
    private final boolean wanted;
    private final List<String> needs;

    Switch(String verb, String name, boolean wanted, List<String> needs) {
      this.verb = verb;
      this.name = name;
      this.wanted = wanted;
      this.needs = needs;
    }

    @Override
    public Subject subject() {
      return new Subject(verb, name, "toy");
    }

    @Override
    public Look look(Acts acts) throws NotLearnedException {
      alive();
      if (blindLooks > 0) {
        blindLooks--;
        throw new IllegalStateException("a bug in a look");
      }
      if (taken.contains(name)) {
        return Look.taken("another run has it");
      }
      if (on.contains(name) == wanted) {
        return Look.reached();
      }
      return on.containsAll(needs)
          ? Look.owed("not yet", commands().get(0))
          : Look.blocked("needs " + needs);
    }

    @Override
    public List<Invocation> commands() {
      return List.of(new Invocation(CONTROL, List.of(verb, name, wanted ? "on" : "off")));
    }

    @Override
    public Limits limits(Acts acts) {
      Limits once = Limits.of(Duration.ofMinutes(5), Duration.ofMinutes(5));
      return List.of("bind", "start", "mount", "discard").contains(verb) || verb.endsWith(" on")
          ? once.attempts(5)
          : once;
    }
  }

  private void alive() {
    if (dead) {
      throw new Crashed();
    }
  }

  private Crashed die() {
    dead = true;
    return new Crashed();
  }
}
