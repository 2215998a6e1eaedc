package org.cvmsnap.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Gives a target long texts, and compares the processor time that each takes with that of one a
 * tenth as long.
 */
final class Growth {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int TRIES = 60;

  /** Of a text and of one ten times as long; linear is 10. */
  private static final double MOST = 15;

  /** A time below which nothing is concluded, in nanoseconds. */
  private static final long NOTICED = 40_000_000;

  private static final List<String> PIECES =
      List.of(
          " ",
          "\t",
          "|",
          "=",
          ",",
          "a",
          "1",
          "1.",
          "a ",
          "1 ",
          "a,",
          "a|",
          "a=b|",
          "/",
          "/a",
          " /",
          "(",
          "[",
          "{",
          "[[",
          "\"",
          "\\",
          ":",
          ";",
          "#",
          "-",
          "\n",
          "a\n",
          "\n ",
          "\u0085",
          "c0d1",
          "0x",
          "20240309T070500Z-");

  private final FuzzTarget target;
  private final Random random;
  private final Mutator mutator;

  Growth(FuzzTarget target, List<FuzzTarget> all, long seed) {
    this.target = target;
    this.random = new Random(seed * 31 + target.name().hashCode());
    this.mutator =
        new Mutator(
            all.stream().flatMap(each -> each.seeds().stream()).toList(), random.nextLong());
  }

  /** A text with a part that can be repeated. */
  private record Form(String before, String part, String after) {
    String of(int length) {
      return before + part.repeat(Math.max(1, length / part.length())) + after;
    }
  }

  /** The longest text that is tried. */
  private int most() {
    return target.cost() >= 20 ? 20_000 : 200_000;
  }

  List<Fuzz.Finding> run() {
    List<Fuzz.Finding> found = new ArrayList<>();
    if (target.cost() > 100) {
      return found;
    }
    for (int left = TRIES / Math.max(1, target.cost() / 5); left > 0 && found.isEmpty(); left--) {
      Form form = form();
      for (int length = most() / 10; length <= most(); length *= 10) {
        Optional<Throwable> why = target.broken(form.of(length));
        if (why.isPresent()) {
          found.add(new Fuzz.Finding(target.name(), form.of(length), why.get()));
          break;
        }
        if (took(form, length) > NOTICED && ratio(form, length) > MOST) {
          String text = form.of(length / 10);
          found.add(
              new Fuzz.Finding(
                  target.name(),
                  text,
                  new IllegalStateException(
                      "not linear: %.1f times as long for ten times '%s'"
                          .formatted(ratio(form, length), form.part()))));
          break;
        }
      }
    }
    return found;
  }

  private Form form() {
    String seed = target.seeds().get(random.nextInt(target.seeds().size()));
    String text = random.nextInt(3) == 0 ? mutator.mutated(seed) : seed;
    int at = random.nextInt(text.length() + 1);
    return switch (random.nextInt(4)) {
      case 0 -> new Form("", text.isEmpty() ? " " : text, "");
      case 1 -> line(text, at);
      case 2 -> new Form(text.substring(0, at), piece(), text.substring(at));
      default -> new Form(text.substring(0, at), piece(), "x\u2028y" + text.substring(at));
    };
  }

  private String piece() {
    return PIECES.get(random.nextInt(PIECES.size()));
  }

  private static Form line(String text, int at) {
    int start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
    int end = text.indexOf('\n', at);
    if (end < start) {
      return new Form(text, "\n", "");
    }
    return new Form(
        text.substring(0, start), text.substring(start, end + 1), text.substring(end + 1));
  }

  /** The smallest of some times for ten times the length, by the smallest for one. */
  private double ratio(Form form, int length) {
    long one = Long.MAX_VALUE;
    long ten = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      one = Math.min(one, took(form, length / 10));
      ten = Math.min(ten, took(form, length));
    }
    return (double) ten / Math.max(one, NOTICED / 40);
  }

  private long took(Form form, int length) {
    String text = form.of(length);
    long begun = THREADS.getCurrentThreadCpuTime();
    Throwable unused = target.broken(text).orElse(null);
    return THREADS.getCurrentThreadCpuTime() - begun;
  }
}
