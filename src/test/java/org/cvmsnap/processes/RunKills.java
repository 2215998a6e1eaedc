package org.cvmsnap.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Kills many processes of the real launcher. */
public final class RunKills {
  private static final int TOLD_EVERY = 25;

  private RunKills() {}

  /** The launcher, how many processes to kill, and the seed of the random instants. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path base = Files.createTempDirectory("cvmsnap-kills");
    Kills kills = new Kills(List.of(args[0]), base, Long.parseLong(args[2]));
    int wanted = Integer.parseInt(args[1]);
    int told = 0;
    while (kills.kills() < wanted) {
      kills.until(Math.min(kills.kills() + TOLD_EVERY, wanted));
      kills.violations().stream().skip(told).forEach(System.out::println);
      told = kills.violations().size();
      if (kills.kills() < wanted) {
        System.err.println(kills);
      }
    }
    System.out.println(kills);
    System.exit(kills.violations().isEmpty() ? 0 : 1);
  }
}
