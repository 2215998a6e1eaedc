package org.cvmsnap.engine;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.RunId;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Subject;
import org.cvmsnap.testing.Crashed;
import org.cvmsnap.testing.MemoryLogStore;
import org.cvmsnap.testing.MemoryLogStore.Disk;
import org.cvmsnap.testing.SilentListener;

/** Runs of toy steps on a toy guest, with a journal in memory. */
final class ToyRun {
  private static final Owner FIRST = new Owner("sun-a", 1, Instant.EPOCH, "cvmsnap take");
  private static final Owner SECOND = new Owner("sun-a", 2, Instant.EPOCH, "cvmsnap recover");

  final ToyGuest guest = new ToyGuest();
  final MemoryLogStore disk = new MemoryLogStore();
  final Journals journals = new Journals(disk, word -> Optional.of(ToyStep.class));
  final Interrupts interrupts = new Interrupts();

  /** What was told, by the words of phases and goals. */
  final List<String> told = new ArrayList<>();

  private final EngineListener listener =
      new SilentListener() {
        @Override
        public void began(Phase phase, Subject subject) {
          told.add(phase.word() + " " + subject.kind());
        }

        @Override
        public void warn(String warning) {
          told.add(warning);
        }
      };

  /** These switches are on at first, beside what a toy guest has. */
  ToyRun(String... on) {
    guest.on.addAll(List.of(on));
  }

  /** That becomes of a command as often as it is given; all others work. */
  void fate(String verb, ToyGuest.Fate fate) {
    guest.script(act -> guest.verb.equals(verb) ? fate : ToyGuest.Fate.WORKS);
  }

  /** A signal comes while that command runs, of which that becomes; all others work. */
  void signal(String verb, ToyGuest.Fate fate) {
    guest.script(
        act -> {
          if (!guest.verb.equals(verb)) {
            return ToyGuest.Fate.WORKS;
          }
          interrupts.request("SIGTERM");
          return fate;
        });
  }

  /** From now on nothing more than the beginning of a run can be written. */
  void fillDisk() {
    disk.disk(append -> append > 1 ? Disk.Fate.FAILS : Disk.Fate.WRITES);
  }

  static Plan plan(ToyStep... steps) {
    return new Plan(
        RunId.of(Instant.EPOCH, ToyGuest.GUEST, "test"),
        "take",
        Optional.of(ToyGuest.GUEST),
        List.of(ToyGuest.VOLUME),
        List.of(steps),
        "");
  }

  RunResult run(ToyStep... steps) throws IOException {
    return run(plan -> plan, steps);
  }

  RunResult run(UnaryOperator<Plan> how, ToyStep... steps) throws IOException {
    return engine(interrupts).run(begun(how.apply(plan(steps))));
  }

  /** A run whose process dies. */
  void dies(ToyStep... steps) throws IOException {
    try {
      RunResult unused = run(steps);
    } catch (Crashed e) {
      return;
    }
    throw new AssertionError("nothing has crashed");
  }

  RunResult adopt(ToyStep... steps) throws IOException {
    return engine(interrupts).adopt(begun(plan(steps)));
  }

  /** Another process recovers it, in which every command works. */
  RunResult recover() throws IOException {
    guest.script(act -> ToyGuest.Fate.WORKS);
    return engine(new Interrupts()).recover(resumed());
  }

  boolean hold() throws IOException {
    guest.script(act -> ToyGuest.Fate.WORKS);
    return engine(new Interrupts()).hold(resumed());
  }

  /** What the journal of the run that has not ended tells. */
  RunRecord left() {
    return journals.unfinished().get(0);
  }

  private RunJournal begun(Plan plan) throws IOException {
    return journals.begin(new Event.Begun(Instant.EPOCH, plan, FIRST));
  }

  private RunJournal resumed() throws IOException {
    return journals.resume(left().plan().run(), new Event.Resumed(Instant.EPOCH, SECOND));
  }

  private Engine engine(Interrupts signals) {
    return new Engine(guest, guest, listener, signals);
  }
}
