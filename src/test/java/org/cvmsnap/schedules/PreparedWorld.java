package org.cvmsnap.schedules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A variant's prepared world, of which every trial gets a copy. */
final class PreparedWorld {
  private final Variant variant;
  private final Start.Prepared start;
  private final ClusterState before;

  /**
   * @param locks for what has to be taken by cvmsnap itself
   */
  PreparedWorld(Variant variant, Path locks) {
    this.variant = variant;
    this.start = variant.start(locks);
    this.before = ClusterState.of(start.cluster());
  }

  Trial.Outcome trial(Schedule schedule, Path locks, Weakening breakage, Trial.Tracer tracer) {
    return new Trial(variant, schedule, start, before, locks, breakage, tracer).run();
  }

  /** The schedule in which nothing goes wrong. */
  Schedule faultFree() {
    return new Schedule(variant.word(), List.of());
  }

  /** Every blow at every point of the fault-free run. */
  List<Schedule> single(Path locks) {
    Launch free = trial(faultFree(), locks, Weakening.NONE, Trial.Tracer.NONE).first();
    List<Schedule> schedules = new ArrayList<>();
    boolean surveyed = false;
    for (int index = 1; index <= free.ran().size(); index++) {
      boolean acts = free.ran().get(index - 1).command().mutates();
      surveyed |= acts;
      if (tells(free.ran(), index)) {
        for (String effect :
            surveyed
                ? variant.effects(free.ran().get(index - 1).command())
                : variant.effectsInSurvey()) {
          boolean same =
              switch (effect) {
                case Effects.CRASH_BEFORE -> !leavesOther(free, index);
                case Effects.SIGNAL -> amidLooks(free.ran(), index);
                default -> false;
              };
          if (acts || !same) {
            schedules.add(Schedule.of(variant.word(), Schedule.Point.command(index), effect));
          }
        }
        if (acts && free.ran().get(index - 1).command().argv().get(0).equals("umount")) {
          schedules.add(Schedule.of(variant.word(), Schedule.Point.command(index), Effects.DIRTY));
        }
      }
    }
    for (int index = 1; index <= free.appends(); index++) {
      for (String effect : variant.effectsAtWrites()) {
        schedules.add(Schedule.of(variant.word(), Schedule.Point.journal(index), effect));
      }
    }
    return schedules;
  }

  /**
   * All that strikes once.
   *
   * @param oneMeddlingOf of how many meddlings one is tried
   */
  List<Schedule> all(Path locks, int oneMeddlingOf) {
    List<Schedule> all = new ArrayList<>(single(locks));
    all.addAll(byHand(locks));
    all.addAll(damaged(locks));
    all.addAll(between(locks));
    all.addAll(elsewhere(locks));
    if (variant == Variant.TAKE_ONE || variant == Variant.EXPORT) {
      all.addAll(errors(locks));
    }
    all.addAll(meddled(locks, oneMeddlingOf));
    return all;
  }

  /**
   * What somebody does after a crash that has left the guest down, before anybody recovers: around
   * every act, of a guest that was down from the beginning from the first one that changes data on;
   * and what changes data may also come when nobody waits for it any more.
   */
  List<Schedule> between(Path locks) {
    if (!variant.leftAlone()) {
      return List.of();
    }
    Launch free = trial(faultFree(), locks, Weakening.NONE, Trial.Tracer.NONE).first();
    List<Schedule> crashes = new ArrayList<>();
    boolean unbound = false;
    boolean wasDown = free.ran().stream().noneMatch(PreparedWorld::unbinds);
    for (int index = 1; index <= free.ran().size(); index++) {
      TrappedHosts.Ran ran = free.ran().get(index - 1);
      Schedule.Point at = Schedule.Point.command(index);
      unbound |= wasDown && Watch.makes(ran.command());
      if (ran.command().mutates() && unbound) {
        crashes.add(Schedule.of(variant.word(), at, Effects.CRASH_BEFORE));
      }
      unbound = (unbound || unbinds(ran)) && !ran.command().text().startsWith("ldm bind");
      if (ran.command().mutates() && unbound) {
        crashes.add(Schedule.of(variant.word(), at, Effects.CRASH_AFTER));
      }
      if (Watch.makes(ran.command())) {
        crashes.add(Schedule.of(variant.word(), at, Effects.CRASH_DURING));
        crashes.add(
            Schedule.of(variant.word(), at, "hang-later")
                .with(Schedule.Point.command(index + 1), Effects.CRASH_BEFORE));
      }
    }
    return crashes.stream()
        .flatMap(
            crash ->
                Interlude.on(variant).stream()
                    .map(each -> crash.then(Schedule.Point.command(1), each.word())))
        .toList();
  }

  /**
   * The guest is started on the other node after a crash, while it runs on this one, and something
   * is owed to it there. A look that only repeats the one before it tells nothing.
   */
  List<Schedule> elsewhere(Path locks) {
    if (variant != Variant.TAKE_STANDBY && variant != Variant.TAKE_VCS) {
      return List.of();
    }
    Launch free = trial(faultFree(), locks, Weakening.NONE, Trial.Tracer.NONE).first();
    List<Schedule> schedules = new ArrayList<>();
    boolean started = false;
    for (int index = 1; index <= free.ran().size(); index++) {
      TrappedHosts.Ran ran = free.ran().get(index - 1);
      boolean starts = ran.command().text().startsWith("ldm start");
      started = starts || (started && Set.of("start-domain", "mount").contains(ran.during()));
      if (started && (starts || tells(free.ran(), index))) {
        schedules.add(
            Schedule.of(variant.word(), Schedule.Point.command(index), Effects.CRASH_AFTER)
                .then(Schedule.Point.command(1), Interlude.STARTS_ELSEWHERE.word()));
      }
    }
    return schedules;
  }

  private static boolean unbinds(TrappedHosts.Ran ran) {
    return ran.command().text().startsWith("ldm unbind");
  }

  /** Every damage after every write of the fault-free run to its journal. */
  List<Schedule> damaged(Path locks) {
    if (variant.damages().isEmpty()) {
      return List.of();
    }
    Launch free = trial(faultFree(), locks, Weakening.NONE, Trial.Tracer.NONE).first();
    List<Schedule> schedules = new ArrayList<>();
    for (int index = 1; index <= free.appends(); index++) {
      for (String damage : variant.damages()) {
        schedules.add(Schedule.of(variant.word(), Schedule.Point.journal(index), damage));
      }
    }
    return schedules;
  }

  /**
   * Somebody else's hands at every look from the first act on. Between a look and the act that
   * follows on it nothing can be seen, so that is no point; what is asked at the same time is one
   * look. Where an address leads is taken to stay so from the proof of which machine it is until
   * the next act on a domain. The other node's cvmsnap may come at any command, also between a look
   * and its act.
   */
  List<Schedule> byHand(Path locks) {
    Launch free = trial(faultFree(), locks, Weakening.NONE, Trial.Tracer.NONE).first();
    List<Schedule> schedules = new ArrayList<>();
    boolean acted = false;
    for (int index = 1; index <= free.ran().size(); index++) {
      boolean acts = free.ran().get(index - 1).command().mutates();
      acted |= acts;
      if (variant.rival().isPresent() && free.ran().get(index - 1).reached()) {
        schedules.add(Schedule.of(variant.word(), Schedule.Point.command(index), Effects.RIVAL));
      }
      if (acted && !acts && variant.exposed() && tells(free.ran(), index)) {
        if (!free.ran().get(index - 1).beside()) {
          for (String effect : Effects.OPENING) {
            schedules.add(Schedule.of(variant.word(), Schedule.Point.command(index), effect));
          }
        }
        if (proof(free.ran().get(index - 1))) {
          schedules.add(
              Schedule.of(variant.word(), Schedule.Point.command(index), Effects.REROUTED));
        }
      }
    }
    return schedules;
  }

  /** An error at every command of the fault-free run that tells anything, one kind at each. */
  List<Schedule> errors(Path locks) {
    Launch free = trial(faultFree(), locks, Weakening.NONE, Trial.Tracer.NONE).first();
    List<Schedule> schedules = new ArrayList<>();
    for (int index = 1; index <= free.ran().size(); index++) {
      if (tells(free.ran(), index)) {
        String effect = Effects.ERRORS.get(index % Effects.ERRORS.size());
        schedules.add(Schedule.of(variant.word(), Schedule.Point.command(index), effect));
      }
    }
    return schedules;
  }

  /**
   * What others do, before every command of the fault-free run that tells anything.
   *
   * @param one of how many is tried
   */
  List<Schedule> meddled(Path locks, int one) {
    if (!variant.meddled()) {
      return List.of();
    }
    Launch free = trial(faultFree(), locks, Weakening.NONE, Trial.Tracer.NONE).first();
    List<Schedule> schedules = new ArrayList<>();
    int possible = 0;
    for (int index = 1; index <= free.ran().size(); index++) {
      for (Meddling each : Meddling.on(variant)) {
        possible++;
        boolean due = possible % one == 0;
        // Between a look and the act that follows on it nothing can be seen, but for the clock.
        TrappedHosts.Ran ran = free.ran().get(index - 1);
        boolean look = !ran.command().mutates() && !ran.beside();
        if (due && tells(free.ran(), index) && (each.ofClock() || look)) {
          schedules.add(Schedule.of(variant.word(), Schedule.Point.command(index), each.word()));
        }
      }
    }
    return schedules;
  }

  /** Whether the guest is asked which machine it is. */
  private static boolean proof(TrappedHosts.Ran ran) {
    return ran.machine().equals("ldom1") && ran.command().argv().get(0).equals("virtinfo");
  }

  /**
   * A crash at every point of the recovery that follows on the schedule, if one does. A crash at a
   * command that only reads, or before one that acts, leaves what the last act or write has left:
   * those after acts and writes are enough.
   */
  List<Schedule> twice(Schedule schedule, Trial.Outcome outcome) {
    List<Schedule> schedules = new ArrayList<>();
    if (!variant.crashesTwice()
        || Interlude.in(schedule)
        || !outcome.first().crashed()
        || !leavesMore(schedule, outcome.first())) {
      return schedules;
    }
    Launch recovery = outcome.processes().get(1);
    for (int index = 1; index <= recovery.ran().size(); index++) {
      if (recovery.ran().get(index - 1).command().mutates()) {
        schedules.add(schedule.then(Schedule.Point.command(index), Effects.CRASH_AFTER));
      }
    }
    for (int index = 1; index <= recovery.appends(); index++) {
      schedules.add(schedule.then(Schedule.Point.journal(index), Effects.CRASH_AFTER));
    }
    return schedules;
  }

  /**
   * Every second blow after a first one: at every later point of the course that follows on it, or,
   * where that has killed the process, at every point of its recovery.
   */
  List<Schedule> pairs(Schedule first, Trial.Outcome outcome) {
    Launch course = outcome.first();
    Schedule.Point at = first.blows().get(0).point();
    if (course.crashed()) {
      return leavesMore(first, course)
          ? seconds(outcome.processes().get(1), 0).map(first::then).toList()
          : List.of();
    }
    int from = at.journal() ? course.ranBefore(at.index()) : at.index();
    return seconds(course, from)
        .filter(
            blow -> !at.journal() || !blow.point().journal() || at.index() < blow.point().index())
        .map(first::with)
        .toList();
  }

  private Stream<Schedule.Blow> seconds(Launch process, int from) {
    List<TrappedHosts.Ran> ran = process.ran();
    Stream<Schedule.Blow> commands =
        IntStream.rangeClosed(from + 1, ran.size())
            .filter(index -> tells(ran, index))
            .boxed()
            .flatMap(
                index ->
                    variant.effects(ran.get(index - 1).command()).stream()
                        .map(effect -> new Schedule.Blow(Schedule.Point.command(index), effect)));
    Stream<Schedule.Blow> writes =
        IntStream.rangeClosed(1, process.appends())
            .filter(index -> process.ranBefore(index) >= from)
            .boxed()
            .flatMap(
                index ->
                    variant.effectsAtWrites().stream()
                        .map(effect -> new Schedule.Blow(Schedule.Point.journal(index), effect)));
    return Stream.concat(commands, writes);
  }

  /** Whether the world is another one than a moment before: after an act or a write. */
  private static boolean leavesMore(Schedule schedule, Launch process) {
    Schedule.Blow blow = schedule.blows().get(0);
    Schedule.Point point = blow.point();
    return !blow.effect().equals(Effects.CRASH_BEFORE)
        && (point.journal() || process.ran().get(point.index() - 1).command().mutates());
  }

  /**
   * Whether a blow at the command tells more than one at its neighbours: of a command that is
   * repeated while the run waits, only the first and the last executions do, and those from which
   * on it ends otherwise. One that never reached its machine cannot be hit.
   */
  private static boolean tells(List<TrappedHosts.Ran> ran, int index) {
    return ran.get(index - 1).reached() && !(repeats(ran, index, -1) && repeats(ran, index, 1));
  }

  /** Whether the next command like it that way, with no act between, ends as it does. */
  private static boolean repeats(List<TrappedHosts.Ran> ran, int index, int way) {
    TrappedHosts.Ran one = ran.get(index - 1);
    for (int other = index + way; other >= 1 && other <= ran.size(); other += way) {
      TrappedHosts.Ran each = ran.get(other - 1);
      if (each.command().mutates() || !each.during().equals(one.during())) {
        return false;
      }
      if (each.machine().equals(one.machine()) && each.command().equals(one.command())) {
        return each.failed() == one.failed() && each.reached() == one.reached();
      }
    }
    return false;
  }

  /**
   * Whether a look is one of several of the same step, and neither the first nor the last of them:
   * a signal puts an end to them all, whichever it meets.
   */
  private static boolean amidLooks(List<TrappedHosts.Ran> ran, int index) {
    String during = ran.get(index - 1).during();
    return IntStream.of(index - 2, index)
        .allMatch(
            other ->
                other >= 0
                    && other < ran.size()
                    && !ran.get(other).command().mutates()
                    && ran.get(other).during().equals(during));
  }

  /**
   * Whether a crash before a look leaves something else than one before the command that ran last:
   * since then something was done, written or waited for, or a step was begun.
   */
  private static boolean leavesOther(Launch process, int index) {
    List<TrappedHosts.Ran> ran = process.ran();
    return index == 1
        || ran.get(index - 2).command().mutates()
        || !ran.get(index - 2).during().equals(ran.get(index - 1).during())
        || IntStream.of(-2, -1, 1, 2).anyMatch(apart -> same(ran, index, index + apart))
        || IntStream.rangeClosed(1, process.appends())
            .anyMatch(append -> process.ranBefore(append) == index - 1);
  }

  private static boolean same(List<TrappedHosts.Ran> ran, int index, int other) {
    return other >= 1
        && other <= ran.size()
        && ran.get(index - 1).command().equals(ran.get(other - 1).command());
  }
}
