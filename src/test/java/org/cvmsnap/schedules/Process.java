package org.cvmsnap.schedules;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.LogStore;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.plan.Phase;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.plan.TakeRequest;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.step.Site;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.Crashed;
import org.cvmsnap.testing.MemoryLogStore;
import org.cvmsnap.testing.MemoryLogStore.Disk;
import org.cvmsnap.workflow.Recovery;
import org.cvmsnap.workflow.Session;
import org.cvmsnap.workflow.Status;
import org.cvmsnap.workflow.Take;
import org.cvmsnap.workflow.TakeReport;

/** One process of cvmsnap: what it is told to do, and what may strike it. */
final class Process {
  private final SimCluster cluster;
  private final MemoryLogStore logs;
  private final Optional<Schedule.Blow> blow;
  private final TrappedHosts hosts;
  private final Session session;
  private final List<String> writes = new ArrayList<>();
  private String during = "survey";
  private boolean struckDisk;
  private int appends;
  private Duration lasted = Duration.ZERO;
  private List<TrappedHosts.Ran> ran = List.of();
  private int exit;
  private String said = "";
  private boolean crashed;
  private Optional<TakeReport> report = Optional.empty();

  Process(
      SimCluster cluster,
      MemoryLogStore logs,
      Path locks,
      Optional<Schedule.Blow> blow,
      Breakage breakage,
      TrappedHosts.Watcher watcher) {
    this.cluster = cluster;
    this.logs = logs;
    this.blow = blow;
    Interrupts interrupts = new Interrupts();
    this.hosts = new TrappedHosts(cluster, interrupts, blow, watcher, () -> during);
    Site site = new Site(hosts);
    this.session =
        new Session(
            site,
            new Journals(new Traced(breakage.logs(logs), watcher)),
            new Locks(locks),
            new Owner("sun-a", 1, Instant.EPOCH, "cvmsnap"),
            "test",
            () -> "ab12",
            interrupts,
            breakage.steps(new SiteSteps(site)));
  }

  Process take(TakeRequest request) {
    return run(
        () -> {
          TakeReport taken = new Take(session, new At()).run(request);
          report = Optional.of(taken);
          said = taken.result().why() + taken.result().leftovers();
          during = "report";
          return taken.result().status();
        });
  }

  /** As {@code cvmsnap recover} does it. */
  Process recover() {
    return run(
        () -> {
          List<Recovery.Recovered> recovered =
              new Recovery(session, new At()).run(Optional.empty(), Optional.empty());
          List<String> why = new ArrayList<>();
          recovered.forEach(each -> why.add(each.result().why() + each.result().leftovers()));
          said = String.join("; ", why);
          boolean down = recovered.stream().anyMatch(each -> each.result().serviceDown());
          return down ? ExitCode.FAILED.withServiceDown() : 0;
        });
  }

  private Process run(Callable<Integer> act) {
    logs.disk(this::fate);
    Duration start = cluster.elapsed();
    try {
      exit = act.call();
    } catch (CvmsnapException e) {
      exit = e.status();
      said = String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      exit = ExitCode.INTERRUPTED.value();
    } catch (Crashed e) {
      crashed = true;
    } catch (Exception e) {
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
    Optional<String> effect =
        blow.filter(each -> each.point().journal())
            .filter(
                each ->
                    each.point().index() == append
                        || (each.effect().equals(Effects.FULL) && each.point().index() < append))
            .map(Schedule.Blow::effect);
    struckDisk |= effect.isPresent();
    return switch (effect.orElse("")) {
      case "" -> Disk.Fate.WRITES;
      case Effects.FAILS, Effects.FULL -> Disk.Fate.FAILS;
      case Effects.CRASH_BEFORE -> Disk.Fate.CRASHES_BEFORE;
      case Effects.CRASH_AFTER -> Disk.Fate.CRASHES_AFTER;
      default -> throw new IllegalArgumentException("no effect on a write: " + effect);
    };
  }

  int appends() {
    return appends;
  }

  boolean fired() {
    return blow.isEmpty() || struckDisk || hosts.fired();
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

  Optional<TakeReport> report() {
    return report;
  }

  Session session() {
    return session;
  }

  boolean owed() {
    return Status.of(session).owed();
  }

  /** The step that a write to the journal belonged to, by the write's place. */
  String wroteDuring(int append) {
    return writes.get(append - 1);
  }

  /** Shows every line that is written. */
  private record Traced(LogStore logs, TrappedHosts.Watcher watcher) implements LogStore {
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

  /** Remembers what the engine is at. */
  private final class At implements EngineListener {
    @Override
    public void began(Phase phase, Subject subject) {
      during = subject.kind();
    }

    @Override
    public void waiting(Subject subject, String why) {}

    @Override
    public void ended(StepReport report) {}

    @Override
    public void recovering(String run, int debts) {}

    @Override
    public void outageBegan() {}

    @Override
    public void outageEnded(Duration lasted) {}
  }
}
