package org.cvmsnap.schedules;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.journal.LogStore;
import org.cvmsnap.plan.Debt;
import org.cvmsnap.plan.StepSpec;

/** Ways to build cvmsnap that look right as long as nothing goes wrong. */
enum Broken implements Breakage {
  /** The debt is written down together with what came of the act. */
  DEBT_AFTER_ACT {
    @Override
    public LogStore logs(LogStore logs) {
      return new LateIntents(logs);
    }
  },
  /** A command that did not answer is taken for one that did nothing. */
  NO_SETTLING {
    @Override
    public Steps steps(Steps steps) {
      return Altered.all(
          steps,
          goal ->
              new Altered(goal) {
                @Override
                public Duration settling(boolean answered) {
                  return Duration.ZERO;
                }
              });
    }
  },
  /** Nobody looks whether the volumes are closed. */
  NO_PROOF {
    @Override
    public Steps steps(Steps steps) {
      return Altered.all(
          steps,
          goal ->
              new Altered(goal) {
                @Override
                public Look look() throws NotLearnedException, InterruptedException {
                  String kind = subject().kind();
                  if (kind.equals("prove-closed")) {
                    return Look.reached();
                  }
                  Look look = goal.look();
                  return look.why().startsWith("a source was opened") ? Look.reached() : look;
                }
              });
    }
  },
  /** The guest is started before it is bound. */
  WRONG_ORDER {
    @Override
    public Steps steps(Steps steps) {
      return new Steps() {
        @Override
        public Goal of(StepSpec spec, History history) {
          return steps.of(spec, history);
        }

        @Override
        public Goal repaying(Debt debt, boolean resumed) {
          if (debt instanceof Debt.Stopped owed) {
            return steps.repaying(
                new Debt.Unbound(owed.guest(), owed.control(), owed.exclusive()), resumed);
          }
          return steps.repaying(debt, resumed);
        }

        @Override
        public Optional<Goal> undoing(StepSpec spec) {
          return steps.undoing(spec);
        }
      };
    }
  },
  /** A command that ends with 0 has done what it should. */
  TRUSTS_EXIT {
    @Override
    public Steps steps(Steps steps) {
      return Altered.all(
          steps,
          goal ->
              new Altered(goal) {
                private boolean fine;

                @Override
                public Look look() throws NotLearnedException, InterruptedException {
                  return fine ? Look.reached() : goal.look();
                }

                @Override
                public Attempt act() throws InterruptedException {
                  Attempt attempt = goal.act();
                  fine = attempt.answered() && attempt.said().isEmpty();
                  return attempt;
                }
              });
    }
  },
  /** What a failed run has made is left where it is. */
  NO_CLEARING {
    @Override
    public Steps steps(Steps steps) {
      return new Steps() {
        @Override
        public Goal of(StepSpec spec, History history) {
          return steps.of(spec, history);
        }

        @Override
        public Goal repaying(Debt debt, boolean resumed) {
          return steps.repaying(debt, resumed);
        }

        @Override
        public Optional<Goal> undoing(StepSpec spec) {
          return Optional.empty();
        }
      };
    }
  };

  /** Holds back every intent until the next line. */
  private record LateIntents(LogStore logs) implements LogStore {
    @Override
    public List<String> names() throws IOException {
      return logs.names();
    }

    @Override
    public List<String> lines(String name) throws IOException {
      return logs.lines(name);
    }

    @Override
    public Log open(String name) throws IOException {
      Log log = logs.open(name);
      List<String> held = new ArrayList<>();
      return new Log() {
        @Override
        public void append(String line) throws IOException {
          if (line.contains("\"intended\"")) {
            held.add(line);
            return;
          }
          for (String each : held) {
            log.append(each);
          }
          held.clear();
          log.append(line);
        }

        @Override
        public void close() {
          log.close();
        }
      };
    }
  }
}
