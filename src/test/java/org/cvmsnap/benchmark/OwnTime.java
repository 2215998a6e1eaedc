package org.cvmsnap.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimStore;
import org.cvmsnap.testing.GivenProcess;

/**
 * What the program itself adds to an outage: the time in it in which no command runs, with commands
 * that are real processes, and that of starting and ending these.
 *
 * @param steps by the command that follows
 * @param process milliseconds between one process and the next where nothing is done but to start
 *     them, which is the part of the machine in each gap
 */
record OwnTime(List<Step> steps, double process) {
  private static final int STARTED = 30;

  private static final List<String> PROGRAMS =
      List.of(
          "ldm",
          "virtinfo",
          "uname",
          "vxprint",
          "vxassist",
          "vxsnap",
          "vxclustadm",
          "vxdctl",
          "vxdg",
          "vxtask",
          "vxedit",
          "vxvol",
          "vxplex",
          "vxdisk",
          "hastatus",
          "ssh",
          "logger");

  /** Milliseconds without any command, before the change that these words make. */
  record Step(String words, int gaps, double milliseconds) {}

  static OwnTime measured(OutageSite site) throws IOException {
    Path directory = Files.createTempDirectory("own-time");
    SimStore store = SimStore.memory(Scenario.of(site.toml(), "the benchmark").cluster());
    try (CommandServer server = new CommandServer(store)) {
      Path bin = directory.resolve("bin");
      server.write(bin, PROGRAMS);
      run(server, bin, directory.resolve("state")); // until all classes are loaded
      int known = server.ran().size();
      run(server, bin, directory.resolve("state"));
      List<Step> steps = steps(server.ran().subList(known, server.ran().size()));
      return new OwnTime(steps, process(server, bin));
    }
  }

  private static void run(CommandServer server, Path bin, Path state) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        new GivenProcess(
                "take",
                "vol1",
                "--ldom",
                "ldom1",
                "--host",
                "local:",
                "--state-dir",
                state.toString())
            .environment(Map.of("PATH", bin + ":/usr/bin:/bin", "HOME", bin.toString()))
            .time(server.hosts().time())
            .run(out, err);
    if (exit != 0) {
      throw new IllegalStateException(exit + ": " + err.toString(UTF_8));
    }
  }

  private static double process(CommandServer server, Path bin) throws IOException {
    int known = server.ran().size();
    for (int i = 0; i < STARTED; i++) {
      Process process = new ProcessBuilder(bin.resolve("virtinfo").toString(), "-a", "-p").start();
      process.getInputStream().readAllBytes();
      process.onExit().join();
    }
    double gaps = 0;
    List<CommandServer.Ran> ran = server.ran().subList(known, server.ran().size());
    for (int i = 1; i < ran.size(); i++) {
      gaps += (ran.get(i).began() - ran.get(i - 1).ended()) / 1e6;
    }
    return gaps / (ran.size() - 1);
  }

  /** From the end of the first umount to the last that was asked before the snapshot is tagged. */
  private static List<Step> steps(List<CommandServer.Ran> all) {
    List<CommandServer.Ran> ran = new ArrayList<>(all);
    ran.sort(Comparator.comparingLong(CommandServer.Ran::began));
    List<Step> steps = new ArrayList<>();
    boolean away = false;
    long until = 0;
    double own = 0;
    int gaps = 0;
    for (CommandServer.Ran each : ran) {
      if (away && each.began() > until) {
        own += (each.began() - until) / 1e6;
        gaps++;
      }
      until = Math.max(until, each.ended());
      String change = change(each.words());
      if (!change.isEmpty()) {
        if (away) {
          steps.add(new Step(change, gaps, own));
        }
        own = 0;
        gaps = 0;
        away |= change.equals("umount");
      }
      if (change.equals("settag")) {
        return steps;
      }
    }
    return steps;
  }

  private static String change(String words) {
    for (String change : List.of("ldm stop", "ldm unbind", "ldm bind", "ldm start")) {
      if (words.startsWith(change)) {
        return change;
      }
    }
    return words.matches("ssh .*'umount' '/fs.*")
        ? "umount"
        : words.matches("vxsnap .* make .*")
            ? "vxsnap make"
            : words.contains(" settag ") ? "settag" : "";
  }

  int gaps() {
    return steps.stream().mapToInt(Step::gaps).sum();
  }

  double sum() {
    return steps.stream().mapToDouble(Step::milliseconds).sum();
  }
}
