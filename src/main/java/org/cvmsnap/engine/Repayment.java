package org.cvmsnap.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Step;

/**
 * The payment of what a run owes, newest first. A debt that cannot be paid keeps those of another
 * kind from being tried, as they rest on it; its like are tried all the same, though not waited for
 * anew where they cannot be seen. One that the guest can be used with keeps nothing from being
 * tried, and one that is not the guest's at all is left over.
 *
 * <p>Once the guest can be used, and before what protects it is given up, it is watched for what
 * commands that did not answer may still do to it.
 */
final class Repayment {
  private static final int LOOKS = 3;

  private final RunJournal journal;
  private final boolean resumed;
  private final Steps steps;
  private final Engine.Time time;
  private final EngineListener listener;
  private final Interrupts interrupts;
  private final StepExecutor executor;
  private final OutageClock outage;
  private final LateEffects late;
  private final List<String> dispensed = new ArrayList<>();
  private final List<String> leftovers = new ArrayList<>();
  private final List<String> unpaid = new ArrayList<>();
  private Optional<Class<?>> failed = Optional.empty();

  Repayment(
      RunJournal journal,
      boolean resumed,
      Steps steps,
      Engine.Time time,
      EngineListener listener,
      Interrupts interrupts,
      StepExecutor executor,
      OutageClock outage,
      LateEffects late) {
    this.journal = journal;
    this.resumed = resumed;
    this.steps = steps;
    this.time = time;
    this.listener = listener;
    this.interrupts = interrupts;
    this.executor = executor;
    this.outage = outage;
    this.late = late;
  }

  /** What was not the guest's, and is left to be done. */
  List<String> leftovers() {
    return leftovers;
  }

  /** What failed and is not owed for that, or was paid in another way: nothing more comes of it. */
  List<String> dispensed() {
    return dispensed;
  }

  /** Why the guest is still owed something. */
  List<String> unpaid() {
    return unpaid;
  }

  void pay() {
    if (resumed && owed(false).stream().map(this::debt).anyMatch(Debt::outage)) {
      comeUndone(); // somebody may have had hours
    }
    boolean watched = payOnce();
    if (!unpaid.isEmpty() && comeUndone()) {
      failed = Optional.empty();
      unpaid.clear();
      watched = payOnce();
    }
    if (unpaid.isEmpty() && ranUnseen()) {
      outage.measure(!journal.record().guestDown());
      if (!stillHolds()) {
        comeUndone();
        owed(false).stream()
            .map(this::debt)
            .filter(Debt::ofGuest)
            .forEach(debt -> unpaid.add(debt.owed() + ", again"));
      }
    }
    if (!watched) {
      watchBack();
    }
  }

  /**
   * Whether anything was run on the way back of which nobody can see what it has done: a program of
   * the site may have changed what was given back.
   */
  private boolean ranUnseen() {
    return incurred(debt -> true).stream().anyMatch(index -> !step(index).observable());
  }

  /** Whether what was given back is still there; one answer alone does not tell that it is not. */
  private boolean stillHolds() {
    for (int look = 1; look <= LOOKS; look++) {
      if (incurred(Debt::outage).stream()
          .allMatch(index -> !step(index).observable() || holds(index))) {
        return true;
      }
      try {
        time.sleep(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        interrupts.shield();
      }
    }
    return false;
  }

  /** Whether what was given back for a step is there. */
  private boolean holds(int index) {
    return executor.holds(steps.repaying(step(index), resumed));
  }

  /** Pays what is owed, and tells whether the guest was watched meanwhile. */
  private boolean payOnce() {
    boolean watched = false;
    List<Integer> owed = owed(false);
    Map<Integer, Together.Begun> begun = new HashMap<>();
    int together = 0;
    for (int i = 0; i < owed.size(); i++) {
      int index = owed.get(i);
      if (!watched && !debt(index).outage()) {
        watched = watchBack();
      }
      if (i == together) {
        List<Integer> rest = owed.subList(i, owed.size());
        together += Together.count(rest.stream().map(this::step).toList());
        begun.putAll(beginTogether(owed.subList(i, together)));
      }
      List<Integer> rest = owed.subList(i + 1, owed.size());
      pay(
          index,
          Optional.ofNullable(begun.get(index)),
          () -> next(index, rest.stream().filter(other -> !begun.containsKey(other)).toList()));
    }
    return watched;
  }

  /**
   * What is looked at once that is paid: up to the next debt for which a command is due. A guest
   * that is down does not answer.
   */
  private List<Goal> next(int index, List<Integer> rest) {
    List<Goal> next = new ArrayList<>();
    for (int each : rest) {
      if (debt(index).down() && inGuest(each)) {
        break;
      }
      Goal goal = steps.repaying(step(each), resumed);
      next.add(goal);
      if (!goal.commands().isEmpty() || next.size() == LookAhead.MOST) {
        break;
      }
    }
    return next;
  }

  /** Begins to pay all of these, but for those of which something may come by itself. */
  private Map<Integer, Together.Begun> beginTogether(List<Integer> owed) {
    Map<Integer, Goal> goals = new LinkedHashMap<>();
    owed.stream()
        .filter(index -> !late.possible(index))
        .forEach(index -> goals.put(index, steps.repaying(step(index), resumed)));
    if (goals.size() < 2 || failed.isPresent()) {
      return Map.of();
    }
    Map<Integer, Together.Begun> begun = new HashMap<>();
    try {
      executor.begin(goals, Phase.RETURN, index -> {}, begun);
    } catch (InterruptedException e) {
      interrupts.shield();
      begun.forEach(
          (index, going) -> {
            if (!going.attempt().answered()) {
              late.unanswered(index);
            }
          });
      begun.values().removeIf(going -> !going.attempt().answered());
    } catch (IOException e) {
      throw new IllegalStateException(e); // nothing is written
    }
    return begun;
  }

  /**
   * Owes again what had been paid, where something cannot be paid because that has come undone: by
   * a command that did not answer and has taken effect since, or by others, who have stopped a
   * guest that ran again. It is for recovery to undo what others have done.
   *
   * @return whether a command has done some of it, and it may be paid at once
   */
  private boolean comeUndone() {
    boolean ran = journal.record().debts().stream().noneMatch(Debt::down);
    boolean byCommand = false;
    for (int index : incurred(Debt::outage)) {
      boolean unanswered = journal.record().unanswered(index).isPresent();
      if (!journal.record().owed().contains(index)
          && (unanswered || ran)
          && step(index).observable()
          && !holds(index)) {
        if (unanswered) {
          undone(index);
        } else {
          listener.warn(
              "Others have changed what was given back, and %s.".formatted(debt(index).owed()));
          owedAgain(index);
        }
        byCommand |= unanswered;
      }
    }
    return byCommand;
  }

  private List<Integer> undone(int index) {
    listener.warn("A command has taken effect late, and %s.".formatted(debt(index).owed()));
    return owedAgain(index);
  }

  /**
   * Owes something again. A guest that does not run any more has taken along what was given back in
   * it, which nobody can see until it runs.
   *
   * @return all that is owed again
   */
  private List<Integer> owedAgain(int index) {
    List<Integer> again = new ArrayList<>(List.of(index));
    if (debt(index).down()) {
      incurred(Debt::ofGuest).stream()
          .filter(other -> inGuest(other) && !journal.record().owed().contains(other))
          .forEach(again::add);
    }
    again.forEach(each -> journal.note(new Event.Undone(time.now(), each)));
    if (debt(index).outage()) {
      outage.begin();
    }
    return again;
  }

  private boolean inGuest(int index) {
    return step(index).controlDomain().isEmpty();
  }

  /** The steps whose debts are not paid, newest first: those that keep others off, or the rest. */
  private List<Integer> owed(boolean keepOthersOff) {
    return journal.record().owed().stream()
        .filter(index -> step(index).keepsOthersOff() == keepOthersOff)
        .toList();
  }

  /** Watches the guest, where it can be used again. */
  private boolean watchBack() {
    boolean back = !journal.record().guestDown();
    outage.measure(back);
    if (back) {
      watch(Debt::outage);
    }
    return back;
  }

  private Step step(int index) {
    return journal.record().plan().steps().get(index);
  }

  private Debt debt(int index) {
    return step(index).debt().orElseThrow();
  }

  /**
   * Gives up what keeps others off, once all else is done and nothing is owed to the guest, and
   * watches all that the guest can be used without.
   */
  void finish() {
    if (!journal.record().serviceDown()) {
      owed(true).forEach(this::pay);
      watch(debt -> !debt.outage());
    }
  }

  /**
   * What comes undone is owed again; at the end so is what cannot be looked at, as what came undone
   * may have taken that along.
   */
  private void watch(Predicate<Debt> which) {
    List<Integer> all = incurred(which);
    List<Integer> unseen =
        all.stream().filter(index -> !step(index).observable() && debt(index).ofGuest()).toList();
    List<Integer> watched =
        all.stream().filter(index -> step(index).observable() || unseen.contains(index)).toList();
    boolean waited =
        late.watch(
            watched,
            index ->
                unseen.contains(index) || journal.record().owed().contains(index) || holds(index),
            index -> {
              payAgain(undone(index));
            });
    if (waited) {
      unseen.stream()
          .filter(index -> !journal.record().owed().contains(index))
          .forEach(index -> payAgain(owedAgain(index)));
    }
  }

  /** What is in a guest has to wait for that. */
  private void payAgain(List<Integer> owed) {
    for (int index : owed) {
      boolean down = journal.record().debts().stream().anyMatch(Debt::down);
      if (!down || !inGuest(index)) {
        pay(index);
      }
    }
    outage.measure(!journal.record().guestDown());
  }

  /**
   * The steps that have incurred such a debt, newest first, but for what others have taken over,
   * and what was written off.
   */
  private List<Integer> incurred(Predicate<Debt> which) {
    List<Integer> acted = journal.record().acted();
    return acted.stream()
        .filter(index -> step(index).debt().filter(which).isPresent())
        .filter(index -> !journal.record().writtenOff().contains(index))
        .filter(index -> acted.stream().noneMatch(later -> step(later).takesOver(step(index))))
        .toList();
  }

  private void pay(int index) {
    pay(index, Optional.empty(), List::of);
  }

  private void pay(int index, Optional<Together.Begun> begun, Supplier<List<Goal>> next) {
    Step step = step(index);
    Debt debt = debt(index);
    if (failed.isPresent() && !failed.get().equals(step.getClass())) {
      return;
    }
    boolean untilSeen = failed.isEmpty() && debt.ofGuest();
    StepExecutor.Trial trial =
        executor.repaid(
            step,
            steps.repaying(step, resumed),
            debt.ofGuest() ? Phase.RETURN : Phase.AFTER,
            begun,
            late.possible(index),
            untilSeen,
            next);
    if (trial.unanswered()) {
      late.unanswered(index);
    }
    trial.refused().ifPresent(said -> journal.note(new Event.Refused(time.now(), index, said)));
    StepReport report = trial.report();
    if (report.outcome().reached()) {
      journal.note(new Event.Repaid(time.now(), index));
      if (report.differs()) {
        dispensed.add(report.described());
      }
    } else if (!debt.ofGuest() && step.dispensable()) {
      journal.note(new Event.Repaid(time.now(), index));
      dispensed.add(report.described());
    } else if (!debt.ofGuest()) {
      leftovers.add(report.described());
    } else {
      failed = debt.outage() && step.bearsOthers() ? Optional.of(step.getClass()) : failed;
      unpaid.add(report.described());
    }
  }
}
