package org.cvmsnap.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Step;
import org.cvmsnap.run.Subject;
import org.cvmsnap.step.MakeSnapshots;
import org.cvmsnap.step.SiteSteps;

/**
 * What happened in one run, in order, as its journal tells.
 *
 * @param host the machine of the process that last worked on it
 * @param acts what was done, by when it ended
 * @param remarks what else was noted, as sentences without a full stop
 * @param made the snapshots that it has made and kept, and their sources
 */
public record RunCourse(
    PastRun run, String host, List<Act> acts, List<Remark> remarks, List<SnapshotPair> made) {
  public RunCourse {
    acts = List.copyOf(acts);
    remarks = List.copyOf(remarks);
    made = List.copyOf(made);
  }

  /**
   * A step, or the repayment of what it owed.
   *
   * @param begun when it began to act; where it only looked, when the one before was over
   * @param ended when it was over; where nobody has seen that, when it began
   * @param outcome empty where it was cut short
   * @param why what was seen; empty text where the outcome says it all
   * @param incurred what was owed for it from its beginning on
   * @param paid what it paid
   */
  public record Act(
      Phase phase,
      Subject subject,
      Instant begun,
      Instant ended,
      Optional<Outcome> outcome,
      String why,
      Optional<Debt> incurred,
      Optional<Debt> paid) {
    public Duration took() {
      return Duration.between(begun, ended);
    }
  }

  /** Something that was noted and is no act. */
  public record Remark(Instant at, String text) {}

  static RunCourse of(Journals.Course course, Session session) {
    RunRecord record = course.record();
    Reader reader = new Reader(record.plan().steps(), new SiteSteps(session.reading()));
    course.events().forEach(reader::read);
    reader.cutShort();
    return new RunCourse(
        PastRun.of(record, session),
        record.owner().host(),
        reader.acts,
        reader.remarks,
        made(record));
  }

  /** What a run has made is kept where all was done up to the way home, and cleared away else. */
  private static List<SnapshotPair> made(RunRecord record) {
    List<Step> steps = record.plan().steps();
    boolean kept =
        IntStream.range(0, steps.size())
            .filter(index -> steps.get(index).phase() != Phase.AFTER)
            .allMatch(record::reached);
    return steps.stream()
        .filter(step -> kept && step instanceof MakeSnapshots)
        .flatMap(step -> ((MakeSnapshots) step).set().stream())
        .toList();
  }

  /** Puts events together that are of one act. */
  private static final class Reader {
    private final List<Step> plan;
    private final Steps steps;
    private final List<Act> acts = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final Map<Integer, Instant> open = new HashMap<>();
    private Instant before = Instant.MIN;

    Reader(List<Step> plan, Steps steps) {
      this.plan = plan;
      this.steps = steps;
    }

    void read(Event event) {
      if (event instanceof Event.Intended e) {
        open.put(e.step(), e.at());
      } else if (event instanceof Event.Finished e) {
        Instant begun = Optional.ofNullable(open.remove(e.step())).orElse(before);
        acts.add(done(e.step(), begun, e.at(), Optional.of(e.outcome()), e.why()));
      } else if (event instanceof Event.Repaid e) {
        acts.add(repaid(e.step(), e.at()));
      } else if (event instanceof Event.Unanswered e) {
        remark(e, "a command of " + subject(e.step()) + " gave no answer");
      } else if (event instanceof Event.Refused e) {
        remark(e, "what pays for " + subject(e.step()) + " was refused: " + e.said());
      } else if (event instanceof Event.Undone e) {
        remark(e, "what was paid for " + subject(e.step()) + " has come undone, and is owed again");
      } else if (event instanceof Event.Resumed e) {
        remark(e, e.owner() + " goes on with it");
      }
      before = event.at();
    }

    /** What was begun, and never seen to end. */
    void cutShort() {
      open.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(each -> done(each.getKey(), each.getValue(), each.getValue(), Optional.empty(), ""))
          .forEach(acts::add);
      acts.sort(Comparator.comparing(Act::ended));
    }

    private void remark(Event event, String text) {
      remarks.add(new Remark(event.at(), text));
    }

    private Subject subject(int step) {
      return steps.of(plan.get(step), History.NONE).subject();
    }

    private Act done(
        int index, Instant begun, Instant ended, Optional<Outcome> outcome, String why) {
      Step step = plan.get(index);
      return new Act(
          step.phase(), subject(index), begun, ended, outcome, why, step.debt(), Optional.empty());
    }

    private Act repaid(int index, Instant at) {
      Step step = plan.get(index);
      boolean ofGuest = step.debt().filter(Debt::ofGuest).isPresent();
      return new Act(
          ofGuest ? Phase.RETURN : Phase.AFTER,
          steps.repaying(step, false).subject(),
          before,
          at,
          Optional.of(Outcome.CHANGED),
          "",
          Optional.empty(),
          step.debt());
    }
  }
}
