package org.cvmsnap.sim.command;

/** What a simulated command printed, and its exit status. */
public record Reply(int exit, String out, String err) {
  public static final Reply SILENT = new Reply(0, "", "");

  public static Reply out(String out) {
    return new Reply(0, out, "");
  }

  public static Reply error(int exit, String err) {
    return new Reply(exit, "", err);
  }
}
