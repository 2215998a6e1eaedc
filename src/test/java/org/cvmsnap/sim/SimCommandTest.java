package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimCommandTest {
  @TempDir private Path temp;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private boolean json;
  private final List<String> deaths = new ArrayList<>();
  private final SimStore store = SimStore.memory(Scenario.builtIn().cluster(new BareStorage()));

  private int sim(String... words) {
    SimContext place =
        new SimContext() {
          @Override
          public SimStore store() {
            return store;
          }

          @Override
          public boolean json() {
            return json;
          }

          @Override
          public Path directory() {
            return temp.resolve("it's here");
          }

          @Override
          public SimContext.Rehearsed rehearsed(Path recording) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void forgetRuns() {}

          @Override
          public Path launcher() {
            return temp.resolve("cvmsnap");
          }
        };
    out.reset();
    err.reset();
    CommandLine line =
        SimCommand.of(
            place,
            () -> deaths.add("died"),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return line.execute(words);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void exec_answers_as_the_command_does() {
    assertThat(sim("exec", "sun-a", "--", "ldm", "list-variable", "auto-boot?", "ldom1")).isZero();
    assertThat(printed()).isEqualTo("auto-boot?=true\n");

    assertThat(sim("exec", "sun-a", "ldm", "list", "-p", "ldom9")).isEqualTo(1);
    assertThat(complained()).isEqualTo("LDom ldom9 not found\n");

    assertThat(sim("exec", "ldom2", "--", "uname", "-n")).isEqualTo(255);
    assertThat(complained()).contains("Connection timed out");
  }

  @Test
  void exec_reads_a_line_as_a_shell_does() {
    assertThat(sim("exec", "--line", "ldom1", "--", "'/usr/bin/echo' a\\ b 'c  d' \"e'f\""))
        .isZero();
    assertThat(printed()).isEqualTo("a b c  d e'f\n");

    assertThat(sim("exec", "--line", "ldom1", "--", "echo a; reboot")).isEqualTo(2);
    assertThat(complained()).contains("unquoted ;");
  }

  @Test
  void faults_are_added_listed_and_cleared() {
    assertThat(sim("fault", "add", "--on", "ldm bind *", "--effect", "crash-after", "--nth", "1"))
        .isZero();
    sim("exec", "sun-a", "--", "ldm", "bind", "ldom2");
    assertThat(deaths).containsExactly("died");

    sim("fault", "list");
    assertThat(printed())
        .isEqualTo("crash-after  'ldm bind *', from match 1, 1 times: matched 1, fired 1\n");
    sim("fault", "clear");
    sim("fault", "list");
    assertThat(printed()).isEqualTo("no faults\n");
    assertThat(sim("fault", "add", "--on", "x", "--effect", "explode")).isEqualTo(2);
  }

  @Test
  void status_is_for_people_and_for_programs() {
    sim("exec", "ldom1", "--", "umount", "/data");

    sim("status");
    assertThat(printed())
        .startsWith("It is 2026-03-01T02:00:01Z in the simulated cluster.\n")
        .contains(
            """
              ldom1      on sun-a    active    os running  boots 0
                  disk@0             is boot       ldom1-boot@primary-vds0
                  disk@2             is data       ldom1-data@primary-vds0
                  disk@3             is logs       ldom1-logs@primary-vds0
            """)
        .contains("  datadg/datavol1          open by sun-a/ldom1\n");

    json = true;
    sim("status");
    assertThat(printed().replaceAll("\\s", ""))
        .startsWith(
            "{\"time\":\"2026-03-01T02:00:01Z\","
                + "\"nodes\":[{\"name\":\"sun-a\",\"cluster\":\"master\"},")
        .contains(
            "\"os\":\"running\",\"boots\":0,\"disks\":[{\"name\":\"boot\",\"id\":0,"
                + "\"volume\":\"ldom1-boot@primary-vds0\",\"timeout\":\"\"},")
        .contains(
            "{\"group\":\"datadg\",\"name\":\"datavol1\","
                + "\"openBy\":[\"sun-a/ldom1\"],\"corrupt\":false}");
  }

  @Test
  void the_log_tells_what_ran() {
    sim("exec", "ldom1", "--", "umount", "/data");
    sim("exec", "sun-a", "--", "uname", "-n");

    json = true;
    sim("log");
    assertThat(printed().replaceAll("\\s", ""))
        .isEqualTo(
            "[{\"time\":\"2026-03-01T02:00:00Z\",\"host\":\"ldom1\",\"argv\":[\"umount\",\"/data\"],"
                + "\"exit\":0,\"seconds\":1.0,\"mutates\":true},"
                + "{\"time\":\"2026-03-01T02:00:01Z\",\"host\":\"sun-a\",\"argv\":[\"uname\",\"-n\"],"
                + "\"exit\":0,\"seconds\":0.2,\"mutates\":false}]");

    json = false;
    sim("log");
    assertThat(printed())
        .contains("2026-03-01T02:00:00Z  ldom1       1.0 s  *    0  umount /data\n");
  }

  @Test
  void init_starts_afresh() {
    sim("exec", "ldom1", "--", "umount", "/data");

    assertThat(sim("init")).isZero();

    sim("log");
    assertThat(printed()).isEmpty();
  }

  @Test
  void nodes_crash_and_come_back() {
    sim("node", "crash", "sun-a");
    sim("status");
    assertThat(printed()).contains("  sun-a      out\n  sun-b      master\n");

    sim("node", "join", "sun-a");
    sim("status");
    assertThat(printed()).contains("  sun-a      slave\n");
  }

  @Test
  void shims_pass_their_words_on_as_they_are() throws IOException, InterruptedException {
    Path launcher = temp.resolve("cvmsnap");
    Files.writeString(launcher, "#!/bin/sh\nfor w in \"$@\"; do echo \"[$w]\"; done\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Path bin = temp.resolve("bin");
    assertThat(sim("shims", "--node", "sun-a", bin.toString())).isZero();

    String ldm = shell(bin, "ldm", "set-variable", "a=b  c", "it's", "*");
    String ssh = shell(bin, "ssh", "-o", "BatchMode=yes", "-q", "root@ldom1", "'umount'", "a b");

    assertThat(ldm.lines())
        .containsExactly(
            "[--host]",
            "[sim:" + temp + "/it's here]",
            "[sim]",
            "[exec]",
            "[--follow]",
            "[sun-a]",
            "[--]",
            "[ldm]",
            "[set-variable]",
            "[a=b  c]",
            "[it's]",
            "[*]");
    assertThat(ssh.lines())
        .endsWith("[exec]", "[--follow]", "[--line]", "[ldom1]", "[--]", "['umount' a b]");
  }

  @Test
  void there_is_a_shim_for_each_program_that_the_node_answers_and_for_no_other() {
    Path bin = temp.resolve("bin");

    sim("shims", "--node", "sun-a", bin.toString());

    assertThat(bin.toFile().list())
        .containsExactlyInAnyOrder(
            "ldm",
            "virtinfo",
            "vxdctl",
            "date",
            "pkg",
            "uname",
            "hostname",
            "true",
            "echo",
            "ssh",
            "fsck",
            "fstyp");
  }

  @Test
  void what_a_shim_starts_does_not_find_the_shims() throws IOException, InterruptedException {
    Path launcher = temp.resolve("cvmsnap");
    Files.writeString(launcher, "#!/bin/sh\n/bin/echo \"$PATH\"\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Path bin = temp.resolve("bin");
    sim("shims", "--node", "sun-a", bin.toString());

    ProcessBuilder uname = new ProcessBuilder(bin.resolve("uname").toString());
    uname.environment().put("PATH", bin + ":/usr/bin:" + bin + ":/bin");
    Process process = uname.redirectErrorStream(true).start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("/usr/bin:/bin\n");
    assertThat(process.waitFor()).isZero();
  }

  private static String shell(Path bin, String program, String... words)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of(bin.resolve(program).toString()));
    argv.addAll(Arrays.asList(words));
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }
}
