package org.cvmsnap.testing;

import java.nio.file.Path;
import java.util.List;

/** The guardians on this machine, as the processes that they are. */
public final class Guardians {
  private Guardians() {}

  /** Those that live, and whose journals are below that directory. */
  public static List<ProcessHandle> in(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(
            process -> {
              List<String> words = process.info().arguments().map(List::of).orElse(List.of());
              return words.contains("guardian")
                  && words.stream().anyMatch(word -> word.contains(directory + "/"));
            })
        .toList();
  }
}
