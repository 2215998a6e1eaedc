package org.cvmsnap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.cvmsnap.engine.ToyGuest.Fate;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.DelegatingSteps;
import org.cvmsnap.testing.MemoryLogStore;
import org.cvmsnap.testing.SilentListener;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContainedStepsTest {
  private static final Owner SECOND = new Owner("sun-a", 2, Instant.EPOCH, "cvmsnap recover");

  private final ToyGuest guest = new ToyGuest();
  private final Journals journals = new Journals(new MemoryLogStore(), SiteSteps::named);

  /** The toy's steps, of which one goal cannot be told: whatever is asked of it is an error. */
  private Engine failingAt(String goal) {
    Steps steps =
        new DelegatingSteps(guest) {
          @Override
          public Goal of(Step step, History history) {
            fails("of " + step.kind());
            return super.of(step, history);
          }

          @Override
          public Goal repaying(Step step, boolean resumed) {
            fails("repaying " + step.kind());
            return limited(super.repaying(step, resumed), "limits " + step.kind());
          }

          @Override
          public Optional<Goal> settling(Step step, CutShort cut) {
            fails("settling " + step.kind());
            return super.settling(step, cut);
          }

          @Override
          public Optional<Goal> undoing(Step step) {
            fails("undoing " + step.kind());
            return super.undoing(step);
          }

          private void fails(String asked) {
            if (asked.equals(goal)) {
              throw new StackOverflowError();
            }
          }

          private Goal limited(Goal all, String asked) {
            return new Goal.Parts(
                all.subject(),
                acts -> {
                  fails(asked);
                  return all.limits(acts);
                },
                all.commands(),
                all.byHand(),
                all::look);
          }
        };
    return new Engine(steps, guest, new SilentListener(), new Interrupts());
  }

  @ParameterizedTest
  @CsvSource({
    "of make-snapshots, 5",
    "settling make-snapshots, 5",
    "undoing make-snapshots, 5",
    "repaying unmount, 105",
    "repaying stop-domain, 105",
    "limits stop-domain, 105",
  })
  void an_error_in_a_goal_ends_no_run_and_what_is_owed_stays_owed(String goal, int status)
      throws IOException {
    guest.script(act -> act == 4 ? Fate.FAILS : Fate.WORKS);

    RunResult result = failingAt(goal).run(journals.begin(ToyGuest.begun()));

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.debts().isEmpty()).isEqualTo(guest.asBefore());
    guest.script(act -> Fate.WORKS);
    for (RunRecord left : journals.unfinished()) {
      new Engine(guest, guest, new SilentListener(), new Interrupts())
          .recover(journals.resume(left.plan().run(), new Event.Resumed(Instant.EPOCH, SECOND)));
    }
    assertThat(guest.asBefore()).isTrue();
    assertThat(journals.unfinished()).isEmpty();
  }
}
