package org.cvmsnap.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where programs are looked for: absolute directories, in order.
 *
 * <p>cron's PATH on Solaris holds {@code /usr/sbin:/usr/bin} and nothing of Veritas (cron(8)), so
 * the places of the programs that cvmsnap runs always come after what the environment says.
 */
record SearchPath(List<Path> directories) {
  /** Oracle VM Server on Solaris 10, and Veritas, beside what every machine has. */
  static final List<String> PLACES =
      List.of(
          "/usr/sbin",
          "/opt/SUNWldm/bin",
          "/opt/VRTS/bin",
          "/opt/VRTSvcs/bin",
          "/etc/vx/bin",
          "/usr/bin",
          "/sbin");

  SearchPath {
    directories = List.copyOf(directories);
  }

  /** The directories of a {@code PATH} variable, relative ones left out, then {@link #PLACES}. */
  static SearchPath of(String variable) {
    Stream<String> words = Stream.of(variable.split(File.pathSeparator, -1));
    return new SearchPath(
        Stream.concat(words.filter(word -> word.startsWith("/")), PLACES.stream())
            .distinct()
            .map(Path::of)
            .toList());
  }

  /**
   * The executable file that {@code program} stands for, itself where it has a slash.
   *
   * @return empty when there is none
   */
  Optional<Path> find(String program) {
    if (program.isEmpty() || program.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    Stream<Path> candidates =
        program.contains("/")
            ? Stream.of(Path.of(program))
            : directories.stream().map(directory -> directory.resolve(program));
    return candidates
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** The value of a {@code PATH} variable, for what the programs run themselves. */
  String variable() {
    return String.join(File.pathSeparator, directories.stream().map(Path::toString).toList());
  }
}
