package org.cvmsnap.cli;

import picocli.CommandLine.Option;

/** The choice between doing what a command is for, and only showing what would be done. */
final class DryRun {
  @Option(
      names = "--dry-run",
      description = "Print the commands that would change anything, in order; run none of them.")
  private boolean given;

  boolean given() {
    return given;
  }
}
