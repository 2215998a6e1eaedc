package org.cvmsnap;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cvmsnap.testing.Crashed;
import org.cvmsnap.testing.GivenProcess;

/**
 * Runs the commands of one page of the documentation, one after the other, on a cluster of its own.
 * What differs from run to run (the end of a run's id, process numbers, the version) is replaced.
 */
final class DocumentSession {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private final Path home;
  private int status;

  /**
   * @param home an empty directory, where the cluster is kept
   */
  DocumentSession(Path home) {
    this.home = home;
  }

  /** What a command says on both streams, as on a terminal; also {@code echo $?}. */
  List<String> transcript(String typed) {
    if (typed.equals("echo $?")) {
      return List.of(String.valueOf(status));
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    run(typed, said, said);
    return lines(said);
  }

  /** The JSON document that a command prints. */
  List<String> json(String typed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    run(typed, out, OutputStream.nullOutputStream());
    return laidOut(String.join("\n", lines(out)));
  }

  /** The first line of an event in the journals of the session. */
  List<String> event(String name) throws IOException {
    List<Path> journals;
    try (Stream<Path> files = Files.walk(home)) {
      journals = files.filter(DocumentSession::isJournal).sorted().toList();
    }
    for (Path journal : journals) {
      for (String line : Files.readAllLines(journal)) {
        if (line.startsWith("{\"event\":\"" + name + "\"")) {
          return laidOut(steady(line));
        }
      }
    }
    throw new IllegalStateException("no event " + name + " in " + journals);
  }

  private static boolean isJournal(Path file) {
    return file.toString().matches(".*/(runs|ended)/[^/]*[.]jsonl");
  }

  private static List<String> laidOut(String json) throws IOException {
    return new JsonLayout().lines(JSON.std.anyFrom(json));
  }

  private void run(String typed, OutputStream out, OutputStream err) {
    List<String> words = words(typed);
    if (!words.get(0).equals("cvmsnap") && !words.get(0).equals("scripts/cvmsnap")) {
      throw new IllegalStateException("not a command of cvmsnap: " + typed);
    }
    GivenProcess process =
        new GivenProcess(words.subList(1, words.size()).toArray(String[]::new))
            .environment(Map.of("XDG_STATE_HOME", home.toString(), "HOME", home.toString()))
            .crash(
                () -> {
                  throw new Crashed();
                });
    try {
      status = process.run(out, err);
    } catch (Crashed e) {
      // What a shell prints of a process that was killed.
      new PrintStream(err, true, StandardCharsets.UTF_8).println("Killed");
      status = 137;
    }
  }

  static List<String> words(String typed) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(typed);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words;
  }

  private List<String> lines(ByteArrayOutputStream said) {
    return steady(said.toString(StandardCharsets.UTF_8))
        .lines()
        .map(String::stripTrailing)
        .toList();
  }

  private String steady(String text) {
    return text.replaceAll("(?<kept>\\d{8}T\\d{6}Z-[\\w.-]+?-)[0-9a-z]{4}\\b", "${kept}7k3q")
        .replaceAll("(?<kept>\\d{8}T\\d{6}Z-)[0-9a-z]{4}@", "${kept}7k3q@")
        .replaceAll("\\bprocess \\d+ on", "process 4711 on")
        .replaceAll("\"pid\":\\d+", "\"pid\":4711")
        .replaceAll("on \\S+ with \\d+ MiB free", "on rpool with 20480 MiB free")
        .replaceAll("\"crc32c\":\"[0-9a-f]{8}\"", "\"crc32c\":\"7c3a0b5e\"")
        .replaceAll("(?<kept>cvmsnap\\.version\"?[:=]\"?)development", "${kept}0.1.0")
        .replace(home.toString(), "~/.local/state");
  }
}
