package org.cvmsnap.cli;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.plan.snapshot.ExportPlanner;
import org.cvmsnap.workflow.Exporting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cvmsnap export}. */
@Command(
    name = "export",
    footer = {"", "Examples:", "  cvmsnap export datavol1_20260301020011 --ldom ldom2 --read-only"},
    description = {
      "Gives a snapshot to another guest as a disk.",
      "",
      "It is refused to a guest that has the source, or another snapshot of it, and while anybody"
          + " else has the snapshot. While it is exported it can neither be removed nor refreshed,"
          + " reattached or restored from."
    })
final class ExportCommand implements Callable<Integer> {
  private final Setting setting;
  @Mixin private OneSnapshot snapshot;

  @Option(
      names = "--ldom",
      required = true,
      paramLabel = "LDOM",
      description = "The guest domain, on this node, that gets it.")
  private GuestName guest;

  @Option(
      names = "--vdisk",
      paramLabel = "NAME",
      description = "The virtual disk's name (the snapshot's).")
  private @Nullable String disk;

  @Option(
      names = "--id",
      paramLabel = "N",
      description = "The disk's number, so that the guest sees it as c0dN (the next free one).")
  private @Nullable Integer id;

  @Option(names = "--read-only", description = "The guest cannot write to it.")
  private boolean readOnly;

  @Option(
      names = "--service",
      paramLabel = "VDS",
      description = "The virtual disk server that exports it (that of the guest's other disks).")
  private @Nullable String service;

  @Mixin private OperationOptions options;

  ExportCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    ExportPlanner.Request request =
        new ExportPlanner.Request(
            guest,
            Optional.ofNullable(disk).map(word -> Cli.name("--vdisk", word)),
            number(),
            readOnly,
            Optional.ofNullable(service).map(word -> Cli.name("--service", word)));
    return options.choose(setting, Exporting.of(snapshot.ref(), request));
  }

  private OptionalInt number() {
    if (id == null) {
      return OptionalInt.empty();
    }
    if (id < 0 || id > 9999) {
      throw new UsageException("--id " + id + " is not a number from 0 to 9999.", "See ldm(1M).");
    }
    return OptionalInt.of(id);
  }

  /** {@code cvmsnap unexport}. */
  @Command(
      name = "unexport",
      footer = {"", "Examples:", "  cvmsnap unexport datavol1_20260301020011 --ldom ldom2"},
      description = {
        "Takes a snapshot from the guest that has it as a disk.",
        "",
        "It is never forced: a disk that a running guest still uses stays."
      })
  static final class Unexport implements Callable<Integer> {
    private final Setting setting;
    @Mixin private OneSnapshot snapshot;

    @Option(
        names = "--ldom",
        required = true,
        paramLabel = "LDOM",
        description = "The guest domain, on this node, that has it.")
    private GuestName guest;

    @Mixin private OperationOptions options;

    Unexport(Setting setting) {
      this.setting = setting;
    }

    @Override
    public Integer call() throws InterruptedException {
      return options.choose(setting, Exporting.ending(snapshot.ref(), guest));
    }
  }
}
