package org.cvmsnap.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gives targets many hostile texts, and long ones; or one text of a file. */
public final class RunFuzz {
  private static final Duration STUCK = Duration.ofSeconds(60);

  private final List<FuzzTarget> all;
  private final long inputs;
  private final long seed;
  private final Path kept;
  private int findings;

  private RunFuzz(List<FuzzTarget> all, long inputs, long seed) throws IOException {
    this.all = all;
    this.inputs = inputs;
    this.seed = seed;
    this.kept = Files.createTempDirectory("cvmsnap-fuzz");
  }

  /**
   * The target, or how those are named that are meant, or {@code all}; how many texts for each; the
   * seed; and where one text lies, or nothing.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<FuzzTarget> all = Targets.all();
    List<FuzzTarget> chosen =
        all.stream()
            .filter(target -> args[0].equals("all") || target.name().startsWith(args[0]))
            .sorted(Comparator.comparing(FuzzTarget::name, RunFuzz::failuresLast))
            .toList();
    if (chosen.isEmpty()) {
      System.out.println("There is no such target, but:");
      all.forEach(target -> System.out.println("  " + target.name()));
      System.exit(2);
    }
    if (!args[3].isEmpty()) {
      System.exit(again(chosen, Files.readString(Path.of(args[3]))) ? 0 : 1);
    }
    RunFuzz run = new RunFuzz(all, Long.parseLong(args[1]), Long.parseLong(args[2]));
    System.out.printf("%-28s %9s %9s  %s%n", "target", "texts", "a second", "findings");
    for (FuzzTarget target : chosen) {
      run.fuzzed(target);
    }
    System.out.println("targets: " + chosen.size() + ", findings: " + run.findings);
    System.exit(run.findings == 0 ? 0 : 1);
  }

  private static int failuresLast(String one, String other) {
    return Boolean.compare(one.endsWith(".fails"), other.endsWith(".fails"));
  }

  private static boolean again(List<FuzzTarget> targets, String text) {
    boolean whole = true;
    for (FuzzTarget target : targets) {
      Throwable why = target.broken(text).orElse(null);
      System.out.println(target.name() + ": " + (why == null ? "as it should be" : why));
      if (why != null) {
        why.printStackTrace(System.out);
        whole = false;
      }
    }
    return whole;
  }

  private void fuzzed(FuzzTarget target) throws IOException {
    Fuzz fuzz = new Fuzz(target, all, seed);
    Thread watch = watching(target, fuzz);
    long begun = System.nanoTime();
    long texts = Math.max(1, inputs / target.cost());
    List<Fuzz.Finding> found = new ArrayList<>(fuzz.run(texts));
    long took = Math.max(1, System.nanoTime() - begun);
    watch.interrupt();
    found.addAll(new Growth(target, all, seed).run());
    findings += found.size();
    System.out.printf(
        "%-28s %9d %9d  %d%n", target.name(), texts, texts * 1_000_000_000L / took, found.size());
    for (Fuzz.Finding finding : found) {
      System.out.println("  " + finding);
      System.out.println(
          "  scripts/fuzz --target " + target.name() + " --file " + keep(finding.input()));
    }
  }

  private Path keep(String input) throws IOException {
    Path file = Files.createTempFile(kept, "text", "");
    Files.writeString(file, input);
    return file;
  }

  /** Tells of a text that takes too long to read, whatever becomes of it. */
  private Thread watching(FuzzTarget target, Fuzz fuzz) {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (true) {
                  String before = fuzz.current();
                  Thread.sleep(STUCK.toMillis());
                  if (before.equals(fuzz.current())) {
                    System.out.println(target.name() + " reads for a minute: " + keep(before));
                  }
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (IOException e) {
                System.out.println(target.name() + " reads for a minute; " + e);
              }
            });
    watch.setDaemon(true);
    watch.start();
    return watch;
  }
}
