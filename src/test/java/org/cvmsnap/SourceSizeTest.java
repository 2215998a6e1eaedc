package org.cvmsnap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a file of main code and a method in it may be, so that one look takes it in. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SourceSizeTest {
  private static final int LINES_OF_FILE = 399;
  private static final int LINES_OF_METHOD = 60;
  private static final Path SOURCES = Path.of("src", "main", "java", "org", "cvmsnap");

  /** What is longer, and still to be split. */
  private static final Set<Path> LONGER = Set.of(SOURCES.resolve("engine").resolve("Course.java"));

  @Test
  void no_file_is_too_long() throws IOException {
    assertThat(longFiles(SOURCES)).isSubsetOf(LONGER);
  }

  @Test
  void no_method_is_too_long() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, UTF_8)) {
      assertThat(longMethods(files.getJavaFileObjectsFromPaths(sources(SOURCES)))).isEmpty();
    }
  }

  /** The measures see what is a line too long, and nothing else. */
  @Test
  void a_file_that_is_a_line_too_long_is_found(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("Full.java"), "\n".repeat(LINES_OF_FILE));
    Path longer = directory.resolve("Longer.java");
    Files.writeString(longer, "\n".repeat(LINES_OF_FILE + 1));

    assertThat(longFiles(directory)).containsExactly(longer);
  }

  @Test
  void a_method_that_is_a_line_too_long_is_found() throws IOException {
    String text =
        "class Two {\n"
            + "  /** This does not count. */\n  void full() {\n"
            + "\n".repeat(LINES_OF_METHOD - 2)
            + "  }\n  class Inner {\n    @Deprecated\n    void longer() {\n"
            + "\n".repeat(LINES_OF_METHOD - 2)
            + "    }\n  }\n}\n";

    assertThat(longMethods(List.of(new SourceText("Two", text))))
        .containsExactly("/Two.java: longer has 61 lines");
  }

  private static List<Path> sources(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<Path> longFiles(Path directory) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : sources(directory)) {
      if (Files.readAllLines(file).size() > LINES_OF_FILE) {
        found.add(file);
      }
    }
    return found;
  }

  /** The methods and constructors that are too long, from their annotations to the last brace. */
  private static List<String> longMethods(Iterable<? extends JavaFileObject> files)
      throws IOException {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, files);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<String> found = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethod(MethodTree method, Void unused) {
          LineMap lines = unit.getLineMap();
          long first = lines.getLineNumber(positions.getStartPosition(unit, method));
          long last = lines.getLineNumber(positions.getEndPosition(unit, method));
          if (last - first + 1 > LINES_OF_METHOD) {
            found.add(
                "%s: %s has %d lines"
                    .formatted(unit.getSourceFile().getName(), method.getName(), last - first + 1));
          }
          return super.visitMethod(method, null);
        }
      }.scan(unit, null);
    }
    return found;
  }

  /** A source file that is nowhere on a disk. */
  private static final class SourceText extends SimpleJavaFileObject {
    private final String text;

    SourceText(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
