package org.cvmsnap.sim;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.sim.vxvm.Volumes.FileSystemEvent;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code cvmsnap sim}: acts on the simulated cluster itself. */
@Command(
    name = "sim",
    scope = picocli.CommandLine.ScopeType.INHERIT,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:internal error (a bug)",
      "2:usage",
      "3:refused, such as a name that is not there"
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Examples:", "  cvmsnap sim init", "  cvmsnap sim status"},
    description = "Acts on the simulated cluster: what it is, what runs on it, what goes wrong.")
public final class SimCommand {
  private final Place place;
  private final Crash crash;
  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource clock;

  private SimCommand(
      Place place, Crash crash, PrintStream out, PrintStream err, InstantSource clock) {
    this.place = place;
    this.crash = crash;
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /** Where the cluster is; asked only when a command runs, as options before it decide. */
  public interface Place {
    SimStore store();

    /** Whether results are wanted as JSON. */
    boolean json();

    /** The directory of the store. */
    Path directory();

    /** A scenario that begins as the site did of which there is a recording. */
    Rehearsed rehearsed(Path recording) throws InterruptedException;

    /** Forgets the runs of cvmsnap whose journals are kept with the cluster. */
    void forgetRuns();

    /** The executable of cvmsnap, for scripts that call it back. */
    Path launcher();
  }

  /**
   * A scenario that was made of a recording.
   *
   * @param scenario TOML
   * @param assumed what the recording does not tell, and what was taken in its place
   */
  public record Rehearsed(String scenario, List<String> assumed) {
    public Rehearsed {
      assumed = List.copyOf(assumed);
    }
  }

  /** The command with its subcommands, to be added to cvmsnap's own. */
  public static CommandLine of(Place place, Crash crash, PrintStream out, PrintStream err) {
    return of(place, crash, out, err, InstantSource.system());
  }

  static CommandLine of(
      Place place, Crash crash, PrintStream out, PrintStream err, InstantSource clock) {
    SimCommand sim = new SimCommand(place, crash, out, err, clock);
    CommandLine exec = new CommandLine(sim.new Exec());
    // The words of the command are its own, also those that look like options.
    exec.setStopAtPositional(true);
    CommandLine fault =
        new CommandLine(new FaultGroup())
            .addSubcommand(sim.new FaultAdd())
            .addSubcommand(sim.new FaultList())
            .addSubcommand(sim.new FaultClear());
    CommandLine node =
        new CommandLine(new NodeGroup())
            .addSubcommand("crash", sim.new NodeEvent(SimCluster::crashNode))
            .addSubcommand("leave", sim.new NodeEvent(SimCluster::leaveCluster))
            .addSubcommand("join", sim.new NodeEvent(SimCluster::joinCluster));
    return new CommandLine(sim)
        .addSubcommand(new InitCommand(place, out))
        .addSubcommand(sim.new Status())
        .addSubcommand("exec", exec)
        .addSubcommand(sim.new Log())
        .addSubcommand(sim.new Damage())
        .addSubcommand("fault", fault)
        .addSubcommand("node", node)
        .addSubcommand(sim.new WriteShims());
  }

  private void print(String text) {
    out.print(text);
    out.flush();
  }

  @Command(
      name = "status",
      footer = {"", "Examples:", "  cvmsnap sim status --json"},
      description = "Shows the truth, whatever anybody believes.")
  private final class Status implements Callable<Integer> {
    @Override
    public Integer call() {
      SimTruth truth = place.store().with(SimCluster::truth);
      print(place.json() ? SimReport.json(truth) : SimReport.text(truth));
      return 0;
    }
  }

  @Command(
      name = "log",
      footer = {"", "Examples:", "  cvmsnap sim log"},
      description = "Lists every command that ran; * marks those that change.")
  private final class Log implements Callable<Integer> {
    @Override
    public Integer call() {
      List<LogEntry> log = place.store().log();
      print(place.json() ? SimReport.json(log) : SimReport.text(log));
      return 0;
    }
  }

  @Command(
      name = "exec",
      footer = {
        "",
        "Examples:",
        "  cvmsnap sim exec sun-a -- ldm list",
        "  cvmsnap sim exec ldom1 -- umount /data"
      },
      exitCodeList = {"255:the machine cannot be reached", "any other:that of the command"},
      description = {
        "Runs one command as if typed on a node or in a guest, and exits as it does.",
        "255: the machine cannot be reached. A command that hangs blocks until it is killed."
      })
  private final class Exec implements Callable<Integer> {
    @Option(names = "--line", hidden = true, description = "ARGV is one line for a shell.")
    private boolean line;

    @Option(
        names = "--follow",
        hidden = true,
        description = "A program waits in real time, which simulated time follows.")
    private boolean follow;

    @Parameters(index = "0", paramLabel = "HOST", description = "A node, or a guest that runs.")
    private String host = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "ARGV", description = "The command.")
    private List<String> words = List.of();

    @Override
    public Integer call() throws InterruptedException {
      List<String> argv = words.get(0).equals("--") ? words.subList(1, words.size()) : words;
      if (line) {
        try {
          argv = RemoteWords.of(String.join(" ", argv));
        } catch (IllegalArgumentException e) {
          err.println("sh: " + e.getMessage());
          return 2;
        }
      }
      if (argv.isEmpty()) {
        throw new UsageException("no command for " + host, "");
      }
      return answer(List.copyOf(argv));
    }

    private CommandRunner.Outcome outcome(SimCluster cluster, List<String> argv) {
      if (follow) {
        cluster.follow(clock.instant());
      }
      return cluster.run(line ? cluster.ssh().reached(host) : host, argv, CommandRunner.NO_LIMIT);
    }

    private int answer(List<String> argv) throws InterruptedException {
      CommandRunner.Outcome outcome = place.store().with(cluster -> outcome(cluster, argv));
      if (outcome.dies()) {
        crash.die();
      }
      if (outcome.result() instanceof CommandResult.Finished finished) {
        print(finished.out());
        err.print(finished.err());
        err.flush();
        return finished.exit();
      }
      if (outcome.result() instanceof CommandResult.NotStarted notStarted) {
        err.println(notStarted.why());
        return 255;
      }
      new CountDownLatch(1).await();
      return 1;
    }
  }

  @Command(
      name = "damage",
      footer = {"", "Examples:", "  cvmsnap sim damage datadg/datavol1 s0"},
      description = "Breaks the structure of a file system, which goes on to say that it is clean.")
  private final class Damage implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DG/VOLUME", description = "The volume or snapshot.")
    private String volume = "";

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "PLACE",
        defaultValue = "",
        description = "Such as s0; nothing for one that is all of the volume.")
    private String place = "";

    @Override
    public Integer call() {
      String[] names = (volume + "/").split("/", -1);
      return happened(
          cluster -> cluster.happen(names[0], names[1], place, FileSystemEvent.DAMAGED));
    }
  }

  /** What happens to the cluster, unless there is nothing that it could happen to. */
  private int happened(Consumer<SimCluster> event) {
    try {
      return change(event);
    } catch (NoSuchElementException | IllegalStateException e) {
      throw new UsageException(String.valueOf(e.getMessage()), "");
    }
  }

  @Command(name = "fault", description = "What goes wrong.")
  private static final class FaultGroup {}

  @Command(
      name = "add",
      footer = {"", "Examples:", "  cvmsnap sim fault add --on 'ldm bind*' --effect fail"},
      description = "Makes commands that match go wrong.")
  private final class FaultAdd implements Callable<Integer> {
    @Option(
        names = "--on",
        required = true,
        paramLabel = "GLOB",
        description = "The words joined by blanks, the program without its directory.")
    private String glob = "";

    @Option(
        names = "--effect",
        required = true,
        paramLabel = "EFFECT",
        converter = EffectConverter.class,
        description =
            "fail, fail-late, hang, hang-late, silent, garbage, truncated, flood, crash-before or crash-after.")
    private Fault.Effect effect = Fault.Effect.FAIL;

    @Option(names = "--nth", defaultValue = "1", description = "The first match that it hits.")
    private int nth = 1;

    @Option(names = "--times", defaultValue = "1", description = "How many; 0 for all.")
    private int times = 1;

    @Option(names = "--on-host", paramLabel = "NAME", description = "Only on this machine.")
    private String onHost = "";

    @Override
    public Integer call() {
      Fault fault;
      try {
        fault = new Fault(glob, effect, nth, times, onHost);
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()), "");
      }
      return change(cluster -> cluster.add(fault));
    }
  }

  /** Reads an effect as people write it. */
  static final class EffectConverter implements ITypeConverter<Fault.Effect> {
    @Override
    public Fault.Effect convert(String value) {
      return Arrays.stream(Fault.Effect.values())
          .filter(effect -> effect.word().equals(value))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException("'" + value + "' is not an effect"));
    }
  }

  @Command(
      name = "list",
      footer = {"", "Examples:", "  cvmsnap sim fault list"},
      description = "Lists the faults, and how often each fired.")
  private final class FaultList implements Callable<Integer> {
    @Override
    public Integer call() {
      print(SimReport.faults(place.store().with(SimCluster::faults)));
      return 0;
    }
  }

  @Command(
      name = "clear",
      footer = {"", "Examples:", "  cvmsnap sim fault clear"},
      description = "Takes all faults away.")
  private final class FaultClear implements Callable<Integer> {
    @Override
    public Integer call() {
      return change(SimCluster::clearFaults);
    }
  }

  private int change(Consumer<SimCluster> act) {
    return place
        .store()
        .with(
            cluster -> {
              act.accept(cluster);
              return 0;
            });
  }

  @Command(name = "node", description = "Lets something happen to a node.")
  private static final class NodeGroup {}

  /** Something that happens to a node by its name. */
  private interface Event {
    void on(SimCluster cluster, String node);
  }

  @Command(
      footer = {"", "Examples:", "  cvmsnap sim node crash sun-b", "  cvmsnap sim node join sun-b"},
      description = "The node crashes, leaves the cluster, or comes back to it.")
  private final class NodeEvent implements Callable<Integer> {
    private final Event event;

    @Parameters(paramLabel = "NODE", description = "Its name.")
    private String node = "";

    NodeEvent(Event event) {
      this.event = event;
    }

    @Override
    public Integer call() {
      return happened(cluster -> event.on(cluster, node));
    }
  }

  @Command(
      name = "shims",
      footer = {"", "Examples:", "  cvmsnap sim shims --node sun-a bin"},
      description = "Writes executables (ldm, vxsnap, ssh, ...) that run on the simulated node.")
  private final class WriteShims implements Callable<Integer> {
    @Option(names = "--node", required = true, paramLabel = "NODE", description = "The node.")
    private String node = "";

    @Parameters(paramLabel = "BIN", description = "The directory to write them to.")
    private Path bin = Path.of(".");

    @Override
    public Integer call() {
      if (!place.store().with(SimCluster::nodeNames).contains(node)) {
        throw new UsageException("there is no node '" + node + "'", "");
      }
      new Shims(place.launcher(), place.directory(), bin)
          .write(node, place.store().with(SimCluster::programs));
      return 0;
    }
  }
}
