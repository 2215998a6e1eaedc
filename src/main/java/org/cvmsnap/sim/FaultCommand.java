package org.cvmsnap.sim;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.cvmsnap.error.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code cvmsnap sim fault}: what goes wrong on the simulated cluster. */
@Command(name = "fault", description = "What goes wrong.")
final class FaultCommand {
  private final SimContext context;
  private final PrintStream out;

  private FaultCommand(SimContext context, PrintStream out) {
    this.context = context;
    this.out = out;
  }

  /** The command with its subcommands. */
  static CommandLine of(SimContext context, PrintStream out) {
    FaultCommand fault = new FaultCommand(context, out);
    return new CommandLine(fault)
        .addSubcommand(fault.new Add())
        .addSubcommand(fault.new Listing())
        .addSubcommand(fault.new Clear());
  }

  @Command(
      name = "add",
      footer = {"", "Examples:", "  cvmsnap sim fault add --on 'ldm bind*' --effect fail"},
      description = "Makes commands that match go wrong.")
  private final class Add implements Callable<Integer> {
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
      context.store().change(cluster -> cluster.add(fault));
      return 0;
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
  private final class Listing implements Callable<Integer> {
    @Override
    public Integer call() {
      out.print(SimReport.faults(context.store().with(SimCluster::faults)));
      out.flush();
      return 0;
    }
  }

  @Command(
      name = "clear",
      footer = {"", "Examples:", "  cvmsnap sim fault clear"},
      description = "Takes all faults away.")
  private final class Clear implements Callable<Integer> {
    @Override
    public Integer call() {
      context.store().change(SimCluster::clearFaults);
      return 0;
    }
  }
}
