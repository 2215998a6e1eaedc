package org.cvmsnap.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one run come to: what was begun, what is done, what is owed. Events that
 * cannot follow on each other are refused, so that a damaged journal is not acted on.
 */
public final class RunRecord {
  private final Plan plan;
  private final Instant begun;
  private Owner owner;
  private final Map<Integer, Instant> intended = new TreeMap<>();
  private final Map<Integer, Event.Finished> finished = new TreeMap<>();
  private final Map<Integer, Instant> unanswered = new TreeMap<>();
  private final Map<Integer, String> refused = new TreeMap<>();
  private final TreeSet<Integer> owed = new TreeSet<>();
  private final TreeSet<Integer> writtenOff = new TreeSet<>();
  private boolean doubtWrittenOff;
  private @Nullable Integer exit;
  private Instant last;
  private boolean returning;
  private boolean resumed;
  private @Nullable Instant away;
  private @Nullable Instant back;

  /** When the absence began that is not over yet. */
  private @Nullable Instant awayNow;

  /** How long the absences were that are over. */
  private Duration absent = Duration.ZERO;

  private RunRecord(Event.Begun first) {
    this.plan = first.plan();
    this.begun = first.at();
    this.owner = first.owner();
    this.last = first.at();
  }

  /**
   * The record of a run that begins.
   *
   * @throws IllegalArgumentException when the events are none, or cannot follow on each other
   */
  public static RunRecord of(List<Event> events) {
    if (events.isEmpty() || !(events.get(0) instanceof Event.Begun first)) {
      throw new IllegalArgumentException("it does not tell how the run began");
    }
    RunRecord record = new RunRecord(first);
    events.subList(1, events.size()).forEach(record::add);
    return record;
  }

  /**
   * Takes an event in.
   *
   * @throws IllegalArgumentException when it cannot follow on those before
   */
  void add(Event event) {
    require(exit == null, "nothing follows on the end", event);
    take(event);
    last = event.at();
    if (guestDown()) {
      away = away == null ? last : away;
      awayNow = awayNow == null ? last : awayNow;
    } else if (awayNow != null && writtenOff.isEmpty()) {
      absent = absent.plus(Duration.between(awayNow, last));
      back = last;
      awayNow = null;
    }
  }

  private void take(Event event) {
    if (event instanceof Event.Intended e) {
      Step step = step(e.step(), event);
      require(!reached(e.step()), "the step was done", event);
      intended.put(e.step(), e.at());
      finished.remove(e.step());
      if (step.debt().isPresent()) {
        owed.removeIf(other -> step.takesOver(plan.steps().get(other)));
        owed.add(e.step());
      }
    } else if (event instanceof Event.Finished e) {
      step(e.step(), event);
      require(!reached(e.step()), "the step was done", event);
      finished.put(e.step(), e);
      returning = returning || !e.outcome().reached();
    } else if (event instanceof Event.Repaid e) {
      require(owed.remove(e.step()), "nothing was owed for the step", event);
      refused.remove(e.step());
      returning = true;
    } else if (event instanceof Event.Refused e) {
      require(owed.contains(e.step()), "nothing was owed for the step", event);
      refused.put(e.step(), e.said());
    } else if (event instanceof Event.Unanswered e) {
      require(intended.containsKey(e.step()), "the step never acted", event);
      unanswered.put(e.step(), e.at());
    } else if (event instanceof Event.Undone e) {
      require(intended.containsKey(e.step()), "the step never acted", event);
      require(step(e.step(), event).debt().isPresent(), "the step owes nothing", event);
      require(owed.add(e.step()), "it is owed already", event);
    } else if (event instanceof Event.WrittenOff) {
      owed.stream().filter(this::ofDomain).forEach(writtenOff::add);
      owed.removeAll(writtenOff);
      boolean doubtful = !doubt().none();
      require(doubtful || !writtenOff.isEmpty(), "nothing can be written off", event);
      doubtWrittenOff |= doubtful;
    } else if (event instanceof Event.Resumed e) {
      owner = e.owner();
      resumed = true;
      returning = plan.guest().isPresent();
    } else if (event instanceof Event.Ended e) {
      require(owed.isEmpty(), "something is still owed", event);
      exit = e.exit();
    } else {
      throw new IllegalArgumentException("a run begins once: " + event);
    }
  }

  /** Whether only a domain that is there can have it: it has to run, or to have something in it. */
  private boolean ofDomain(int index) {
    Step step = plan.steps().get(index);
    return step.debt()
        .filter(debt -> debt.ofGuest() && (debt.outage() || step.controlDomain().isEmpty()))
        .isPresent();
  }

  private static void require(boolean condition, String rule, Event event) {
    if (!condition) {
      throw new IllegalArgumentException(rule + ": " + event);
    }
  }

  private Step step(int index, Event event) {
    require(index >= 0 && index < plan.steps().size(), "there is no such step", event);
    return plan.steps().get(index);
  }

  public Plan plan() {
    return plan;
  }

  public Instant begun() {
    return begun;
  }

  /** The process that last worked on the run. */
  public Owner owner() {
    return owner;
  }

  public boolean ended() {
    return exit != null;
  }

  /** The exit status with which it has ended; empty where it has not. */
  public OptionalInt exit() {
    return exit == null ? OptionalInt.empty() : OptionalInt.of(exit);
  }

  /** When something was last noted of it: when it ended, where it has. */
  public Instant last() {
    return last;
  }

  /** Whether another process than the one that has begun it has gone on with it. */
  public boolean resumed() {
    return resumed;
  }

  /** When the guest could no longer be used for the first time; empty where it always could. */
  public Optional<Instant> awaySince() {
    return Optional.ofNullable(away);
  }

  /** When the guest could be used again; empty where it always could, or still cannot. */
  public Optional<Instant> back() {
    return Optional.ofNullable(back).filter(at -> awayNow == null);
  }

  /**
   * How long the guest could not be used, in all: what had come back may have come undone. Empty
   * where it always could, or still cannot, and where a clock that was set back meanwhile does not
   * tell.
   */
  public Optional<Duration> away() {
    return back().map(at -> absent).filter(away -> !away.isNegative());
  }

  /**
   * Where a run is on its way.
   *
   * @param step what it does, or pays for
   * @param returning whether it pays what is owed for the step
   * @param since when that began, at the latest
   * @param left how many steps there are still to be done and to be paid for, with this one
   */
  public record Position(int step, boolean returning, Instant since, int left) {}

  /** Where it is, as far as the journal tells; empty where nothing is left to be done. */
  public Optional<Position> position() {
    List<Integer> out = steps(step -> step.phase() != Phase.AFTER);
    List<Integer> open = out.stream().filter(step -> !reached(step)).toList();
    List<Integer> after =
        steps(step -> step.phase() == Phase.AFTER).stream().filter(step -> !reached(step)).toList();
    if (!returning && !open.isEmpty()) {
      long debts =
          steps(step -> step.debt().isPresent() && !step.keepsOthersOff() && !takenOver(step))
              .size();
      int left = open.size() + Math.toIntExact(debts) + after.size();
      return Optional.of(new Position(open.get(0), false, last, left));
    }
    List<Integer> debts =
        owed().stream().filter(step -> !plan.steps().get(step).keepsOthersOff()).toList();
    List<Integer> rest = open.isEmpty() ? after : List.of();
    int left = debts.size() + rest.size();
    return Stream.concat(debts.stream(), rest.stream())
        .findFirst()
        .map(step -> new Position(step, !debts.isEmpty(), last, left));
  }

  private boolean takenOver(Step step) {
    return plan.steps().stream().anyMatch(later -> later.takesOver(step));
  }

  private List<Integer> steps(Predicate<Step> which) {
    return IntStream.range(0, plan.steps().size())
        .filter(step -> which.test(plan.steps().get(step)))
        .boxed()
        .toList();
  }

  /** The steps whose debts are not paid, newest first. */
  public List<Integer> owed() {
    return List.copyOf(owed.descendingSet());
  }

  /** Those steps: the order in which their debts are repaid. */
  public List<Step> owing() {
    return owed.descendingSet().stream().map(step -> plan.steps().get(step)).toList();
  }

  /** What is not paid, newest first. */
  public List<Debt> debts() {
    return owing().stream().flatMap(step -> step.debt().stream()).toList();
  }

  /** The steps of which nothing is owed any more, as the domain is there no more. */
  public Set<Integer> writtenOff() {
    return Set.copyOf(writtenOff);
  }

  /** What was owed for these, newest first. */
  public List<Debt> losses() {
    return writtenOff.descendingSet().stream()
        .flatMap(step -> plan.steps().get(step).debt().stream())
        .toList();
  }

  /** Whether the guest is not as it was. */
  public boolean serviceDown() {
    return debts().stream().anyMatch(Debt::ofGuest);
  }

  /** Whether the guest cannot be used. */
  public boolean guestDown() {
    return debts().stream().anyMatch(Debt::outage);
  }

  /** Whether the guest was taken away, or was about to be. */
  public boolean hadOutage() {
    return intended.keySet().stream()
        .flatMap(step -> plan.steps().get(step).debt().stream())
        .anyMatch(Debt::outage);
  }

  /** The steps that were about to act, newest first. */
  public List<Integer> acted() {
    return IntStream.range(0, plan.steps().size())
        .filter(intended::containsKey)
        .boxed()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** When the step was about to act; empty where it never was. */
  public Optional<Instant> intended(int step) {
    return Optional.ofNullable(intended.get(step));
  }

  /** When a command of the step last gave no answer; empty where none did. */
  public Optional<Instant> unanswered(int step) {
    return Optional.ofNullable(unanswered.get(step));
  }

  /** What the last command said that was to pay for the step; empty where none was refused. */
  public Optional<String> refused(int step) {
    return Optional.ofNullable(refused.get(step));
  }

  /** How the step last ended; empty where it did not, or where nobody knows. */
  public Optional<Outcome> outcome(int step) {
    return Optional.ofNullable(finished.get(step)).map(Event.Finished::outcome);
  }

  /** The ends of steps, in the order of the plan. */
  public List<Event.Finished> finished() {
    return List.copyOf(finished.values());
  }

  /** Whether anything was begun that changes something for good. */
  public boolean beyondUndoing() {
    return intended.keySet().stream()
        .anyMatch(step -> plan.steps().get(step).overwrite().isPresent());
  }

  /** What nobody knows of the content of volumes, because of this run. */
  public Doubt doubt() {
    return new Doubt(this);
  }

  /** Whether all that is open of it is what volumes hold: nothing is owed to anybody. */
  public boolean onlyInDoubt() {
    return debts().isEmpty() && !doubt().none();
  }

  /** The sentences of {@link #doubt}. */
  public List<String> doubts() {
    return doubt().sentences();
  }

  /** Whether somebody has said that nobody need know any more what is in doubt. */
  boolean doubtWrittenOff() {
    return doubtWrittenOff;
  }

  /** The steps that are done, in the order of the plan. */
  public List<Step> done() {
    return steps(step -> true).stream().filter(this::reached).map(plan.steps()::get).toList();
  }

  /** Whether the step was done or was already so. */
  public boolean reached(int step) {
    return outcome(step).filter(Outcome::reached).isPresent();
  }
}
