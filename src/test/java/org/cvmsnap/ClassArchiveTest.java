package org.cvmsnap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.LauncherWorld.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that a build makes, with the Java that runs the tests. */
@DisabledOnOs(OS.SOLARIS) // whose Java has none
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClassArchiveTest {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  @TempDir private Path directory;
  private LauncherWorld world;

  @BeforeEach
  void setUp() throws IOException {
    // With a blank in the path of the program, Java 17 takes nothing from an archive.
    world = new LauncherWorld(directory.resolve("checkout"));
    world.checkout().mavenLeaving(program(directory.resolve("program.jar")));
    world.env("JAVA_HOME", JAVA_HOME.toString());
  }

  @Test
  void commands_take_their_classes_from_the_archive_and_end_well() throws Exception {
    String site = "sim:" + directory.resolve("site");
    Run built = world.run("--version");
    world.env("CVMSNAP_JAVA_HOME", world.home("17.0.9"));
    Run take = world.run("--host", site, "take", "datavol1", "--ldom", "ldom1");

    assertThat(built.exit()).as(built.err()).isZero();
    assertThat(built.out()).startsWith("cvmsnap ");
    assertThat(archived(take.words()))
        .contains(Main.class.getName(), "org.cvmsnap.cli.TakeCommand", "org.cvmsnap.site.Site");
  }

  /** The classes that Java has from the archive of the build, when it is run with these words. */
  private List<String> archived(List<String> launched) throws IOException, InterruptedException {
    Path loads = directory.resolve("loads");
    List<String> words = new ArrayList<>(launched);
    words.replaceAll(
        word -> word.equals("-Xlog:disable") ? "-Xlog:class+load:file=" + loads : word);
    words.add(0, JAVA_HOME.resolve("bin/java").toString());
    Path said = directory.resolve("said");
    Process java =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(java.waitFor()).as(Files.readString(said)).isZero();
    return Files.readAllLines(loads).stream()
        .filter(line -> line.endsWith(" source: shared objects file (top)"))
        .map(line -> line.replaceFirst(" source: .*", "").replaceFirst(".* ", ""))
        .toList();
  }

  /** The classes under test as a program. */
  private static Path program(Path jar) throws IOException {
    List<Path> classPath =
        Stream.of(System.getProperty("java.class.path").split(":")).map(Path::of).toList();
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    main.put(
        Attributes.Name.CLASS_PATH,
        classPath.stream()
            .filter(Files::isRegularFile)
            .map(library -> library.toUri().toString())
            .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (Path classes : classPath) {
        if (Files.exists(classes.resolve("org/cvmsnap/Main.class"))
            || Files.exists(classes.resolve("META-INF/services"))) {
          add(classes, entries);
        }
      }
    }
    return jar;
  }

  private static void add(Path classes, JarOutputStream entries) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
  }
}
