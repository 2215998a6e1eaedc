package org.cvmsnap.vcs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the mode in {@code vxfenadm -d}. */
final class FencingModeParser {
  //  Fencing Mode: SCSI3
  //  Cluster Members:
  //        * 0 (cdom1)

  private static final Pattern MODE = Pattern.compile("\\s*(?:Fencing|VxFEN) Mode:\\s+(\\S+)\\s*");

  String parse(String output) {
    return output
        .lines()
        .map(MODE::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no mode"));
  }
}
