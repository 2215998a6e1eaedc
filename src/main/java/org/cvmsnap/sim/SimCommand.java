package org.cvmsnap.sim;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.sim.vxvm.Volumes.FileSystemEvent;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
  private final SimContext context;
  private final PrintStream out;

  private SimCommand(SimContext context, PrintStream out) {
    this.context = context;
    this.out = out;
  }

  /** The command with its subcommands, to be added to cvmsnap's own. */
  public static CommandLine of(SimContext context, Crash crash, PrintStream out, PrintStream err) {
    return of(context, crash, out, err, InstantSource.system());
  }

  static CommandLine of(
      SimContext context, Crash crash, PrintStream out, PrintStream err, InstantSource clock) {
    SimCommand sim = new SimCommand(context, out);
    CommandLine exec = new CommandLine(new ExecCommand(context, crash, out, err, clock));
    // The words of the command are its own, also those that look like options.
    exec.setStopAtPositional(true);
    CommandLine node =
        new CommandLine(new NodeGroup())
            .addSubcommand("crash", sim.new NodeEvent(SimCluster::crashNode))
            .addSubcommand("leave", sim.new NodeEvent(SimCluster::leaveCluster))
            .addSubcommand("join", sim.new NodeEvent(SimCluster::joinCluster));
    return new CommandLine(sim)
        .addSubcommand(new InitCommand(context, out))
        .addSubcommand(sim.new Status())
        .addSubcommand("exec", exec)
        .addSubcommand(sim.new Log())
        .addSubcommand(sim.new Damage())
        .addSubcommand("fault", FaultCommand.of(context, out))
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
      SimTruth truth = context.store().with(SimCluster::truth);
      print(context.json() ? SimReport.json(truth) : SimReport.text(truth));
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
      List<LogEntry> log = context.store().log();
      print(context.json() ? SimReport.json(log) : SimReport.text(log));
      return 0;
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
      context.store().change(event);
      return 0;
    } catch (NoSuchElementException | IllegalStateException e) {
      throw new UsageException(String.valueOf(e.getMessage()), "");
    }
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
      if (!context.store().with(SimCluster::nodeNames).contains(node)) {
        throw new UsageException("there is no node '" + node + "'", "");
      }
      new Shims(context.launcher(), context.directory(), bin)
          .write(node, context.store().with(SimCluster::programs));
      return 0;
    }
  }
}
