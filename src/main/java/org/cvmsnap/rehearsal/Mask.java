package org.cvmsnap.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.CommandResult.Unknown;
import org.cvmsnap.host.Recording;

/**
 * Takes the names out of a recording. Every word is replaced, the same one always by the same,
 * unless it is known to be a word of the commands themselves; nothing has to be recognized as a
 * name to be replaced. Numbers stay, but for addresses and identities.
 *
 * <p>A word is a run of letters and digits. What joins words stays, so that a name that is made of
 * another, such as that of a plex, still is.
 */
public final class Mask {
  private static final Pattern PIECE =
      Pattern.compile(
          String.join(
              "|",
              "(?<run>\\d{8}T\\d{6}Z-(?:[\\w.+#~-]{0,255}-)?[0-9a-z]{4}(?![\\w-]))",
              "(?<uuid>(?<!\\w)\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}(?!\\w))",
              "(?<mac>(?<![\\w:])\\p{XDigit}{1,2}(?::\\p{XDigit}{1,2}){5}(?![\\w:]))",
              "(?<six>(?<![\\w:])\\p{XDigit}{0,4}(?::\\p{XDigit}{0,4}){3,7}(?![\\w:]))",
              "(?<four>(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w.]))",
              "(?<disk>(?<![A-Za-z0-9])c\\d+t\\p{XDigit}+d\\d+(?:s\\d+)?(?![A-Za-z0-9]))",
              "(?<word>[\\p{L}\\p{M}\\p{N}\\p{Co}]+)"));

  private static final Pattern NUMBER =
      Pattern.compile(
          "\\d+(T\\d+)?([A-Za-z]|[KMGT][Bb])?|0x\\p{XDigit}{1,4}|c\\d+d\\d+(s\\d+)?|\\p{Alpha}\\d{0,2}");
  private static final Pattern NUMBERED = Pattern.compile("(?<word>[A-Za-z]+)\\d{1,3}");
  private static final Pattern HEX = Pattern.compile("0x0*(?<digits>\\p{XDigit}{5,})");
  private static final Pattern LONG_TARGET = Pattern.compile("t(?<target>\\p{XDigit}{4,})d");

  private static final Pattern SERIAL = Pattern.compile(".*\\d.*\\d.*\\d.*");

  /** Where names stand, and what names of that kind become. */
  private static final Map<Pattern, String> PLACES = places();

  private static final String OTHER = "word";

  private final Set<String> vocabulary;
  private final Set<String> there = new HashSet<>();
  private final Map<String, String> kinds = new LinkedHashMap<>();
  private final Map<String, String> replaced = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Set<String> kept = new TreeSet<>();
  private final Set<String> identities = new HashSet<>();
  private long obscure;

  private Mask() {
    vocabulary = vocabulary();
  }

  /**
   * A recording without names.
   *
   * @param lines the recording
   * @param replaced the words that were replaced, and by what
   * @param kept the words that were not
   * @param keptNames those of them that somebody has given to something as its name
   * @param obscure how many lines of output have words of which is not known what they name
   */
  public record Masked(
      List<Recording> lines,
      Map<String, String> replaced,
      Set<String> kept,
      Set<String> keptNames,
      long obscure) {}

  /**
   * Writes a recording without names to a new file.
   *
   * @throws org.cvmsnap.error.UsageException when one cannot be read or the other be written
   */
  public static Masked file(Path recording, Path masked) {
    Masked result = of(Recording.all(recording));
    Recording.write(result.lines(), masked);
    return result;
  }

  /** Replaces every word that is not of the commands themselves. */
  public static Masked of(List<Recording> recordings) {
    Mask mask = new Mask();
    recordings.forEach(mask::learn);
    List<Recording> lines = recordings.stream().map(mask::masked).toList();
    Set<String> names = new TreeSet<>(mask.kept);
    names.retainAll(mask.kinds.keySet());
    return new Masked(lines, mask.replaced, mask.kept, names, mask.obscure);
  }

  private static Map<Pattern, String> places() {
    Map<Pattern, String> places = new LinkedHashMap<>();
    places.put(Pattern.compile("(?m)^DOMAIN\\|name=(?<name>[^|\\n]+)"), "guest");
    places.put(Pattern.compile("(?m)^DOMAINCONTROL\\|name=(?<name>[^|\\n]+)"), "node");
    places.put(Pattern.compile("(?m)^(?<name>\\S+)\\s+\\d+\\s+\\d+\\s+(Joined|Out)"), "node");
    places.put(Pattern.compile("\\b\\d{9,}\\.\\d+\\.(?<name>\\S+)"), "node");
    places.put(Pattern.compile("(?m)^dg\\s+(?<name>\\S+)"), "dg");
    places.put(Pattern.compile("(?m)^v\\s+(?<name>\\S+)"), "vol");
    places.put(Pattern.compile("(?m)^dm\\s+(?<name>\\S+)"), "lun");
    places.put(Pattern.compile("(?m)^\\|vol=(?<name>[^|]+)"), "export");
    places.put(Pattern.compile("(?m)^VDISK\\|name=(?<name>[^|]+)"), "vdisk");
    places.put(Pattern.compile("(?m)^\\S+\\t(?:\\S+\\t)?(?<name>/\\S+)\\t"), "dir");
    places.put(Pattern.compile("(?m)^ *\\d+ +(?<name>[a-z]\\S*) +\\S"), "user");
    return places;
  }

  private static Set<String> vocabulary() {
    try (InputStream in = Mask.class.getResourceAsStream("words.txt")) {
      if (in == null) {
        throw new IllegalStateException("the list of words is missing");
      }
      return Set.copyOf(new String(in.readAllBytes(), UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void learn(Recording recording) {
    for (String text : texts(recording)) {
      Matcher words = PIECE.matcher(text);
      while (words.find()) {
        there.add(words.group());
      }
      HEX.matcher(text)
          .results()
          .forEach(hex -> identities.add(hex.group(1).toLowerCase(Locale.ROOT)));
    }
    kind(recording.host(), "node");
    PLACES.forEach(
        (place, kind) -> {
          Matcher found = place.matcher(output(recording));
          while (found.find()) {
            kind(found.group("name"), kind);
          }
        });
  }

  private void kind(String name, String kind) {
    Matcher words = PIECE.matcher(name);
    while (words.find()) {
      kinds.putIfAbsent(words.group(), kind);
    }
  }

  private static String output(Recording recording) {
    return recording.result() instanceof Finished finished ? finished.out() : "";
  }

  private static List<String> texts(Recording recording) {
    CommandResult result = recording.result();
    String said =
        result instanceof Finished finished ? finished.out() + "\n" + finished.err() : result.why();
    return List.of(recording.host(), String.join(" ", recording.argv()), said);
  }

  private Recording masked(Recording recording) {
    return new Recording(
        masked(recording.host()),
        recording.argv().stream().map(this::masked).toList(),
        masked(recording.result()),
        recording.at(),
        recording.took());
  }

  private CommandResult masked(CommandResult result) {
    if (result instanceof Finished finished) {
      return new Finished(finished.exit(), output(finished.out()), output(finished.err()));
    }
    return result instanceof NotStarted not
        ? new NotStarted(masked(not.why()), not.missing())
        : new Unknown(masked(result.why()));
  }

  private String output(String text) {
    obscure += text.lines().filter(this::obscure).count();
    return masked(text);
  }

  private boolean obscure(String line) {
    return PIECE
        .matcher(line)
        .results()
        .map(MatchResult::group)
        .anyMatch(
            word -> !known(word) && !kinds.containsKey(word) && !SERIAL.matcher(word).matches());
  }

  private String masked(String text) {
    Matcher pieces = PIECE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (pieces.find()) {
      pieces.appendReplacement(result, Matcher.quoteReplacement(piece(pieces)));
    }
    return pieces.appendTail(result).toString();
  }

  private String piece(Matcher found) {
    String text = found.group();
    if (found.group("run") != null) {
      int mark = text.lastIndexOf('-');
      return masked(text.substring(0, mark + 1)) + text.substring(mark + 1);
    }
    if (found.group("uuid") != null) {
      return replacement(text, "uuid", "00000000-0000-0000-0000-%012d");
    }
    if (found.group("mac") != null) {
      return replacement(text, "mac", "00:14:4f:00:00:%02x");
    }
    if (found.group("six") != null) {
      return replacement(text, "six", "2001:db8:0:0:0:0:0:%x");
    }
    if (found.group("four") != null) {
      return replacement(text, "four", "192.0.2.%d");
    }
    return found.group("disk") != null ? disk(text) : word(text);
  }

  /** The number of a target may be the worldwide name of a disk. */
  private String disk(String text) {
    Matcher target = LONG_TARGET.matcher(text);
    return target.find()
        ? text.substring(0, target.start("target"))
            + replacement(target.group("target"), "target", "%d")
            + text.substring(target.end("target"))
        : text;
  }

  private String word(String text) {
    Matcher hex = HEX.matcher(text);
    if (hex.matches()) {
      return "0x" + identity(hex.group("digits"));
    }
    if (identities.contains(text.toLowerCase(Locale.ROOT))) {
      return identity(text);
    }
    if (known(text)) {
      if (vocabulary.contains(text.replaceFirst("\\d+$", ""))) {
        kept.add(text);
      }
      return text;
    }
    return replacement(text, kinds.getOrDefault(text, OTHER), "");
  }

  private String identity(String digits) {
    return replacement(digits.toLowerCase(Locale.ROOT), "identity", "84%06x");
  }

  /** Whether it is a number, or a word of the commands themselves. */
  private boolean known(String word) {
    if (vocabulary.contains(word) || NUMBER.matcher(word).matches()) {
      return true;
    }
    Matcher numbered = NUMBERED.matcher(word);
    return numbered.matches()
        && !kinds.containsKey(word)
        && vocabulary.contains(numbered.group("word"));
  }

  /** What stands for a word: of two words never the same, and nothing that was there. */
  private String replacement(String word, String kind, String format) {
    return replaced.computeIfAbsent(
        word,
        text -> {
          String made;
          do {
            int number = counts.merge(kind, 1, Integer::sum);
            made = format.isEmpty() ? kind + number : format.formatted(number);
          } while (there.contains(made));
          return made;
        });
  }
}
