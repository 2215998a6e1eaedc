package org.cvmsnap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.error.ExitCode;

/**
 * A page of the documentation, and how it has to be for what it shows to be true.
 *
 * <p>What is made anew, everything else stays as it is:
 *
 * <ul>
 *   <li>{@code ```console}: each line that starts with {@code $} and a blank is a command, and what
 *       follows on it is what it says. All blocks of a page are one session on one new cluster.
 *   <li>{@code ```json COMMAND}: the JSON document that the command prints, laid out.
 *   <li>{@code ```json event NAME}: the first line of that event in the session's journals.
 *   <li>{@code <!-- exit codes -->} up to {@code <!-- end -->}: the table of exit codes.
 * </ul>
 */
record Document(Path file) {
  private static final String FENCE = "```";

  /** The pages whose examples are run: the README, and all in docs. */
  static List<Document> all() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      return Stream.concat(Stream.of(Path.of("README.md")), files.sorted())
          .filter(file -> file.toString().endsWith(".md"))
          .map(Document::new)
          .toList();
    }
  }

  String text() throws IOException {
    return Files.readString(file);
  }

  void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  /** The page with all examples as they come out now. */
  String remade(DocumentSession session) throws IOException {
    List<String> made = new ArrayList<>();
    List<String> lines = text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      made.add(line);
      if (line.equals("<!-- exit codes -->")) {
        i = end(lines, i, "<!-- end -->");
        made.addAll(exitCodes());
        made.add(lines.get(i));
      } else if (line.startsWith(FENCE) && !line.equals(FENCE)) {
        int end = end(lines, i, FENCE);
        made.addAll(block(line.substring(FENCE.length()), lines.subList(i + 1, end), session));
        made.add(FENCE);
        i = end;
      }
    }
    return String.join("\n", made) + "\n";
  }

  private int end(List<String> lines, int start, String mark) {
    for (int i = start + 1; i < lines.size(); i++) {
      if (lines.get(i).equals(mark)) {
        return i;
      }
    }
    throw new IllegalStateException(file + ", line " + (start + 1) + ": without an end");
  }

  private static List<String> block(String info, List<String> lines, DocumentSession session)
      throws IOException {
    if (info.equals("console")) {
      List<String> made = new ArrayList<>();
      for (String line : lines) {
        if (line.startsWith("$ ")) {
          made.add(line);
          made.addAll(session.transcript(line.substring(2)));
        }
      }
      return made;
    }
    if (info.startsWith("json event ")) {
      return session.event(info.substring("json event ".length()));
    }
    return info.startsWith("json ") ? session.json(info.substring("json ".length())) : lines;
  }

  static List<String> exitCodes() {
    List<String> rows = new ArrayList<>(List.of("| code | meaning |", "|---|---|"));
    rows.addAll(
        Arrays.stream(ExitCode.values())
            .map(code -> "| %d | %s |".formatted(code.value(), code.meaning()))
            .collect(Collectors.toList()));
    rows.add("| %d and more | %s |".formatted(ExitCode.SERVICE_DOWN, ExitCode.DOWN_MEANING));
    return rows;
  }
}
