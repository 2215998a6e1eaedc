package org.cvmsnap.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Executables that stand for the commands of one node, so that shell scripts meet the simulated
 * cluster, whose time follows theirs. Each calls cvmsnap back; {@code ssh} runs its words on a
 * guest or another node.
 *
 * @param launcher the executable of cvmsnap
 * @param directory of the simulated cluster
 * @param bin where they are written
 */
record Shims(Path launcher, Path directory, Path bin) {
  /** Writes one for each program; the directory is made if it is not there. */
  void write(String node, Set<String> programs) {
    try {
      Files.createDirectories(bin);
      for (Map.Entry<String, String> script : scripts(node, programs).entrySet()) {
        Path file = bin.resolve(script.getKey());
        Files.writeString(file, script.getValue());
        if (!file.toFile().setExecutable(true)) {
          throw new IOException("cannot make " + file + " executable");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> scripts(String node, Set<String> programs) {
    Map<String, String> scripts = new LinkedHashMap<>();
    for (String program : programs) {
      scripts.put(
          program,
          "#!/bin/sh\n%sexec %s exec --follow %s -- %s \"$@\"\n"
              .formatted(elsewhere(), call(), quoted(node), program));
    }
    scripts.put("ssh", ssh());
    return scripts;
  }

  /** What a shim starts must not find another shim, such as that of uname, in its place. */
  private String elsewhere() {
    return """
    bin=%s
    path=:$PATH:
    while :; do
      case $path in
        *:"$bin":*) path=${path%%%%:"$bin":*}:${path#*:"$bin":} ;;
        *) break ;;
      esac
    done
    path=${path#:}
    PATH=${path%%:}
    export PATH
    """
        .formatted(quoted(bin.toAbsolutePath().toString()));
  }

  private String ssh() {
    return """
    #!/bin/sh
    # ssh [options] [user@]HOST word...
    while [ $# -gt 0 ]; do
      case "$1" in
        --) shift; break ;;
        -[bcDEeFIiJLlmOopQRSWw]) shift; shift ;;
        -*) shift ;;
        *) break ;;
      esac
    done
    if [ $# -lt 2 ]; then
      echo 'usage: ssh [-o option]... [user@]hostname command' >&2
      exit 255
    fi
    host=${1##*@}
    shift
    if [ "$1" = -- ]; then shift; fi
    %sexec %s exec --follow --line "$host" -- "$*"
    """
        .formatted(elsewhere(), call());
  }

  private String call() {
    return quoted(launcher.toAbsolutePath().toString())
        + " --host "
        + quoted("sim:" + directory.toAbsolutePath())
        + " sim";
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
