package org.cvmsnap.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cvmsnap.sim.LogEntry;

/** How much longer a guest is away than it has to be, as tables in Markdown. */
public final class OutageBenchmark {
  /** The boot that a run knows, and others that it does not expect. */
  private static final double KNOWN_BOOT = 90;

  private final PrintStream out;

  private OutageBenchmark(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    OutageBenchmark benchmark = new OutageBenchmark(System.out);
    if (args.length == 1 && args[0].equals("--log")) {
      benchmark.log(MeasuredTake.of(new OutageSite(2, 1), "stop", 1));
      benchmark.log(MeasuredTake.of(new OutageSite(2, 1), "detach", 1));
      return;
    }
    if (args.length == 1 && args[0].equals("--own")) {
      benchmark.own();
      return;
    }
    benchmark.outages();
    benchmark.commands();
    benchmark.own();
    System.exit(0); // whatever the guardians' threads are at
  }

  private void own() throws IOException {
    OwnTime own = OwnTime.measured(new OutageSite(2, 1));
    print("");
    print("| until the next change | gaps | ms without any command | but for starting processes |");
    print("|---|---|---|---|");
    own.steps()
        .forEach(
            each ->
                print(
                    "| `%s` | %d | %.0f | %.0f |",
                    each.words(),
                    each.gaps(),
                    each.milliseconds(),
                    each.milliseconds() - each.gaps() * own.process()));
    print("| all | | %.0f | %.0f |", own.sum(), own.sum() - own.gaps() * own.process());
  }

  private void log(MeasuredTake take) {
    for (LogEntry entry : take.log()) {
      print(
          "%s %-6s %4.1f %s %s",
          entry.time(),
          entry.host(),
          entry.took().toMillis() / 1000.0,
          entry.mutates() ? "*" : " ",
          String.join(" ", entry.argv()));
    }
  }

  private void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  private void outages() {
    print("| mode | nodes | volumes | outage s | unavoidable s | ratio | reads in it |");
    print("|---|---|---|---|---|---|---|");
    List<MeasuredTake> first = new ArrayList<>();
    for (String mode : List.of("stop", "detach")) {
      for (int nodes : List.of(2, 4)) {
        for (int volumes : List.of(1, 8)) {
          MeasuredTake take = MeasuredTake.of(new OutageSite(nodes, volumes), mode, 1);
          print(
              "| %s | %d | %d | %.1f | %.1f | %.3f | %d |",
              mode,
              nodes,
              volumes,
              take.seconds(),
              take.unavoidable(),
              take.ratio(),
              take.readsInOutage());
          if (nodes == 2 && volumes == 1) {
            first.add(take);
          }
        }
      }
    }
    for (MeasuredTake take : first) {
      print("");
      print("| after | reads | seconds until the next change |");
      print("|---|---|---|");
      take.waits()
          .forEach(
              each -> print("| `%s` | %d | %.1f |", each.command(), each.count(), each.seconds()));
    }
  }

  private void commands() {
    print("");
    print("| domains | volumes | nodes | commands of the survey | of the take |");
    print("|---|---|---|---|---|");
    for (OutageSite site :
        List.of(
            new OutageSite(2, 1),
            new OutageSite(2, 1).beside(64),
            new OutageSite(2, 8),
            new OutageSite(4, 1))) {
      MeasuredTake take = MeasuredTake.of(site, "stop", 1);
      print(
          "| %d | %d | %d | %d | %d |",
          site.others() + 1, site.volumes(), site.nodes(), take.surveyed(), take.log().size());
    }
    print("");
    print("| the boot takes s | was known | noticed after s | looks at it |");
    print("|---|---|---|---|");
    for (int tenths = -30; tenths <= 30; tenths += 3) {
      boots(KNOWN_BOOT + tenths / 10.0);
    }
  }

  private void boots(double seconds) {
    MeasuredTake take = MeasuredTake.booting(new OutageSite(2, 1), KNOWN_BOOT, seconds);
    print(
        "| %.1f | %.1f | %.2f | %d |",
        seconds, KNOWN_BOOT, take.noticedAfter(), take.looksAtBoot());
  }
}
