package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a host does besides that starts processes itself. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class RunningHostContract extends HostContract {
  private static final Duration SHORT = Duration.ofMillis(1500);

  @TempDir private Path files;

  @Test
  void a_command_that_does_not_end_in_time_is_unknown_and_killed_with_its_children()
      throws Exception {
    Path pids = files.resolve("pids");
    String script =
        "echo $$ >> \"$1\"; sh -c 'echo $$ >> \"$1\"; sleep 300; :' sh \"$1\" & sleep 300; :";

    CommandResult result = host().run(Command.reads(SHORT, argv(script, pids.toString())));

    assertThat(result)
        .isInstanceOfSatisfying(
            Unknown.class, unknown -> assertThat(unknown.why()).contains("1.5 s"));
    assertThat(pidsIn(pids)).hasSize(2).allSatisfy(RunningHostContract::isGone);
  }

  @Test
  void a_shell_that_starts_its_child_anew_is_killed_too() throws Exception {
    Path pids = files.resolve("pids");
    String script = "echo $$ >> \"$1\"; while :; do sleep 300 & echo $! >> \"$1\"; wait; done";

    CommandResult result = host().run(Command.mutates(SHORT, argv(script, pids.toString())));

    assertThat(result).isInstanceOf(Unknown.class);
    assertThat(pidsIn(pids)).hasSizeGreaterThan(1).allSatisfy(RunningHostContract::isGone);
  }

  @Test
  void a_shell_does_not_go_on_with_its_next_command_when_it_is_killed() throws Exception {
    Path next = files.resolve("next");

    CommandResult result =
        host().run(Command.mutates(SHORT, argv("sleep 300; echo x > \"$1\"", next.toString())));

    assertThat(result).isInstanceOf(Unknown.class);
    assertThat(next).doesNotExist();
  }

  @Test
  void a_grandchild_that_keeps_the_output_open_holds_nobody_up() throws Exception {
    Path pids = files.resolve("pids");
    String script = "sleep 50 & echo $! > \"$1\"; echo done; echo err >&2";

    CommandResult result = host().run(Command.reads(AMPLE, argv(script, pids.toString())));

    assertThat(result).isEqualTo(new Finished(0, "done\n", "err\n"));
    assertThat(pidsIn(pids)).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isPresent());
    pidsIn(pids).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
  }

  @Test
  void an_interrupt_ends_a_read_at_once() throws Exception {
    Path pids = files.resolve("pids");
    Command command = Command.reads(AMPLE, argv("echo $$ > \"$1\"; sleep 300; :", pids.toString()));
    CompletableFuture<String> end = new CompletableFuture<>();
    Thread reader = new Thread(() -> end.complete(endOf(command)));

    reader.start();
    await(() -> !pidsIn(pids).isEmpty());
    reader.interrupt();

    assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
    assertThat(pidsIn(pids)).allSatisfy(RunningHostContract::isGone);
  }

  @Test
  void an_interrupt_does_not_cut_a_mutation_short_and_is_kept() throws Exception {
    Path began = files.resolve("began");
    Path go = files.resolve("go");
    String script = "echo x > \"$1\"; while [ ! -f \"$2\" ]; do sleep 0.05; done; echo whole";
    Command command = Command.mutates(AMPLE, argv(script, began.toString(), go.toString()));
    CompletableFuture<String> end = new CompletableFuture<>();
    Thread mutator = new Thread(() -> end.complete(endOf(command)));

    mutator.start();
    await(() -> Files.exists(began));
    mutator.interrupt();
    await(() -> !mutator.isInterrupted());
    Files.writeString(go, "");

    assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo("whole, still interrupted");
  }

  @Test
  void a_mutation_runs_although_the_thread_is_interrupted_already() {
    Thread.currentThread().interrupt();

    String end = endOf(Command.mutates(AMPLE, argv("echo whole")));

    assertThat(end).isEqualTo("whole, still interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  @EnabledOnOs(OS.LINUX) // proc(5): the sixth field is the session
  void commands_run_in_a_session_of_their_own() throws Exception {
    String mine = Files.readString(Path.of("/proc/self/stat")).split(" ", 7)[5];

    CommandResult result = host().run(shell("cut -d ' ' -f 6 /proc/self/stat"));

    assertThat(((Finished) result).out().strip()).isNotEmpty().isNotEqualTo(mine);
  }

  private String endOf(Command command) {
    try {
      String out = ((Finished) host().run(command)).out().strip();
      return out + (Thread.currentThread().isInterrupted() ? ", still interrupted" : "");
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }

  private static List<Long> pidsIn(Path file) {
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().map(Long::parseLong).toList()
          : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void isGone(long pid) {
    await(() -> ProcessHandle.of(pid).filter(RunningHostContract::runs).isEmpty());
  }

  /** A dead process that nobody has asked after yet has no program any more. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    assertThat(condition.getAsBoolean()).as("came true within 20 s").isTrue();
  }
}
