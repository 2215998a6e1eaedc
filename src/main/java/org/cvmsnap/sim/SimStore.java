package org.cvmsnap.sim;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cvmsnap.sim.vxvm.Storage;

/** Where a simulated cluster lives between commands. */
public interface SimStore {
  /**
   * Does something with the cluster while nobody else does, and keeps what came of it. It runs to
   * its end even when the thread is interrupted, and leaves the interrupt as it found it.
   */
  <T> T with(Function<SimCluster, T> act);

  /** Does something with it that has no result; otherwise as {@link #with}. */
  default void change(Consumer<SimCluster> act) {
    with(
        cluster -> {
          act.accept(cluster);
          return 0;
        });
  }

  /** Looks at the cluster and changes nothing; otherwise as {@link #with}. */
  <T> T look(Function<SimCluster, T> look);

  /** Puts another cluster in the place of this one, which may be one that cannot be read. */
  void replace(SimCluster cluster);

  /** Every command that ran, in order. */
  List<LogEntry> log();

  /** A cluster in this process's memory only. */
  static SimStore memory(SimCluster cluster) {
    return new MemoryStore(cluster);
  }

  /**
   * A cluster that is kept in a directory, and that several processes may share. The directory is
   * made on first use, with what {@code first} supplies.
   */
  static SimStore directory(Path directory, Supplier<SimCluster> first) {
    return new DirectoryStore(directory, first, Storage.standard());
  }
}
