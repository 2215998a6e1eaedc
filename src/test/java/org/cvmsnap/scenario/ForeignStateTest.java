package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Journals name commands that are run as root: whoever else may have written them is not obeyed.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ForeignStateTest {
  private final World world = World.builtIn();
  private final SimTruth.Guest before = world.guest("ldom1");

  /** The guest lacks its file system, and the journal of a dead process says so. */
  private Path owed() throws IOException {
    world.fault(Fault.on("ldm stop *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed().hasDebts();
    world.noFaults();
    try (Stream<Path> journals = Files.list(world.state().resolve("runs"))) {
      return journals.findFirst().orElseThrow();
    }
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "recover",
        "recover --json",
        "take datavol1 --ldom ldom1",
        "take datavol1 --ldom ldom1 --dry-run",
        "list"
      })
  void a_directory_that_others_may_write_is_refused(String line) throws IOException {
    Path journal = owed();
    mode(world.state(), "rwxrwxrwx");
    List<String> mutations = world.mutations();
    String text = Files.readString(journal);

    CliRun run = world.cvmsnap(line.split(" "));

    assertThat(run).exitsWith(REFUSED);
    assertThat(run.out() + run.err())
        .contains("what is owed is not known", "may be written by others", "chmod go-w ")
        .doesNotContain("nothing is owed");
    assertThat(world.mutations()).isEqualTo(mutations);
    assertThat(journal).hasContent(text);

    mode(world.state(), "rwx------");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void a_document_does_not_call_the_service_up() throws IOException {
    mode(owed(), "rw-rw-rw-");

    assertThat(world.cvmsnap("status", "--json").json()).containsEntry("service", "unknown");
  }

  @Test
  void a_journal_that_others_may_write_is_refused() throws IOException {
    mode(owed(), "rw-rw-rw-");

    assertThat(world.cvmsnap("recover")).exitsWith(REFUSED).hasDebts();
    assertThat(world.cvmsnap("status")).exitsWith(REFUSED);
  }

  @Test
  void no_log_is_written_where_a_link_may_lead_elsewhere() throws IOException {
    Path target = Files.createDirectory(world.directory().resolve("theirs"));
    Files.createSymbolicLink(world.state(), target);

    assertThat(world.cvmsnap("list")).exitsWith(REFUSED).says("is a symbolic link");
    assertThat(target).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"fsType\":\"../../../x\"", "\"fsType\":\"-F\""})
  void a_journal_that_no_run_could_have_written_runs_nothing(String planted) throws IOException {
    Path journal = owed();
    String text = Files.readString(journal);
    assertThat(text).contains("\"fsType\":\"vxfs\"");
    String unchecked = text.replaceAll("(,\"line\":\\d+)?,\"crc32c\":\"\\w{8}\"}", "}");
    Files.writeString(journal, unchecked.replace("\"fsType\":\"vxfs\"", planted));
    List<String> mutations = world.mutations();

    assertThat(world.cvmsnap("status")).exitsWith(100).says("not the type of a file system");
    CliRun unused = world.cvmsnap("recover");

    assertThat(world.mutations()).isEqualTo(mutations);
  }
}
