package org.cvmsnap.schedules;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.LogStore;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.run.Step;
import org.cvmsnap.run.Subject;
import org.cvmsnap.step.DetachDisk;
import org.cvmsnap.step.MakeSnapshots;
import org.cvmsnap.step.Quiesce;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.step.StopDomain;
import org.cvmsnap.step.UnbindDomain;
import org.cvmsnap.step.Unmount;
import org.cvmsnap.testing.DelegatingLogs;
import org.cvmsnap.testing.DelegatingSteps;

/** Ways to build cvmsnap that look right as long as nothing goes wrong. */
enum WeakenedSafeguard implements Weakening {
  /** The debt is written down together with what came of the act. */
  DEBT_AFTER_ACT {
    @Override
    public LogStore logs(LogStore logs) {
      return new LateIntents(logs);
    }
  },
  /** What a hook stops is written down together with what came of it. */
  DEBT_AFTER_HOOK(Variant.TAKE_HOOK) {
    @Override
    public LogStore logs(LogStore logs) {
      return new LateIntents(logs, "quiesce");
    }
  },
  /** A hook that has failed is taken for one that has stopped nothing. */
  NO_RETURN_OF_FAILED_HOOK(Variant.TAKE_HOOK) {
    @Override
    public Steps steps(Steps steps) {
      AtomicBoolean failed = new AtomicBoolean();
      return new DelegatingSteps(steps) {
        @Override
        public Goal of(Step step, History history) {
          return step instanceof Quiesce
              ? Altered.looked(
                  super.of(step, history),
                  (goal, acts) -> {
                    failed.set(!acts.none() && !acts.last().said().isEmpty());
                    return goal.look(acts);
                  })
              : super.of(step, history);
        }

        @Override
        public Goal repaying(Step step, boolean resumed) {
          Goal goal = super.repaying(step, resumed);
          return step instanceof Quiesce && failed.get()
              ? Altered.looked(goal, (same, acts) -> Look.reached())
              : goal;
        }
      };
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
                public Limits limits(Acts acts) {
                  return goal.limits(acts).settling(Duration.ZERO, Duration.ZERO);
                }
              });
    }
  },
  /** Nobody looks whether the volumes are closed. */
  NO_PROOF {
    @Override
    public Steps steps(Steps steps) {
      return unproven(steps);
    }
  },
  /** The same of a guest that goes on running. */
  NO_PROOF_OF_DETACHED(Variant.TAKE_DETACH) {
    @Override
    public Steps steps(Steps steps) {
      return unproven(steps);
    }
  },
  /** An outage begins whatever time it is by then. */
  NO_WINDOW(Variant.TAKE_WINDOW) {
    @Override
    public Hosts hosts(Hosts hosts) {
      return new Timeless(hosts, hosts.time().now());
    }
  },
  /** A disk is given back without its number, and nobody looks which one it has then. */
  NO_NUMBER(Variant.TAKE_DETACH) {
    @Override
    public Steps steps(Steps steps) {
      return new DelegatingSteps(steps) {
        @Override
        public Goal repaying(Step step, boolean resumed) {
          return step instanceof DetachDisk owed
              ? Altered.looked(
                  super.repaying(unnumbered(owed), resumed),
                  (goal, acts) -> acts.none() ? goal.look(acts) : Look.reached())
              : super.repaying(step, resumed);
        }
      };
    }

    private static DetachDisk unnumbered(DetachDisk owed) {
      VirtualDisk disk = owed.disk();
      return new DetachDisk(
          owed.guest(),
          owed.control(),
          owed.os(),
          new VirtualDisk(
              disk.domain(),
              disk.name(),
              disk.volume(),
              disk.service(),
              disk.server(),
              OptionalInt.empty(),
              disk.timeout(),
              disk.mpgroup()),
          owed.volume(),
          owed.timeouts());
    }
  },
  /** A disk that was asked for, and did not go, is taken for one that stays. */
  NO_LATE_DETACH(Variant.TAKE_DETACH_NO_REMOUNT) {
    @Override
    public Steps steps(Steps steps) {
      Set<Subject> stays = new HashSet<>();
      return Altered.all(
          steps,
          goal ->
              new Altered(goal) {
                @Override
                public Look look(Acts acts) throws NotLearnedException, InterruptedException {
                  Look look = stays.contains(subject()) ? Look.reached() : goal.look(acts);
                  if (subject().kind().equals("attach-disk") && look instanceof Look.Reached) {
                    stays.add(subject());
                  }
                  return look;
                }

                @Override
                public Limits limits(Acts acts) {
                  return subject().kind().equals("detach-disk")
                      ? goal.limits(acts).settling(Duration.ZERO, Duration.ZERO)
                      : goal.limits(acts);
                }
              });
    }
  },
  /** The guest is started before it is bound. */
  WRONG_ORDER {
    @Override
    public Steps steps(Steps steps) {
      return Altered.repaid(
          steps,
          step ->
              step instanceof StopDomain owed
                  ? new UnbindDomain(
                      owed.guest(),
                      owed.control(),
                      owed.exclusive(),
                      Optional.empty(),
                      owed.numbers(),
                      Map.of(),
                      Optional.empty())
                  : step);
    }
  },
  /** A command that ends with 0 has done what it should. */
  TRUSTS_EXIT {
    @Override
    public Steps steps(Steps steps) {
      return Altered.looks(
          steps,
          (goal, acts) -> {
            boolean fine = !acts.none() && acts.last().answered() && acts.last().said().isEmpty();
            return fine ? Look.reached() : goal.look(acts);
          });
    }
  },
  /** Nobody asks which machine answers at the guest's address: each is taken for the guest. */
  NO_IDENTITY(Variant.TAKE_ZFS) {
    @Override
    public Hosts hosts(Hosts hosts) {
      return new AlteredAnswers.Misled(hosts);
    }
  },
  /** A volume that VxVM does not show open while the guest has it is taken for open. */
  NO_CONTROL(Variant.TAKE_BLIND) {
    @Override
    public Hosts hosts(Hosts hosts) {
      return new AlteredAnswers.ShownOpen(hosts);
    }
  },
  /** Nobody looks which numbers the guest's disks have once it is bound again. */
  NO_NUMBERS(Variant.TAKE_RENUMBERED) {
    @Override
    public Hosts hosts(Hosts hosts) {
      return new AlteredAnswers.SameNumbers(hosts);
    }
  },
  /** A pool on the volumes stays imported, and nobody looks whether anything is mounted of it. */
  POOL_STAYS(Variant.TAKE_ZFS) {
    @Override
    public Steps steps(Steps steps) {
      return Altered.unlooked(steps, "export-pool", "prove-unmounted");
    }
  },
  /** What is not on the volumes, and was mounted by hand, is not mounted again. */
  NO_OTHER_MOUNTS(Variant.TAKE_MOUNTED_BY_HAND) {
    @Override
    public Steps steps(Steps steps) {
      return new DelegatingSteps(steps) {
        @Override
        public Goal repaying(Step step, boolean resumed) {
          Goal goal = super.repaying(step, resumed);
          boolean other = step instanceof Unmount owed && owed.mount().fsType().equals("nfs");
          return other ? Altered.looked(goal, (same, acts) -> Look.reached()) : goal;
        }
      };
    }
  },
  /** A file system is mounted over what the boot has mounted inside it. */
  HIDES(Variant.TAKE_NESTED) {
    @Override
    public Steps steps(Steps steps) {
      return Altered.looks(
          steps,
          (goal, acts) -> {
            Look look = goal.look(acts);
            return look instanceof Look.Owed owed && owed.why().endsWith(" would be hidden by it")
                ? Look.owed(owed.why(), owed.then().get(0))
                : look;
          });
    }
  },
  /** What is refreshed keeps the marks of its old point in time. */
  OLD_MARKS(Variant.REFRESH_TWO_GROUPS) {
    @Override
    public Steps steps(Steps steps) {
      return Altered.unlooked(steps, "retag-snapshot");
    }
  },
  /** Nobody compares the guest's disks with what they were. */
  NO_DISKS {
    @Override
    public Steps steps(Steps steps) {
      return Altered.repaid(
          steps,
          step ->
              step instanceof UnbindDomain owed
                  ? new UnbindDomain(
                      owed.guest(),
                      owed.control(),
                      owed.exclusive(),
                      owed.owner(),
                      owed.numbers(),
                      Map.of(),
                      owed.boot())
                  : step);
    }

    @Override
    public boolean ofMeddling() {
      return true;
    }
  },
  /** A run that has made its lock record backs off, and says that nothing was touched. */
  BACKS_OFF {
    @Override
    public Steps steps(Steps steps) {
      return Altered.looks(
          steps,
          (goal, acts) ->
              goal.subject().kind().equals("lock-guest") && !acts.none()
                  ? Look.taken("another run has the guest")
                  : goal.look(acts));
    }
  },
  /** Nobody asks the file systems: each is taken to have said that it is clean. */
  NO_CHECK {
    @Override
    public Steps steps(Steps steps) {
      return Altered.looks(
          steps,
          (goal, acts) ->
              goal.subject().kind().equals("prove-clean")
                  ? Look.reached("fsck -F vxfs -m /dev/rdsk/c0d2s0 says that it is clean")
                  : goal.look(acts));
    }
  },
  /** Retention counts all sets on one ladder, proven or not. */
  ONE_LADDER(Variant.PRUNE_UNPROVEN) {
    @Override
    public Hosts hosts(Hosts hosts) {
      return new AlteredAnswers.Unproven(hosts);
    }
  },
  /** Nobody tells the other nodes which volumes a run has. */
  NO_VOLUME_LOCKS(Variant.DISSOCIATE) {
    @Override
    public Steps steps(Steps steps) {
      return Altered.unlooked(steps, "lock-volumes");
    }
  },
  /** The checksum of a journal's lines is not looked at. */
  NO_CHECKSUM {
    @Override
    public LogStore logs(LogStore logs) {
      return new ReadOtherwise(logs, name -> unsealed(logs.lines(name)));
    }

    @Override
    public boolean ofDamage() {
      return true;
    }
  },
  /** A line that is gone from a journal is not missed. */
  NO_LINE_NUMBERS {
    @Override
    public LogStore logs(LogStore logs) {
      return new ReadOtherwise(
          logs,
          name -> {
            List<String> lines = logs.lines(name);
            String last = "\"line\":" + lines.size() + ",";
            return lines.isEmpty() || lines.get(lines.size() - 1).contains(last)
                ? lines
                : unsealed(lines);
          });
    }

    @Override
    public boolean ofDamage() {
      return true;
    }
  },
  /** What nobody knows to be done counts as done. */
  NO_DOUBT(Variant.REFRESH) {
    @Override
    public LogStore logs(LogStore logs) {
      return new ReadOtherwise(
          logs,
          name ->
              unsealed(logs.lines(name)).stream()
                  .map(line -> line.replace("\"outcome\":\"unknown\"", "\"outcome\":\"changed\""))
                  .toList());
    }
  },
  /** Volumes that are closed when a recovery looks are taken for closed since the crash. */
  CLOSED_NOW(Variant.RESTORE) {
    @Override
    public Steps steps(Steps steps) {
      return closedSince(steps);
    }
  },
  /** The same of what is refreshed. */
  CLOSED_NOW_AT_REFRESH(Variant.REFRESH) {
    @Override
    public Steps steps(Steps steps) {
      return closedSince(steps);
    }
  },
  /** The same of what is made. */
  CLOSED_NOW_AT_TAKE {
    @Override
    public Steps steps(Steps steps) {
      return closedSince(steps);
    }
  },
  /** A guest that runs here is not looked for elsewhere. */
  NO_OTHER_NODE(Variant.TAKE_STANDBY) {
    @Override
    public Steps steps(Steps steps) {
      return new DelegatingSteps(steps) {
        @Override
        public Goal repaying(Step step, boolean resumed) {
          return super.repaying(step, resumed && !(step instanceof StopDomain));
        }
      };
    }
  },
  /** Whatever a snapshot is dated, it counts as of the time before the crash. */
  ANY_DATE(Variant.REFRESH) {
    @Override
    public Steps steps(Steps steps) {
      return new DelegatingSteps(steps) {
        @Override
        public Optional<Goal> settling(Step step, CutShort cut) {
          Instant late = cut.alive().plus(Duration.ofHours(1));
          return super.settling(step, new CutShort(late, cut.answered(), cut.looked()));
        }
      };
    }
  },
  /** A journal that cannot be read counts as one of a run that touched nothing. */
  DAMAGED_IS_PEACE {
    @Override
    public LogStore logs(LogStore logs) {
      return new ReadOtherwise(
          logs,
          name ->
              new Journals(logs, SiteSteps::named)
                      .damaged().stream().anyMatch(each -> each.name().equals(name))
                  ? List.of()
                  : logs.lines(name));
    }

    @Override
    public boolean ofDamage() {
      return true;
    }
  },
  /** Only what has failed is cleared away, and not what was made in another disk group before. */
  PARTIAL_SET(Variant.TAKE_TWO_GROUPS) {
    @Override
    public Steps steps(Steps steps) {
      return new DelegatingSteps(steps) {
        @Override
        public Optional<Goal> undoing(Step step) {
          return super.undoing(step)
              .filter(
                  goal ->
                      !(step instanceof MakeSnapshots made)
                          || made.group().equals(new GroupName("logdg")));
        }
      };
    }
  },
  /** What a failed run has made is left where it is. */
  NO_CLEARING {
    @Override
    public Steps steps(Steps steps) {
      return new DelegatingSteps(steps) {
        @Override
        public Optional<Goal> undoing(Step step) {
          return Optional.empty();
        }
      };
    }
  };

  private static Steps closedSince(Steps steps) {
    return new DelegatingSteps(steps) {
      @Override
      public Optional<Goal> settling(Step step, CutShort cut) {
        return super.settling(step, new CutShort(cut.alive(), true, cut.looked()));
      }
    };
  }

  private static Steps unproven(Steps steps) {
    return Altered.looks(
        steps,
        (goal, acts) -> {
          if (goal.subject().kind().equals("prove-closed")) {
            return Look.reached();
          }
          Look look = goal.look(acts);
          return look.why().startsWith("a source was opened") ? Look.reached() : look;
        });
  }

  private final Variant variant;

  WeakenedSafeguard() {
    this(Variant.TAKE_ONE);
  }

  /**
   * @param variant that it is tried on
   */
  WeakenedSafeguard(Variant variant) {
    this.variant = variant;
  }

  @Override
  public Variant variant() {
    return variant;
  }

  /** The lines as an early version wrote them: without numbers and checksums. */
  private static List<String> unsealed(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst("(,\"line\":\\d+)?,\"crc32c\":\"[0-9a-f]{8}\"}$", "}"))
        .toList();
  }

  /** Reads logs in another way. */
  private static final class ReadOtherwise extends DelegatingLogs {
    private final Reading reading;

    interface Reading {
      List<String> lines(String name) throws IOException;
    }

    ReadOtherwise(LogStore logs, Reading reading) {
      super(logs);
      this.reading = reading;
    }

    @Override
    public List<String> lines(String name) throws IOException {
      return reading.lines(name);
    }
  }

  /** Holds back every intent, or those of steps of one kind, until the next line. */
  private static final class LateIntents extends DelegatingLogs {
    private final String kind;

    LateIntents(LogStore logs) {
      this(logs, "");
    }

    LateIntents(LogStore logs, String kind) {
      super(logs);
      this.kind = kind;
    }

    /** How the intents begin to be of the steps that are meant, in the plan of that line. */
    private String meant(String begun) {
      List<String> kinds =
          Pattern.compile("\\{\"kind\":\"([a-z-]+)\"")
              .matcher(begun)
              .results()
              .map(match -> match.group(1))
              .toList();
      return kind.isEmpty() ? "" : "\"step\":%d,".formatted(kinds.indexOf(kind));
    }

    @Override
    public Log open(String name) throws IOException {
      Log log = logs.open(name);
      List<String> held = new ArrayList<>();
      return new Log() {
        private String meant = "";

        @Override
        public void append(String line) throws IOException {
          if (line.contains("\"begun\"")) {
            meant = meant(line);
          }
          if (line.contains("\"intended\"") && line.contains(meant)) {
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
