package org.cvmsnap.sim.vxvm;

import org.cvmsnap.sim.command.Reply;

/** A VxVM command that ends with an error line; the transaction it was in is rolled back. */
final class VxFailure extends RuntimeException {
  /** Exit statuses as in vxintro(1M); those from 20 on belong to a usage type. */
  static final int USAGE = 1;

  static final int SYNTAX = 2;
  static final int NO_GROUP = 9;
  static final int CHANGED = 10;
  static final int NOT_FOUND = 11;
  static final int EXISTS = 12;
  static final int IN_USE = 14;
  static final int ASSOCIATED = 18;
  static final int ALREADY_SO = 20;
  static final int REFUSED = 32;

  private final transient Reply reply;

  private VxFailure(Reply reply) {
    super(reply.err(), null, false, false);
    this.reply = reply;
  }

  /** {@code VxVM PROGRAM ERROR CODE TEXT}, as the Troubleshooting Guide lays messages out. */
  static VxFailure error(String program, int exit, String code, String text) {
    return new VxFailure(
        Reply.error(exit, "VxVM " + program + " ERROR " + code + " " + text + "\n"));
  }

  /** For messages that have a severity of their own, or no prefix. */
  static VxFailure plain(int exit, String text) {
    return new VxFailure(Reply.error(exit, text + "\n"));
  }

  Reply reply() {
    return reply;
  }
}
