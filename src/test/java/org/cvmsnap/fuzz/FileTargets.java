package org.cvmsnap.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.cvmsnap.config.ConfigurationFile;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.Recording;
import org.cvmsnap.host.ReplayHosts;
import org.cvmsnap.host.Time;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.LogDirectory;
import org.cvmsnap.model.Access;
import org.cvmsnap.rehearsal.Mask;
import org.cvmsnap.rehearsal.Rehearsal;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimStore;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.SomeKeys;
import org.cvmsnap.testing.World;

/** What reads files. */
final class FileTargets {
  /** A time that stands still. */
  static final Time TIME =
      new Time() {
        @Override
        public Instant now() {
          return Instant.EPOCH;
        }

        @Override
        public Duration elapsed() {
          return Duration.ZERO;
        }

        @Override
        public void sleep(Duration duration) {
          throw new AssertionError("nothing is waited for");
        }
      };

  private static final String CONFIGURATION =
      """
      # Of this site.
      [defaults]
      mode = "auto"
      fence = true
      [nodes.sun-b]
      node-ssh = "snap@sun-b:22"
      [guests.ldom1]
      mode = "detach"
      volumes = ["datavol1", "datadg/datavol2"]
      [policies.nightly]
      ldom = "ldom1"
      mode = 'stop'
      keep-daily = 7
      not-after = 03:30:00
      [hooks.database]
      place = "guest"
      limit = "90s"
      on-error = "abort"
      before-outage = ["/opt/site/quiesce", "-a", \"""b\"""]
      after-return = ["/opt/site/resume"]
      """;

  private static final String RUN = "20260301T020000Z-ldom1-0001";

  private final Path directory;

  private FileTargets(Path directory) {
    this.directory = directory;
  }

  static List<FuzzTarget> all() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("fuzz");
    directory.toFile().deleteOnExit();
    FileTargets files = new FileTargets(directory);
    List<String> transcript = transcript();
    return List.of(
        new FuzzTarget("file.configuration", List.of(CONFIGURATION), 20, files::configuration),
        new FuzzTarget("file.journal", journals(), 5, files::journal),
        new FuzzTarget("file.transcript", few(transcript), 3, files::transcript),
        new FuzzTarget("file.mask", few(transcript), 10, files::mask),
        new FuzzTarget(
            "file.rehearsal", List.of(String.join("", transcript)), 100, files::rehearsal),
        new FuzzTarget(
            "file.scenario",
            Stream.of("builtin", "vcs", "layered").map(World::text).toList(),
            100,
            text -> Scenario.of(text, "fuzz").cluster()),
        new FuzzTarget("file.cluster", List.of(files.savedCluster()), 100, files::cluster));
  }

  /** The bytes of a text, in which some characters stand for bytes that are no UTF-8. */
  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    text.codePoints()
        .forEach(
            each -> {
              if (each >= 0xEF80 && each <= 0xEFFF) {
                bytes.write(each & 0xFF);
              } else {
                bytes.writeBytes(Character.toString(each).getBytes(UTF_8));
              }
            });
    return bytes.toByteArray();
  }

  private Path written(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    boolean fresh = !Files.exists(file);
    Files.write(file, bytes(text));
    if (fresh) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return file;
  }

  private Object configuration(String text) throws IOException {
    return ConfigurationFile.read(written("cvmsnap.toml", text), SomeKeys.KEYS);
  }

  private Object journal(String text) throws IOException {
    Files.deleteIfExists(directory.resolve("ended").resolve(RUN + ".jsonl"));
    written("runs/" + RUN + ".jsonl", text);
    Journals journals = new Journals(new LogDirectory(directory.resolve("runs")), SiteSteps::named);
    return List.of(journals.kept(RUN), journals.left());
  }

  private Object transcript(String text) throws IOException, InterruptedException {
    List<Recording> recordings = Recording.all(written("transcript.jsonl", text));
    ReplayHosts hosts = ReplayHosts.of(recordings, TIME);
    List<Object> answers = new ArrayList<>();
    for (Recording each : recordings) {
      Command command = Command.reads(Duration.ofSeconds(1), each.argv());
      answers.add(hosts.controlDomain().run(command));
      answers.add(each.json());
    }
    return answers;
  }

  private Object mask(String text) throws IOException {
    return Mask.of(Recording.all(written("transcript.jsonl", text)));
  }

  private Object rehearsal(String text) throws IOException, InterruptedException {
    List<Recording> recordings = Recording.all(written("transcript.jsonl", text));
    String scenario = Rehearsal.of(recordings, Access.USUAL, TIME).scenario();
    return Scenario.of(scenario, "fuzz").cluster().now();
  }

  private Object cluster(String text) throws IOException {
    Path place = directory.resolve("sim");
    written("sim/cluster.json", text);
    return SimStore.directory(place, () -> Scenario.builtIn().cluster()).look(SimCluster::now);
  }

  private static List<String> journals() throws IOException {
    List<String> journals = new ArrayList<>();
    for (int schema = 1; schema <= 3; schema++) {
      String name = "/org/cvmsnap/journal/journal-" + schema + ".jsonl";
      try (InputStream in = FileTargets.class.getResourceAsStream(name)) {
        journals.add(new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8));
      }
    }
    World world = World.builtIn();
    world.cvmsnap("take", "datavol1", "--ldom", "ldom1");
    try (Stream<Path> files = Files.walk(world.state())) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
        journals.add(Files.readString(file));
      }
    }
    return journals;
  }

  /** The lines of a recording that tells all that a scenario is made of. */
  private static List<String> transcript() throws IOException {
    World world = World.vcs();
    Path file = world.directory().resolve("recorded.jsonl");
    world.cvmsnap("topology", "--record", file.toString());
    return Files.readString(file).lines().map(line -> line + "\n").toList();
  }

  private static List<String> few(List<String> transcript) {
    List<String> few = new ArrayList<>();
    for (int from = 0; from + 3 <= transcript.size(); from += 3) {
      few.add(String.join("", transcript.subList(from, from + 3)));
    }
    return few;
  }

  private String savedCluster() throws IOException {
    Path place = Files.createTempDirectory(directory, "saved");
    SimStore.directory(place, () -> Scenario.builtIn().cluster()).with(SimCluster::now);
    return Files.readString(place.resolve("cluster.json"));
  }
}
