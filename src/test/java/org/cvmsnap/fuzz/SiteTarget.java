package org.cvmsnap.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Recording;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;

/**
 * The whole program on a recorded site where one command says something else: what a parser has let
 * pass may be too much for those who work with it. A text begins with two numbers, of the command
 * line and of the recorded command.
 */
final class SiteTarget {
  private static final List<List<String>> COMMAND_LINES =
      List.of(
          List.of("take", "datavol1", "--ldom", "ldom1", "--dry-run"),
          List.of("take", "datavol1", "--ldom", "ldom1", "--mode", "detach", "--dry-run"),
          List.of("restore", "taken1", "--ldom", "ldom1", "--dry-run"),
          List.of("topology"),
          List.of("list"),
          List.of("prune", "datavol1", "--keep-last", "1", "--dry-run"));

  private final World world = World.vcs();
  private final List<Recording> recordings = new ArrayList<>();

  private SiteTarget() {}

  static FuzzTarget make() throws IOException {
    SiteTarget site = new SiteTarget();
    site.world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "taken1");
    site.world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "taken2");
    Map<List<String>, Recording> once = new LinkedHashMap<>();
    for (List<String> words : COMMAND_LINES) {
      Path file = site.world.directory().resolve("recorded.jsonl");
      Files.deleteIfExists(file);
      List<String> recorded = new ArrayList<>(words);
      recorded.addAll(List.of("--record", file.toString()));
      CliRun run = site.world.cvmsnap(recorded.toArray(String[]::new));
      if (run.exit() != 0) {
        throw new IllegalStateException(run.toString());
      }
      for (Recording each : Recording.all(file)) {
        List<String> key = new ArrayList<>(List.of(each.host()));
        key.addAll(each.argv());
        once.putIfAbsent(key, each);
      }
    }
    site.recordings.addAll(once.values());
    return new FuzzTarget("site", site.seeds(), 200, site::read);
  }

  private List<String> seeds() {
    List<String> seeds = new ArrayList<>();
    for (int number = 0; number < recordings.size(); number++) {
      if (recordings.get(number).result() instanceof Finished finished) {
        seeds.add("%d %d\n%s".formatted(number % COMMAND_LINES.size(), number, finished.out()));
      }
    }
    return seeds;
  }

  private Object read(String text) throws IOException {
    int end = text.indexOf('\n');
    String heading = end < 0 ? "" : text.substring(0, end);
    if (!heading.matches("[0-9] [0-9]{1,3}")) {
      return "no text for a site";
    }
    int line = Integer.parseInt(heading.substring(0, 1)) % COMMAND_LINES.size();
    int number = Integer.parseInt(heading.substring(2)) % recordings.size();
    Path file = world.directory().resolve("altered.jsonl");
    Files.deleteIfExists(file);
    List<Recording> altered = new ArrayList<>(recordings);
    altered.set(number, saying(recordings.get(number), text.substring(end + 1)));
    Recording.write(altered, file);
    List<String> words = new ArrayList<>(COMMAND_LINES.get(line));
    words.addAll(List.of("--host", "replay:" + file));
    CliRun run = world.cvmsnap(words.toArray(String[]::new));
    if (run.exit() % 100 == ExitCode.INTERNAL.value()) {
      throw new AssertionError(words + ": " + run.err());
    }
    return run;
  }

  private static Recording saying(Recording recording, String text) {
    return new Recording(
        recording.host(),
        recording.argv(),
        new Finished(0, text, ""),
        Optional.empty(),
        Optional.empty());
  }
}
