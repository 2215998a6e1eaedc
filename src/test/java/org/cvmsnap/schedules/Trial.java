package org.cvmsnap.schedules;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.MemoryLogStore;
import org.cvmsnap.workflow.ListFilter;
import org.cvmsnap.workflow.Listing;

/**
 * One schedule, run from a prepared world to its end: the operation, the recoveries after crashes,
 * one more recovery without faults, and all the laws in between and afterwards. The truth is the
 * cluster's own; what cvmsnap says is only compared with it.
 */
final class Trial {
  /** What falls due late has happened by then. */
  private static final Duration LATE = Duration.ofHours(1);

  /** No process may take longer, whatever strikes it once. */
  private static final Duration DEADLINE = Duration.ofHours(2);

  /** No process takes longer that nothing strikes. */
  private static final Duration UNHURRIED = Duration.ofMinutes(30);

  private static final Set<Integer> UNTOUCHED =
      Set.of(ExitCode.INTERNAL.value(), ExitCode.REFUSED.value(), ExitCode.BUSY.value());

  private static final Pattern RECORD =
      Pattern.compile("vx(assist .* make|edit .* rm) cvmsnap_lock_.*");

  private final Variant variant;
  private final Schedule schedule;
  private final SimCluster start;
  private final MemoryLogStore left;
  private final SimCluster cluster;
  private final ClusterState before;
  private final Path locks;
  private final Weakening breakage;
  private final Tracer tracer;
  private final MemoryLogStore logs = new MemoryLogStore();
  private final List<String> violations = new ArrayList<>();
  private final List<Launch> processes = new ArrayList<>();
  private final Watch watch;
  private final Guarantee guarantee;
  private Optional<Launch> rival = Optional.empty();
  private boolean stolen;

  /** Is shown what happens. */
  interface Tracer {
    Tracer NONE =
        new Tracer() {
          @Override
          public boolean shows() {
            return false;
          }

          @Override
          public void line(String text) {}
        };

    default boolean shows() {
      return true;
    }

    void line(String text);
  }

  Trial(
      Variant variant,
      Schedule schedule,
      Start.Prepared prepared,
      ClusterState before,
      Path locks,
      Weakening breakage,
      Tracer tracer) {
    this.variant = variant;
    this.schedule = schedule;
    this.start = prepared.cluster();
    this.left = prepared.journals();
    this.cluster = prepared.copies().get();
    this.before = before;
    this.locks = locks;
    this.breakage = breakage;
    this.tracer = tracer;
    this.watch =
        new Watch(
            cluster,
            variant.forces(),
            variant.operation()::mayRun,
            othersAtWork(),
            comesTooLate(),
            contents(),
            tracer,
            this::violated);
    this.guarantee =
        new Guarantee(cluster, before, variant.staysUnmounted(), contents(), this::violated);
  }

  /**
   * How a trial went.
   *
   * @param fired whether every blow of the schedule struck; where not, the rest means nothing
   * @param kept whether what the operation is for was brought about in the end
   */
  record Outcome(
      Variant variant,
      Schedule schedule,
      boolean fired,
      List<Launch> processes,
      List<String> violations,
      boolean kept) {
    Launch first() {
      return processes.get(0);
    }

    /** Whether the run had begun to act when its process died. */
    boolean begun() {
      return first().acted();
    }
  }

  Outcome run() {
    int blows = schedule.blows().size();
    Launch process = process(0).perform(variant.operation());
    over(process);
    rivals(process);
    if (process.crashed() && damagedAtRest().isPresent()) {
      Damage.strike(damagedAtRest().get(), logs);
      new DamagedJournal(
              cluster,
              before,
              logs,
              variant.operation(),
              () -> process(processes.size()),
              this::over,
              this::violated)
          .judged();
      listed(processes.get(processes.size() - 1));
      return outcome(true);
    }
    stolen = schedule.hasEffect(Effects.THIEF) && process.fired();
    for (int i = 1; process.crashed() && violations.size() < 10; i++) {
      process = process(i).recover();
      over(process);
    }
    boolean fired = processes.stream().allMatch(Launch::fired) && processes.size() >= blows;
    Optional<Meddling> meddling = Meddling.in(schedule).filter(each -> !each.ofClock()).findFirst();
    if (fired && meddling.isPresent()) {
      meddled(meddling.get(), process);
      return outcome(true);
    }
    if (fired && schedule.hasEffect(Interlude.STARTS_ELSEWHERE.word())) {
      onTwoNodes(process);
    } else if (fired) {
      ended(process);
      paid();
    }
    return outcome(fired);
  }

  /** Somebody has started the guest on the other node too, which has to be told, and is undone. */
  private void onTwoNodes(Launch process) {
    long nodes =
        cluster.truth().guests().stream()
            .filter(guest -> guest.ldom().equals("ldom1") && guest.state().equals("active"))
            .count();
    if (nodes > 1 && process.exit() < 100) {
      violated("exit " + process.exit() + ", and the guest runs on two nodes");
    }
    try {
      Interlude.stopElsewhere(OtherOperator.at(cluster));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Launch last = process(processes.size()).recover();
    over(last);
    if (last.crashed() || last.exit() >= 100 || last.owed()) {
      violated("a recovery ended with " + last.exit() + ": " + last.said());
    }
    ClusterState.ofGuests(cluster)
        .guestsDiffer(before, variant.staysUnmounted())
        .ifPresent(difference -> violated("recovered: " + difference));
  }

  private Outcome outcome(boolean fired) {
    return new Outcome(
        variant, schedule, fired, processes, violations, variant.operation().kept(scene()));
  }

  private Optional<String> damagedAtRest() {
    return schedule.blows().stream().map(Schedule.Blow::effect).filter(Damage::is).findFirst();
  }

  private Launch process(int number) {
    List<Schedule.Blow> blows = schedule.blows();
    tracer.line("-- process " + (number + 1));
    Launch process =
        new Launch(
            variant.place(),
            cluster,
            logs,
            locks,
            number < blows.size() ? Optional.of(blows.get(number)) : Optional.empty(),
            breakage,
            watch,
            this::rival);
    processes.add(process);
    return process;
  }

  /** The other node has its own journals and file locks, and is built as this one is. */
  private void rival() {
    Operation other = variant.rival().orElseThrow();
    tracer.line("-- sun-b begins");
    Launch process =
        new Launch(
                Place.SUN_B,
                cluster,
                new MemoryLogStore(),
                locks.resolve("sun-b"),
                Optional.empty(),
                breakage,
                watch.of(other))
            .perform(other);
    tracer.line("-- sun-b ends with " + process.exit() + " " + process.said());
    untouched(process);
    rival = Optional.of(process);
  }

  /** Of two that do not go together, one at most is done. */
  private void rivals(Launch process) {
    boolean both =
        !process.crashed()
            && process.exit() == 0
            && rival.filter(each -> each.exit() == 0).isPresent();
    if (both) {
      violated("this and what does not go with it both ended with 0");
    }
  }

  private void over(Launch process) {
    tracer.line(
        process.crashed() ? "-- crashed" : "-- exit " + process.exit() + " " + process.said());
    if (process.lasted().compareTo(DEADLINE) > 0) {
      violated("a process took " + process.lasted());
    }
    // An error that the schedule throws may end a process that owes nothing, or says that it does.
    boolean thrown = Effects.ERRORS.stream().anyMatch(schedule::hasEffect);
    if (process.said().startsWith("bug") && !thrown) {
      violated(process.said());
    }
    if (!process.crashed()) {
      untouched(process);
    }
  }

  /**
   * A process that ends with 1, 3 or 4 has changed nothing. That another run is first is only
   * learned for certain by the making of a record that fails, as one of that name is there; others
   * that were made before it are gone again.
   */
  private void untouched(Launch process) {
    if (!UNTOUCHED.contains(process.exit())) {
      return;
    }
    List<TrappedHosts.Ran> acts =
        process.ran().stream().filter(each -> each.command().mutates()).toList();
    boolean second =
        acts.stream().allMatch(each -> RECORD.matcher(each.command().text()).matches())
            && acts.stream().anyMatch(TrappedHosts.Ran::failed);
    acts.stream()
        .filter(each -> !second)
        .forEach(
            each ->
                violated("exit %d after '%s'".formatted(process.exit(), each.command().text())));
  }

  /** A process has ended by itself: what it says has to be true, and to stay so. */
  private void ended(Launch process) {
    if (Meddling.in(schedule).anyMatch(Meddling::ofClock)) {
      onTime(process);
    }
    cluster.advance(LATE);
    watch.contents();
    boolean owed = process.owed() || tellsOfNodeThatLeft(process);
    guarantee.ended(process.exit(), owed, process.exit() != 0 && process.toldOfJournal());
    if (process.exit() < 100 && !stolen) {
      variant.operation().home(scene(), guarantee, "exit " + process.exit());
    }
    listed(process);
  }

  /** Somebody else has changed what there is. */
  private void meddled(Meddling meddling, Launch process) {
    int from = schedule.blows().get(0).point().index();
    Meddled meddled = new Meddled(variant, meddling, from, scene());
    undo(meddling, process.exit() >= 100);
    cluster.advance(LATE);
    meddled.ended(process, guarantee);
    boolean seen = meddled.seen(process);
    if (seen) {
      listed(process);
    }
    Launch last = process(processes.size()).recover();
    over(last);
    cluster.advance(LATE);
    meddled.recovered(last);
    if (seen) {
      listed(last);
    }
  }

  private void undo(Meddling meddling, boolean owed) {
    try {
      meddling.undo(OtherOperator.at(cluster), owed);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whatever the clock shows, all goes as it would. */
  private void onTime(Launch process) {
    if (process.exit() != 0 || process.lasted().compareTo(UNHURRIED) > 0) {
      violated("the clock was set: exit %d after %s".formatted(process.exit(), process.lasted()));
    }
  }

  /** What is owed by a run of a node that has left is told, and paid by whoever takes it over. */
  private boolean tellsOfNodeThatLeft(Launch process) {
    return variant.nodeDied()
        && isDown()
        && process.exit() >= 100
        && process.said().contains("sun-a has left the cluster: the lock record");
  }

  private boolean isDown() {
    return TakingOver.up(cluster.truth()).isEmpty();
  }

  /** One more recovery, without a fault, pays whatever is owed. */
  private void paid() {
    if (stolen) {
      try {
        OtherOperator.at(cluster).giveBack();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      stolen = false;
    }
    Launch last = process(schedule.blows().size()).recover();
    over(last);
    cluster.advance(LATE);
    boolean left = tellsOfNodeThatLeft(last);
    if (last.crashed() || (last.exit() >= 100 && !left) || last.owed()) {
      violated("a recovery without faults ended with " + last.exit() + ": " + last.said());
    }
    if (variant.nodeDied() && isDown() && !left) {
      violated("a recovery ended with " + last.exit() + " while the guest of sun-a is down");
    }
    twice(last);
    variant.operation().home(scene(), guarantee, "recovered");
    if (last.acted()) {
      listed(last);
    }
    if (variant.nodeDied()) {
      nodeReturns();
    }
    variant.operation().over(scene());
    if (variant.operation() instanceof Pointing pointing && isInDoubt()) {
      inDoubt(pointing);
    }
  }

  private boolean isInDoubt() {
    return new Journals(logs, SiteSteps::named)
        .unfinished().stream().anyMatch(run -> !run.doubt().none());
  }

  /** Nothing is made of what is in doubt, and what is said leads out of it. */
  private void inDoubt(Pointing pointing) {
    Launch use = process(processes.size()).perform(pointing.theOtherWay());
    over(use);
    if (use.exit() != ExitCode.REFUSED.value()) {
      violated("what is in doubt was used: " + use.exit() + " " + use.said());
    }
    if (!Interlude.leavesDirty(schedule)
        && pointing.pairs().stream().allMatch(pair -> isThere(pair.snapshot()))) {
      Launch again = process(processes.size()).perform(pointing.withoutSafety());
      over(again);
      if (again.exit() != 0 || isInDoubt()) {
        violated("the same again leaves the doubt: " + again.exit() + " " + again.said());
      }
    }
  }

  private boolean isThere(VolumeId snapshot) {
    return cluster.truth().volume(snapshot.group().value(), snapshot.name().value()).isPresent();
  }

  /** Where a recovery has paid anything, a second one finds nothing to do. */
  private void twice(Launch last) {
    if (last.exit() != 0) {
      return;
    }
    if (last.acted() || last.appends() > 0) {
      Launch again = process(schedule.blows().size() + 1).recover();
      if (again.exit() != 0 || again.acted()) {
        violated("a second recovery ended with " + again.exit() + ", acted: " + again.acted());
      }
    }
    Launch status = process(processes.size()).status();
    if (status.exit() != 0 || !status.session().journals().unfinished().isEmpty()) {
      violated("recover ended with 0, and status with " + status.exit() + ": " + status.said());
    }
    if (!variant.nodeDied()) { // its record goes when it is back
      guarantee.nothingLeft();
    }
  }

  /** The node that had died is back, and its own recovery pays what its run owes. */
  private void nodeReturns() {
    tracer.line("-- sun-a returns");
    cluster.joinCluster("sun-a");
    Launch recovery =
        new Launch(
                Place.SUN_A, cluster, left.copy(), locks, Optional.empty(), Weakening.NONE, watch)
            .recover();
    over(recovery);
    cluster.advance(LATE);
    if (recovery.crashed() || recovery.exit() >= 100 || recovery.owed()) {
      violated(
          "the recovery of the node that died ended with "
              + recovery.exit()
              + ": "
              + recovery.said());
    }
  }

  /** What is listed as good is clean. */
  private void listed(Launch process) {
    List<SnapshotInfo> listed;
    try {
      listed =
          new Listing(process.session())
              .run(List.of(), Optional.empty(), ListFilter.NONE)
              .snapshots();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    List<SnapshotInfo> good = listed.stream().filter(each -> each.ours() && each.good()).toList();
    guarantee.clean(good.stream().map(each -> each.id().name().value()).toList());
    if (!lied()) {
      guarantee.proven(
          listed.stream()
              .filter(each -> each.ours() && each.proof().proven())
              .map(each -> each.id().name().value())
              .toList());
    }
    variant.operation().listed(scene(), process, good);
    if (!othersAtWork() && !comesTooLate()) {
      blamed(listed);
    }
  }

  /** What a run has done is not said to be somebody else's doing. */
  private void blamed(List<SnapshotInfo> listed) {
    listed.stream()
        .filter(each -> each.state().stream().anyMatch(it -> it.endsWith("by somebody else")))
        .filter(each -> each.state().stream().noneMatch(it -> it.endsWith("not finished")))
        .forEach(each -> violated(each.id() + " is listed as " + each.standing()));
  }

  /** Somebody may open a volume between the last look and the act, which nothing can prevent. */
  private boolean othersAtWork() {
    return Effects.OPENING.stream().anyMatch(schedule::hasEffect)
        || Interlude.in(schedule)
        || Meddling.in(schedule).anyMatch(each -> !each.ofClock());
  }

  /** A command may have its effect when the guest is back, which no run can wait for. */
  private boolean comesTooLate() {
    return Effects.TOO_LATE.stream().anyMatch(schedule::hasEffect);
  }

  /** What is about to be overwritten is kept however it is, and then says so. */
  private Set<String> contents() {
    Set<String> contents = new TreeSet<>(variant.contents());
    boolean kept =
        schedule.hasEffect(Effects.DIRTY) && variant.operation().word().equals("restore");
    if (kept || lied()) {
      contents.add("crash-consistent");
    }
    return contents;
  }

  /** A file system that is dirty and says by an exit status of 0 that it is clean is believed. */
  private boolean lied() {
    return schedule.hasEffect(Effects.DIRTY)
        && (schedule.hasEffect("silent") || schedule.hasEffect("garbage"));
  }

  private Operation.Scene scene() {
    return new Operation.Scene(
        cluster,
        start,
        before,
        variant.inUse() || Interlude.in(schedule) ? Optional.of(watch.closed()) : Optional.empty(),
        othersAtWork() || comesTooLate(),
        processes,
        rival.filter(each -> each.exit() == 0).flatMap(each -> variant.rival()),
        this::violated);
  }

  private void violated(String law) {
    tracer.line("!! " + law);
    violations.add(law);
  }
}
