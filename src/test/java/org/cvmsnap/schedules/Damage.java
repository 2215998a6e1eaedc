package org.cvmsnap.schedules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cvmsnap.testing.MemoryLogStore;

/**
 * What becomes of a line of a journal at rest. The process that wrote it was killed after its last
 * write.
 */
enum Damage {
  EMPTY {
    @Override
    String of(String line) {
      return "";
    }
  },
  NULS {
    @Override
    String of(String line) {
      return "\0".repeat(line.length());
    }
  },
  /** One bit of the last value before the line's number, such as the number of a step. */
  BYTE {
    @Override
    String of(String line) {
      int at = line.lastIndexOf(",\"line\"") - 1;
      while (!Character.isLetterOrDigit(line.charAt(at))) {
        at--;
      }
      return line.substring(0, at) + (char) (line.charAt(at) ^ 1) + line.substring(at + 1);
    }
  },
  DATE {
    @Override
    String of(String line) {
      return line.replaceFirst("\"at\":\"[^\"]*\"", "\"at\":\"yesterday\"");
    }
  },
  /** The line is not there. Where the last one is not, it is as if its write had never been. */
  GONE {
    @Override
    void strike(MemoryLogStore logs, String journal, int line) {
      logs.takeOut(journal, line);
    }

    @Override
    boolean ofLast() {
      return false;
    }
  };

  /** Of a line in the middle, not of the last one. */
  private static final String EARLIER = "earlier-";

  /** The words for them as effects on a write: of that line, and of an earlier one. */
  static final List<String> WORDS =
      Arrays.stream(values())
          .flatMap(
              each ->
                  each.ofLast()
                      ? Stream.of(each.word(), EARLIER + each.word())
                      : Stream.of(EARLIER + each.word()))
          .toList();

  /** What is tried where the journal is like another. */
  static final List<String> FEW = List.of(BYTE.word());

  /** What is read in place of the line. */
  String of(String line) {
    return line;
  }

  void strike(MemoryLogStore logs, String journal, int line) {
    logs.change(journal, line, this::of);
  }

  boolean ofLast() {
    return true;
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static boolean is(String effect) {
    return WORDS.contains(effect);
  }

  /** Does it to the only journal that there is. */
  static void strike(String effect, MemoryLogStore logs) {
    boolean earlier = effect.startsWith(EARLIER);
    Damage damage =
        valueOf(effect.substring(earlier ? EARLIER.length() : 0).toUpperCase(Locale.ROOT));
    String journal = logs.names().get(0);
    int last = logs.lines(journal).size() - 1;
    damage.strike(logs, journal, earlier ? last / 2 : last);
  }
}
