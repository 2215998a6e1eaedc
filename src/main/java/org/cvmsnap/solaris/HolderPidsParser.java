package org.cvmsnap.solaris;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the numbers of processes that {@code fuser -c} prints on its standard output. */
final class HolderPidsParser {
  // The file's name and the letters behind the numbers go to standard error (fuser(1M)):
  //     1234    1240

  private static final Pattern PID = Pattern.compile("\\d{1,18}");

  List<Long> parse(String output) {
    return Stream.of(output.strip().split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .map(HolderPidsParser::pid)
        .distinct()
        .toList();
  }

  private static long pid(String word) {
    if (!PID.matcher(word).matches()) {
      throw new IllegalArgumentException("not the number of a process: " + word);
    }
    return Long.parseLong(word);
  }
}
