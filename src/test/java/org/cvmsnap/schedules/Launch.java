package org.cvmsnap.schedules;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.LogStore;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.site.Site;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.Crashed;
import org.cvmsnap.testing.DelegatingLogs;
import org.cvmsnap.testing.MemoryLogStore;
import org.cvmsnap.testing.MemoryLogStore.Disk;
import org.cvmsnap.testing.NoProcesses;
import org.cvmsnap.testing.SilentListener;
import org.cvmsnap.ui.EscapingStream;
import org.cvmsnap.ui.Program;
import org.cvmsnap.ui.Renderer;
import org.cvmsnap.ui.TextRenderer;
import org.cvmsnap.workflow.Recovery;
import org.cvmsnap.workflow.Session;
import org.cvmsnap.workflow.Status;

/** One process of cvmsnap: what it is told to do, and what may strike it. */
final class Launch {
  private final SimCluster cluster;
  private final MemoryLogStore logs;
  private final Optional<Schedule.Blow> blow;
  private final TrappedHosts hosts;
  private final Session session;
  private final List<String> writes = new ArrayList<>();
  private final List<Integer> ranBefore = new ArrayList<>();
  private final List<String> warned = new ArrayList<>();
  private String during = "survey";
  private boolean struckDisk;
  private int appends;
  private Duration lasted = Duration.ZERO;
  private List<TrappedHosts.Ran> ran = List.of();
  private int exit;
  private String said = "";
  private boolean crashed;
  private Optional<Operation.Told> told = Optional.empty();

  Launch(
      Place place,
      SimCluster cluster,
      MemoryLogStore logs,
      Path locks,
      Optional<Schedule.Blow> blow,
      Weakening breakage,
      TrappedHosts.Watcher watcher) {
    this(place, cluster, logs, locks, blow, breakage, watcher, () -> {});
  }

  /**
   * @param rival what another process does where that is what strikes
   */
  Launch(
      Place place,
      SimCluster cluster,
      MemoryLogStore logs,
      Path locks,
      Optional<Schedule.Blow> blow,
      Weakening breakage,
      TrappedHosts.Watcher watcher,
      Runnable rival) {
    this.cluster = cluster;
    this.logs = logs;
    this.blow = blow;
    Interrupts interrupts = new Interrupts();
    this.hosts = new TrappedHosts(place, cluster, interrupts, blow, watcher, () -> during, rival);
    Site site = new Site(breakage.hosts(hosts));
    this.session =
        new Session(
            site,
            new Journals(new Traced(breakage.logs(logs), watcher), SiteSteps::named),
            new Locks(locks),
            new Owner(place.machine(), 1, Instant.EPOCH, "cvmsnap"),
            "test",
            () -> "ab12",
            interrupts,
            new NoProcesses(),
            breakage.steps(new SiteSteps(site)));
  }

  Launch perform(Operation operation) {
    return run(
        () -> {
          Operation.Told report = operation.run(session, new At());
          told = Optional.of(report);
          said = report.result().why() + report.result().leftovers() + report.result().doubts();
          during = "report";
          return report.status();
        });
  }

  /** Does what {@code cvmsnap recover} does. */
  Launch recover() {
    return run(
        () -> {
          Recovery.Report report =
              new Recovery(session, new At()).run(Optional.empty(), Optional.empty());
          for (Recovery.Recovered each : report.runs()) {
            told = Optional.of(new Operation.Told(each.status(), each.result(), List.of()));
          }
          return shown(renderer -> renderer.recovered(report.runs(), report.left()));
        });
  }

  /** Does what {@code cvmsnap status} does. */
  Launch status() {
    return run(
        () -> {
          Status status = Status.looked(session);
          return shown(renderer -> renderer.status(status));
        });
  }

  /** The exit status that goes with what is shown. */
  private int shown(ToIntFunction<Renderer> showing) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    EscapingStream printed =
        new EscapingStream(new PrintStream(text, false, StandardCharsets.UTF_8));
    Program program = new Program(List.of(), Optional.empty());
    int status = showing.applyAsInt(new TextRenderer(printed, printed, false, program));
    printed.flush();
    said = text.toString(StandardCharsets.UTF_8).strip();
    return status;
  }

  private Launch run(Callable<Integer> act) {
    logs.disk(this::fate);
    Duration start = cluster.elapsed();
    try {
      exit = act.call();
    } catch (CvmsnapException e) {
      exit = e.status();
      said = String.valueOf(e.getMessage());
    } catch (UncheckedIOException e) {
      exit = ExitCode.REFUSED.value(); // as the command line says it
      said = String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      exit = ExitCode.INTERRUPTED.value();
    } catch (Crashed e) {
      crashed = true;
    } catch (Exception | VirtualMachineError | AssertionError e) {
      StackTraceElement[] trace = e.getStackTrace();
      said = "bug: " + e + (trace.length > 0 ? " at " + trace[0] : "");
      exit = owed() ? ExitCode.INTERNAL.withServiceDown() : ExitCode.INTERNAL.value();
    }
    ran = List.copyOf(hosts.ran());
    hosts.disarm();
    logs.disk(append -> Disk.Fate.WRITES);
    boolean unused = Thread.interrupted();
    lasted = cluster.elapsed().minus(start);
    return this;
  }

  private Disk.Fate fate(int append) {
    appends = append;
    writes.add(during);
    ranBefore.add(hosts.ran().size());
    Optional<String> effect =
        blow.stream()
            .flatMap(Schedule.Blow::all)
            .filter(each -> each.point().journal())
            .filter(
                each ->
                    each.point().index() == append
                        || (each.effect().equals(Effects.FULL) && each.point().index() < append))
            .map(Schedule.Blow::effect)
            .findFirst();
    struckDisk |= effect.isPresent();
    if (effect.filter(Damage::is).isPresent()) {
      return Disk.Fate.CRASHES_AFTER;
    }
    return switch (effect.orElse("")) {
      case "" -> Disk.Fate.WRITES;
      case Effects.FAILS, Effects.FULL -> Disk.Fate.FAILS;
      case Effects.FAILS_LATE -> Disk.Fate.FAILS_LATE;
      case Effects.CRASH_BEFORE -> Disk.Fate.CRASHES_BEFORE;
      case Effects.CRASH_AFTER -> Disk.Fate.CRASHES_AFTER;
      default -> throw new IllegalArgumentException("no effect on a write: " + effect);
    };
  }

  int appends() {
    return appends;
  }

  boolean fired() {
    boolean atWrites =
        blow.stream().flatMap(Schedule.Blow::all).anyMatch(each -> each.point().journal());
    return hosts.fired() && (!atWrites || struckDisk);
  }

  boolean crashed() {
    return crashed;
  }

  int exit() {
    return exit;
  }

  String said() {
    return said;
  }

  /** Whether it said that its journal owes more than there is to pay. */
  boolean toldOfJournal() {
    return said.contains("could not be written to its end");
  }

  Duration lasted() {
    return lasted;
  }

  List<TrappedHosts.Ran> ran() {
    return ran;
  }

  /** Whether it ran a command that changes something, to whatever end. */
  boolean acted() {
    return ran.stream().anyMatch(each -> each.command().mutates());
  }

  /** What it said of how the run went; empty where it was refused or died. */
  Optional<Operation.Told> described() {
    return told;
  }

  Session session() {
    return session;
  }

  boolean owed() {
    return Status.of(session).owed();
  }

  /** Whether a step of that kind wrote to the journal, or was about to. */
  boolean wrote(String kind) {
    return writes.contains(kind);
  }

  /** The step that a write to the journal belonged to, by the write's place. */
  String wroteDuring(int append) {
    return writes.get(append - 1);
  }

  /** How many commands had run before a write to the journal, by the write's place. */
  int ranBefore(int append) {
    return ranBefore.get(append - 1);
  }

  /** Shows every line that is written. */
  private static final class Traced extends DelegatingLogs {
    private final TrappedHosts.Watcher watcher;

    Traced(LogStore logs, TrappedHosts.Watcher watcher) {
      super(logs);
      this.watcher = watcher;
    }

    @Override
    public Log open(String name) throws IOException {
      Log log = logs.open(name);
      return new Log() {
        @Override
        public void append(String line) throws IOException {
          log.append(line);
          watcher.wrote(line);
        }

        @Override
        public void close() {
          log.close();
        }
      };
    }
  }

  /** What was told while it was under way. */
  List<String> warned() {
    return warned;
  }

  /** Remembers what the engine is at, and what is told meanwhile. */
  private final class At extends SilentListener {
    @Override
    public void warn(String what) {
      warned.add(what);
    }

    @Override
    public void began(Phase phase, Subject subject) {
      during = subject.kind();
    }
  }
}
