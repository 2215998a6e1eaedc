package org.cvmsnap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A directory in which the launcher finds an installation or a checkout, fake Javas, and a PATH
 * with the few tools that Solaris has too.
 */
final class LauncherWorld {
  /** The scripts under test. */
  static final Path SCRIPTS = Path.of("scripts").toAbsolutePath();

  private static final Path INSTALLER = Path.of("src", "main", "dist", "install").toAbsolutePath();

  private static final List<String> TOOLS =
      List.of(
          "sh",
          "dirname",
          "basename",
          "ls",
          "expr",
          "readlink",
          "find",
          "cat",
          "mkdir",
          "rm",
          "mv",
          "cp",
          "ln",
          "sleep",
          "touch",
          "tail",
          "uname");

  /** Says its version, or writes down its words, each ended by a NUL. */
  private static final String JAVA =
      """
      #!/bin/sh
      echo start >> "$RECORD.starts"
      if [ "$1" = -version ]; then
        [ -n "$FAKE_NOISE" ] && echo "$FAKE_NOISE" >&2
        echo 'openjdk version "VERSION" 2024-01-01' >&2
        echo 'OpenJDK Runtime Environment (build VERSION)' >&2
        exit 0
      fi
      echo "$0" > "$RECORD.java"
      echo $$ > "$RECORD.pid"
      for word in "$@"; do printf '%s\\0' "$word"; done > "$RECORD.words"
      exit ${FAKE_EXIT:-0}
      """;

  /** What a run of the launcher left: its exit status, its output, and what Java was given. */
  record Run(
      int exit,
      long pid,
      String out,
      String err,
      String java,
      long javaPid,
      int javaStarts,
      List<String> words) {
    /** The words after the jar: what the program itself sees. */
    List<String> programArguments() {
      int jar = words.indexOf("-jar");
      return jar < 0 ? List.of() : words.subList(jar + 2, words.size());
    }
  }

  private final Path root;
  private final Path tools;
  private final Map<String, String> environment = new HashMap<>();
  private Path launcher;
  private Path jar;

  LauncherWorld(Path root) throws IOException {
    this.root = Files.createDirectories(root).toRealPath();
    tools = Files.createDirectories(this.root.resolve("tools"));
    for (String tool : TOOLS) {
      executable(tools.resolve(tool), "#!/bin/sh\nexec /usr/bin/%s \"$@\"\n".formatted(tool));
    }
    environment.put("PATH", tools.toString());
    launcher = this.root.resolve("bin/cvmsnap");
    jar = this.root.resolve("lib/cvmsnap.jar");
  }

  /** The shells of this machine; on Solaris 11 {@code /bin/sh} is a ksh93. */
  static Stream<List<String>> shells() {
    return Stream.of(
            List.of("/bin/sh"),
            List.of("/bin/dash"),
            List.of("/bin/bash", "--posix"),
            List.of("/bin/ksh93"),
            List.of("/bin/mksh"),
            List.of("/bin/yash"),
            List.of("/bin/busybox", "sh"),
            List.of("/usr/sunos/bin/sh"))
        .filter(shell -> Files.isExecutable(Path.of(shell.get(0))));
  }

  /** Lays out what an installed cvmsnap looks like. */
  LauncherWorld install() throws IOException {
    copy("cvmsnap", launcher);
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "jar");
    return this;
  }

  /** Lays out what the tar.gz looks like when it is unpacked, with a jar that is none. */
  LauncherWorld unpack() throws IOException {
    Path unpacked = unpacked();
    copy("cvmsnap", unpacked.resolve("bin/cvmsnap"));
    executable(installer(), Files.readString(INSTALLER));
    for (String file :
        List.of("lib/cvmsnap.jar", "share/x", "docs/x", "README.md", "LICENSE", "RELEASE")) {
      Files.createDirectories(unpacked.resolve(file).getParent());
      Files.writeString(unpacked.resolve(file), "cvmsnap 1\n");
    }
    return this;
  }

  /** The script that installs what was unpacked. */
  Path installer() {
    return unpacked().resolve("install");
  }

  Path unpacked() {
    return root.resolve("cvmsnap 1");
  }

  /** Puts a program on the PATH that runs {@code body}. */
  LauncherWorld tool(String name, String body) throws IOException {
    executable(tools.resolve(name), "#!/bin/sh\n" + body + "\n");
    return this;
  }

  /** Lays out what a checkout looks like before its first build. */
  LauncherWorld checkout() throws IOException {
    launcher = root.resolve("scripts/cvmsnap");
    jar = root.resolve("target/lib/cvmsnap.jar");
    for (String script : List.of("cvmsnap", "lib/build", "lib/requirements.sh")) {
      copy(script, root.resolve("scripts").resolve(script));
    }
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.createDirectories(root.resolve("src/main/java"));
    Files.writeString(root.resolve("src/main/java/Main.java"), "class Main {}");
    return this;
  }

  /** Puts a Maven on the PATH that runs {@code body} and then leaves what a build leaves. */
  LauncherWorld maven(String body) throws IOException {
    maven(tools.resolve("mvn"), body);
    return this;
  }

  /** Puts a Maven on the PATH that leaves a program that was built elsewhere. */
  LauncherWorld mavenLeaving(Path program) throws IOException {
    maven("");
    Path mvn = tools.resolve("mvn");
    executable(mvn, Files.readString(mvn) + "cp '%s' target/lib/cvmsnap.jar\n".formatted(program));
    return this;
  }

  /** Puts an apt-get on the PATH that writes down what it is asked for, and leaves a Maven. */
  LauncherWorld aptGet() throws IOException {
    Path packaged = root.resolve("packaged mvn");
    maven(packaged, "");
    executable(
        tools.resolve("apt-get"),
        """
        #!/bin/sh
        while :; do
          case $1 in
            -o) shift 2 ;;
            -*) shift ;;
            *) break ;;
          esac
        done
        echo "$*" >> '%s'
        case $1 in install) ln -s '%s' '%s' ;; esac
        """
            .formatted(root.resolve("installed"), packaged, tools.resolve("mvn")));
    return this;
  }

  List<String> installed() throws IOException {
    return lines(root.resolve("installed"));
  }

  private static void maven(Path file, String body) throws IOException {
    executable(
        file,
        """
        #!/bin/sh
        echo build >> "$RECORD.builds"
        while [ "$1" != -f ]; do shift; done
        cd "`dirname "$2"`"
        test -f src/main/java/Main.java || exit 1
        %s
        mkdir -p target/lib
        echo jar > target/lib/cvmsnap.jar
        echo jar > target/lib/picocli.jar
        """
            .formatted(body));
  }

  /** Puts a Java on the PATH that has to be asked for its version; none for an empty version. */
  LauncherWorld javaOnPath(String version) throws IOException {
    String text = version.isEmpty() ? "#!/bin/sh\nexit 1\n" : JAVA.replace("VERSION", version);
    executable(javaOnPath(), text);
    return this;
  }

  Path javaOnPath() {
    return tools.resolve("java");
  }

  LauncherWorld privateJre(String version) throws IOException {
    jdk(root.resolve("jre"), version);
    return this;
  }

  /** The home of a JDK of this version, made when it is not there yet. */
  String home(String version) throws IOException {
    return jdk(root.resolve("jdk " + version), version).toString();
  }

  LauncherWorld env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  LauncherWorld without(String tool) throws IOException {
    Files.delete(tools.resolve(tool));
    return this;
  }

  Path root() {
    return root;
  }

  Path launcher() {
    return launcher;
  }

  Path jar() {
    return jar;
  }

  /** How often Maven ran. */
  int builds() throws IOException {
    return lines(root.resolve("record.builds")).size();
  }

  /** The names in the target directory. */
  List<String> target() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("target"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  Run run(String... words) throws IOException, InterruptedException {
    return start(List.of(), launcher, List.of(words));
  }

  Run run(List<String> shell, String... words) throws IOException, InterruptedException {
    return start(shell, launcher, List.of(words));
  }

  Run runUnchecked() {
    try {
      return run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs {@code script}, by its first line where {@code shell} is empty. */
  Run start(List<String> shell, Path script, List<String> words)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(shell);
    argv.add(script.toString());
    argv.addAll(words);
    Path record = Files.createTempFile(root, "record", "");
    Path out = Files.createTempFile(root, "out", "");
    Path err = Files.createTempFile(root, "err", "");
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.directory(Path.of("/").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("RECORD", record.toString());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("no end: " + argv);
    }
    String pid = first(lines(Path.of(record + ".pid")));
    Files.write(
        root.resolve("record.builds"),
        lines(Path.of(record + ".builds")),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return new Run(
        process.exitValue(),
        process.pid(),
        Files.readString(out),
        Files.readString(err),
        first(lines(Path.of(record + ".java"))),
        pid.isEmpty() ? 0 : Long.parseLong(pid),
        lines(Path.of(record + ".starts")).size(),
        words(Path.of(record + ".words")));
  }

  private static List<String> words(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> words = new ArrayList<>(List.of(Files.readString(file).split("\0", -1)));
    words.remove(words.size() - 1);
    return words;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.of();
  }

  private static String first(List<String> lines) {
    return lines.isEmpty() ? "" : lines.get(0);
  }

  private static Path jdk(Path home, String version) throws IOException {
    if (!Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
      executable(home.resolve("bin/java"), JAVA.replace("VERSION", "0, not asked"));
      executable(home.resolve("bin/javac"), "#!/bin/sh\n");
      Files.writeString(
          home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
    }
    return home;
  }

  private static void copy(String script, Path to) throws IOException {
    executable(to, Files.readString(SCRIPTS.resolve(script)));
  }

  private static void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
