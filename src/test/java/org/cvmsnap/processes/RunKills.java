package org.cvmsnap.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Kills many processes of the real launcher. */
public final class RunKills {
  private RunKills() {}

  /** The launcher, how many processes to kill, and the seed of the random instants. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path base = Files.createTempDirectory("cvmsnap-kills");
    Kills kills = new Kills(List.of(args[0]), base, Long.parseLong(args[2]));
    kills.until(Integer.parseInt(args[1]));
    kills.violations().forEach(System.out::println);
    System.out.println(kills);
    System.exit(kills.violations().isEmpty() ? 0 : 1);
  }
}
