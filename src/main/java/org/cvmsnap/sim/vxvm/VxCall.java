package org.cvmsnap.sim.vxvm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** One command line on one node, and the ways in which it can be answered. */
record VxCall(VxStorage storage, String node, String program, VxOptions options) {
  /** The first word after the options; empty when there is none. */
  String verb() {
    return options.words().isEmpty() ? "" : options.words().get(0);
  }

  List<String> operands() {
    return options.words().isEmpty()
        ? List.of()
        : options.words().subList(1, options.words().size());
  }

  /** The operands from {@code from} on. */
  List<String> operands(int from) {
    return operands().subList(Math.min(from, operands().size()), operands().size());
  }

  String operand(int index, String usage) {
    if (index >= operands().size()) {
      throw VxOptions.usage(program, usage);
    }
    return operands().get(index);
  }

  VxFailure fail(int exit, String code, String text) {
    return VxFailure.error(program, exit, code, text);
  }

  VxFailure noRecord(String name) {
    return fail(
        VxFailure.NOT_FOUND, "V-5-1-926", "Record " + name + " not in disk group configuration");
  }

  VxFailure noGroup(String name) {
    return switch (program) {
      case "vxprint" ->
          fail(VxFailure.NO_GROUP, "V-5-1-582", "Disk group " + name + ": No such disk group");
      case "vxdg" ->
          fail(VxFailure.NO_GROUP, "V-5-1-2275", "Disk group " + name + ": No such disk group");
      default -> fail(VxFailure.NO_GROUP, "V-5-1-607", "Diskgroup " + name + " not found");
    };
  }

  /** The group of {@code -g}, as far as this node can see it. */
  DiskGroup group() {
    Optional<String> name = options.value("g");
    if (name.isEmpty()) {
      throw fail(
          VxFailure.NO_GROUP,
          "V-5-1-15324",
          "Specify a disk group with -g <diskgroup> or configure a default disk group. Refer to"
              + " the vxdctl(1m) man page for more details on configuring a default disk group");
    }
    return group(name.get());
  }

  DiskGroup group(String name) {
    return storage.groupOn(node, name).orElseThrow(() -> noGroup(name));
  }

  VolumeRecord volume(DiskGroup group, String name) {
    return group.volume(name).orElseThrow(() -> noRecord(name));
  }

  /** Restore, refresh, reattach and removal need volumes that nobody has open, on any node. */
  void requireClosed(DiskGroup group, String volume) {
    if (storage.open(group, volume)) {
      throw fail(VxFailure.IN_USE, "V-5-1-1242", "Volume " + volume + " is opened");
    }
  }

  Work read(Supplier<Reply> answer) {
    return Work.read(storage.times().reading(), () -> look(answer));
  }

  private Reply look(Supplier<Reply> answer) {
    storage.settle(storage.now());
    try {
      return answer.get();
    } catch (VxFailure failure) {
      return failure.reply();
    }
  }

  /** Changes the group at the end of the time. */
  Work change(Duration takes, Function<DiskGroup, Reply> effect) {
    return Work.change(takes, () -> attempt(true, effect));
  }

  /** Changes which groups there are, and where, at the end of the time. */
  Work changeGroups(Supplier<Reply> effect) {
    return Work.change(
        storage.times().configuring(), () -> look(() -> storage.transaction(true, effect)));
  }

  Work change(Function<DiskGroup, Reply> effect) {
    return change(storage.times().configuring(), effect);
  }

  /**
   * Changes the group at once, then waits in the foreground for what it set going.
   *
   * @param remaining how long the wait is, seen from the changed group
   */
  Work changeAndWait(Function<DiskGroup, Reply> effect, Function<DiskGroup, Duration> remaining) {
    AtomicReference<Duration> wait = new AtomicReference<>(Duration.ZERO);
    Reply trial =
        attempt(
            false,
            group -> {
              Reply reply = effect.apply(group);
              wait.set(remaining.apply(group));
              return reply;
            });
    if (trial.exit() != 0) {
      return Work.refused(true, storage.times().configuring(), trial);
    }
    AtomicReference<Reply> reply = new AtomicReference<>(trial);
    return new Work(
        true,
        () -> reply.set(attempt(true, effect)),
        storage.times().configuring().plus(wait.get()),
        () -> {
          storage.settle(storage.now());
          return reply.get();
        });
  }

  /** Waits and changes nothing. */
  Work await(Function<DiskGroup, Duration> remaining) {
    AtomicReference<Duration> wait = new AtomicReference<>(Duration.ZERO);
    Reply reply =
        look(
            () -> {
              wait.set(remaining.apply(group()));
              return Reply.SILENT;
            });
    return Work.read(storage.times().reading().plus(wait.get()), () -> look(() -> reply));
  }

  private Reply attempt(boolean keep, Function<DiskGroup, Reply> effect) {
    storage.settle(storage.now());
    try {
      return storage.transaction(keep, () -> effect.apply(changeable()));
    } catch (VxFailure failure) {
      return failure.reply();
    }
  }

  /** A change of something shared needs a master that is not being switched. */
  void requireMaster(boolean shared) {
    if (shared && (storage.switchingMaster() || storage.master().isEmpty())) {
      throw VxFailure.plain(
          VxFailure.CHANGED, "Node processing a master-switch request. Retry operation.");
    }
  }

  /**
   * The group, if the master (to which the command is shipped) can change it now; see the
   * Administrator's Guide on switching the master.
   */
  private DiskGroup changeable() {
    DiskGroup group = group();
    requireMaster(group.shared());
    if (group.disabled()) {
      throw fail(
          VxFailure.NO_GROUP,
          "V-5-1-585",
          "Disk group " + group.name() + ": Disk group is disabled");
    }
    return group;
  }
}
