package org.cvmsnap.sim;

/** What a simulated command printed, and its exit status. */
record Reply(int exit, String out, String err) {
  static final Reply SILENT = new Reply(0, "", "");

  static Reply out(String out) {
    return new Reply(0, out, "");
  }

  static Reply error(int exit, String err) {
    return new Reply(exit, "", err);
  }
}
