package org.cvmsnap.solaris;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Reading;

/** The programs of a machine, a guest or a control domain. */
public final class Programs {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Reading reading;

  public Programs(Host host) {
    this.reading = new Reading(host, LIMIT);
  }

  /** A file, or what a symbolic link of that name leads to; empty where there is none. */
  public Optional<ProgramFile> file(String path) throws NotLearnedException, InterruptedException {
    List<String> argv = List.of("ls", "-ldL", path);
    Finished ended = reading.ended(argv);
    if (ended.exit() != 0 && ended.err().contains("No such file")) {
      return Optional.empty();
    }
    if (ended.exit() != 0) {
      throw new NotLearnedException(Reading.failure(argv, ended));
    }
    return Optional.of(Reading.understood(argv, ended.out(), ProgramFile::parsed));
  }
}
