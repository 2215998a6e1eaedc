package org.cvmsnap.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Executables that stand for the commands of one node, so that shell scripts meet the simulated
 * cluster. Each calls cvmsnap back; {@code ssh} runs its words on a guest or another node.
 *
 * @param launcher the executable of cvmsnap
 * @param directory of the simulated cluster
 */
record Shims(Path launcher, Path directory) {
  private static final List<String> PROGRAMS =
      List.of(
          "haclus",
          "haconf",
          "hagrp",
          "hares",
          "hastatus",
          "hatype",
          "ldm",
          "virtinfo",
          "vxassist",
          "vxcache",
          "vxclustadm",
          "vxdctl",
          "vxdg",
          "vxdisk",
          "vxedit",
          "vxmake",
          "vxmend",
          "vxmirror",
          "vxplex",
          "vxprint",
          "vxrecover",
          "vxsnap",
          "vxstat",
          "vxtask",
          "vxvol");

  /** Writes them into {@code bin}, which is made if it is not there. */
  void write(String node, Path bin) {
    try {
      Files.createDirectories(bin);
      for (Map.Entry<String, String> script : scripts(node).entrySet()) {
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

  /** The scripts by name. */
  Map<String, String> scripts(String node) {
    Map<String, String> scripts = new LinkedHashMap<>();
    for (String program : PROGRAMS) {
      scripts.put(
          program,
          "#!/bin/sh\nexec %s exec %s -- %s \"$@\"\n".formatted(call(), quoted(node), program));
    }
    scripts.put("ssh", ssh());
    return Map.copyOf(scripts);
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
    exec %s exec --line "$host" -- "$*"
    """
        .formatted(call());
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
