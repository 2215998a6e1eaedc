package org.cvmsnap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Host;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.vxvm.Vxvm;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Holds the parsers to outputs of real commands, where somebody has a directory of them and names
 * it in {@code CVMSNAP_CAPTURES} (a system property or an environment variable). A file is known by
 * what its name contains; files of other commands are passed over.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CapturesTest {
  /** What reads a capture, and whether it has to understand it or has to refuse it. */
  private record Reader(String fileName, boolean understands, Question question) {}

  /** One reading method, put to a host that answers with the capture. */
  @FunctionalInterface
  private interface Question {
    Object ask(Host host, String capture) throws NotLearnedException, InterruptedException;
  }

  private static final List<Reader> READERS =
      List.of(
          new Reader("virtinfo-ap", true, (host, text) -> new Ldm(host).controlDomain()),
          new Reader("virtinfo-human", false, (host, text) -> new Ldm(host).controlDomain()),
          new Reader("list-constraints-p", true, (host, text) -> new Ldm(host).backEnds()),
          new Reader("list-constraints-p", true, (host, text) -> new Ldm(host).disks()),
          new Reader("list-constraints-human", false, (host, text) -> new Ldm(host).disks()),
          new Reader("list-bindings-human", false, (host, text) -> new Ldm(host).disks()),
          new Reader("list-human", false, (host, text) -> new Ldm(host).domains()),
          new Reader("list-l-human", false, (host, text) -> new Ldm(host).domains()),
          new Reader("list-devices", false, (host, text) -> new Ldm(host).domains()),
          new Reader("nidmap-out-of-cluster", false, (host, text) -> new Vxvm(host).members()),
          new Reader("nidmap-4node", true, (host, text) -> new Vxvm(host).members()),
          new Reader("nodestate-out", true, (host, text) -> new Vxvm(host).state()),
          new Reader("vxdctl-c-mode", true, (host, text) -> new Vxvm(host).mode()),
          new Reader("vxdg-list-shared-line", true, (host, text) -> new Vxvm(host).groups()),
          new Reader("vxdg-list-dg-", false, (host, text) -> new Vxvm(host).groups()),
          new Reader("vxprint-htg", true, CapturesTest::layout),
          new Reader("vxprint-qthg", true, CapturesTest::layout),
          new Reader("vxprint-g-", false, CapturesTest::layout),
          new Reader("vxprint-lv-", false, CapturesTest::layout),
          new Reader("vxsnap-print", false, CapturesTest::snapshots));

  private static Object layout(Host host, String capture)
      throws NotLearnedException, InterruptedException {
    return new Vxvm(host).layout(group(capture));
  }

  private static Object snapshots(Host host, String capture)
      throws NotLearnedException, InterruptedException {
    return new Vxvm(host).snapshots(group(capture));
  }

  private static GroupName group(String capture) {
    Matcher dg = Pattern.compile("^dg (\\S+)", Pattern.MULTILINE).matcher(capture);
    return new GroupName(dg.find() ? dg.group(1) : "unknown");
  }

  private static Map<String, String> captures() {
    String named =
        Optional.ofNullable(System.getProperty("CVMSNAP_CAPTURES"))
            .or(() -> Optional.ofNullable(System.getenv("CVMSNAP_CAPTURES")))
            .orElse("");
    assumeTrue(!named.isEmpty(), "no directory of captures is named");
    Map<String, String> captures = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of(named))) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> captures.put(file.getFileName().toString(), text(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return captures;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void every_capture_is_read_by_its_parser_or_refused_by_others() {
    Map<String, String> captures = captures();
    int checked = 0;

    for (Reader reader : READERS) {
      for (Map.Entry<String, String> capture : captures.entrySet()) {
        if (capture.getKey().contains(reader.fileName())) {
          check(reader, capture.getKey(), capture.getValue());
          checked++;
        }
      }
    }

    assertThat(checked).as("captures that are known by their names").isPositive();
  }

  private static void check(Reader reader, String name, String capture) {
    Host host = command -> new Finished(0, capture, "");
    if (reader.understands()) {
      assertThat(answer(reader, host, capture)).as(name).isNotNull().isNotEqualTo(List.of());
    } else {
      assertThatThrownBy(() -> reader.question().ask(host, capture))
          .as(name)
          .isInstanceOf(NotLearnedException.class);
    }
  }

  private static Object answer(Reader reader, Host host, String capture) {
    try {
      return reader.question().ask(host, capture);
    } catch (NotLearnedException | InterruptedException e) {
      throw new AssertionError(reader.fileName() + ": " + e.getMessage(), e);
    }
  }
}
