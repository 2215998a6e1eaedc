package org.cvmsnap.fuzz;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** Outputs of real commands that no scenario of the simulator prints, as the parsers have them. */
final class WrittenAnswers {
  private static final Map<String, List<String>> BY_COMMAND =
      Map.ofEntries(
          entry(
              "metastat -p",
              List.of("d10 -m d11 d12 1\nd11 1 1 c0d2s0\nd12 1 2 c0d3s0 \\\n         c0d4s0\n")),
          entry(
              "cat /etc/dfs/sharetab",
              List.of("/data\t-\tnfs\tsec=sys,rw\tdata\n/export/home\t-\tnfs\trw\t\n")),
          entry(
              "swap -l",
              List.of(
                  """
              swapfile             dev    swaplo   blocks     free
              /dev/dsk/c0d0s1     256,1       16  4194288  4194288
              /data/swapfile      -           16  4194288  4194288
              """)),
          entry(
              "lofiadm",
              List.of(
                  """
              Block Device             File                           Options
              /dev/lofi/1              /data/disk.img                 -
              /dev/lofi/2              /data/a b.img                  Encrypted
              """)),
          entry("pgrep -lx had|rgmd|clexecd|cl_execd", List.of("  812 had\n 1033 rgmd\n")),
          entry(
              "ls -ldL /opt/site/quiesce",
              List.of("-rwxr-xr-x   1 root     root         312 Mar  1 02:00 /opt/site/quiesce\n")),
          entry(
              "vxtask list",
              List.of(
                  """
              TASKID  PTID TYPE/STATE    PCT   PROGRESS
                 201       SNAPSYNC/R 12.50% 0/20971520/2621440 SNAPSYNC ldom1_data appdg
                 202   201 ATCOPY/R 01.00% 0/20971520/2621 PLXATT datavol1 datavol1-02 datadg
              """)),
          entry(
              "zpool status",
              List.of(
                  """
                pool: rpool
               state: ONLINE
                scan: none requested
              config:

              	NAME        STATE     READ WRITE CKSUM
              	rpool       ONLINE       0     0     0
              	  c0d0s0    ONLINE       0     0     0

              errors: No known data errors

                pool: tank
               state: ONLINE
              config:

              	NAME        STATE     READ WRITE CKSUM
              	tank        ONLINE       0     0     0
              	  mirror-0  ONLINE       0     0     0
              	    c0d2    ONLINE       0     0     0
              	    c0d3    ONLINE       0     0     0

              errors: No known data errors
              """)),
          entry(
              "pkg list -H VRTSvxvm",
              List.of("VRTSvxvm (Veritas)                    7.4.1.0                    i--\n")),
          entry("fuser /dev/rdsk/c0d2s0", List.of("     77    4077")),
          entry(
              "ps -o pid,user,args -p 77,4077",
              List.of(
                  """
                    PID     USER COMMAND
                     77   oracle /opt/db -x
                   4077     root sh
                  """)));

  private WrittenAnswers() {}

  /** What that command may say; nothing where the simulator says it. */
  static List<String> of(List<String> argv) {
    return BY_COMMAND.getOrDefault(String.join(" ", argv), List.of());
  }
}
