package org.cvmsnap.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A directory through which the commands of other processes' servers come to the simulated cluster,
 * so that no JVM has to start for each. A script puts the words there and waits for the answer.
 */
final class Spool implements AutoCloseable {
  private static final long LOOK_NANOS = 2_000_000;

  /**
   * What sshd runs in place of every command. The line is taken apart as the user's shell would
   * have done it. The parent is the server's process for this connection.
   */
  private static final String FORCED =
      """
      #!/bin/sh
      # MACHINE: hands the words of the command to the simulated machine.
      cd '%s' || exit 126
      if [ -f shell-says ]; then cat shell-says; fi
      case $SSH_ORIGINAL_COMMAND in
        'cd / && '*) left="cd / '&&'" ;;
        *) left= ;;
      esac
      eval "set -- $1 $left ${SSH_ORIGINAL_COMMAND#cd / && }"
      job=`mktemp -d new.XXXXXXXX` || exit 126
      mkfifo "$job/answer"
      printf '%%s\\0' "$@" > "$job/words"
      mv "$job" "ready.$job"
      cd "ready.$job" || exit 126
      read status < answer
      case $status in
        cut) case `cat /proc/$PPID/comm` in sshd*) kill -9 $PPID ;; esac; exit 255 ;;
      esac
      cat out
      cat err >&2
      exit "$status"
      """;

  private final Path directory;
  private final Machines machines;
  private final List<Path> unanswered = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** What a command comes to; asked by several threads at once. */
  interface Machines {
    SimMachines.Answer run(String machine, List<String> line) throws InterruptedException;
  }

  Spool(Path directory, Machines machines) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.machines = machines;
    Path forced = Files.writeString(forced(), FORCED.formatted(directory));
    Files.setPosixFilePermissions(forced, PosixFilePermissions.fromString("rwxr-xr-x"));
    daemon(this::serve).start();
  }

  private static Thread daemon(Runnable run) {
    Thread thread = new Thread(run, "spool");
    thread.setDaemon(true);
    return thread;
  }

  /** The script; its argument is the name of the machine. */
  Path forced() {
    return directory.resolve("forced");
  }

  void shellSays(String text) throws IOException {
    Files.writeString(directory.resolve("shell-says"), text);
  }

  private void serve() {
    Set<Path> known = new HashSet<>();
    while (!closed) {
      try (DirectoryStream<Path> ready = Files.newDirectoryStream(directory, "ready.*")) {
        for (Path job : ready) {
          if (known.add(job)) {
            daemon(() -> answer(job)).start();
          }
        }
      } catch (IOException e) {
        return; // the directory has been removed
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void answer(Path job) {
    try {
      List<String> words = List.of(Files.readString(job.resolve("words")).split("\0", -1));
      SimMachines.Answer answer = machines.run(words.get(0), words.subList(1, words.size() - 1));
      if (answer.cut()) {
        end(job, "cut");
      } else if (answer.exit().isEmpty()) {
        unanswered.add(job);
      } else {
        Files.writeString(job.resolve("out"), answer.out());
        Files.writeString(job.resolve("err"), answer.err());
        end(job, String.valueOf(answer.exit().get()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a reader, which may be gone by now. */
  private static void end(Path job, String status) throws IOException {
    Files.writeString(job.resolve("answer"), status + "\n", StandardOpenOption.WRITE);
  }

  @Override
  public void close() {
    closed = true;
    for (Path job : unanswered) {
      daemon(
              () -> {
                try {
                  end(job, "126");
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .start();
    }
  }
}
