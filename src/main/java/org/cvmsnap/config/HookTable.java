package org.cvmsnap.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Ownership;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.Span;

/**
 * The table of one hook: where its commands run, how long, what a failure means, and the commands.
 */
final class HookTable {
  private static final String PLACE = "place";
  private static final String LIMIT = "limit";
  private static final String ON_ERROR = "on-error";

  static final Map<String, Keys.Form> KEYS = keys();

  private HookTable() {}

  private static Map<String, Keys.Form> keys() {
    Map<String, Keys.Form> keys = new LinkedHashMap<>();
    keys.put(PLACE, Keys.Form.WORD);
    keys.put(LIMIT, Keys.Form.WORD);
    keys.put(ON_ERROR, Keys.Form.WORD);
    for (Hook.Moment moment : Hook.Moment.values()) {
      keys.put(moment.word(), Keys.Form.COMMAND);
    }
    return keys;
  }

  /**
   * The hook that a table tells of.
   *
   * @throws IllegalArgumentException when it does not make one
   */
  static Hook hook(String name, Section table) {
    Map<Hook.Moment, List<String>> commands = new LinkedHashMap<>();
    for (Hook.Moment moment : Hook.Moment.values()) {
      table.entry(moment.word()).ifPresent(entry -> commands.put(moment, entry.words()));
    }
    return new Hook(
        name,
        word(table, PLACE, Hook.Place.values(), Hook.Place.CONTROL_DOMAIN),
        commands,
        table.entry(LIMIT).map(HookTable::limit).orElse(Hook.USUAL_LIMIT),
        word(table, ON_ERROR, Hook.OnError.values(), Hook.OnError.ABORT));
  }

  /**
   * The hook, where its programs here are nobody else's; what is not here, or no program, is on
   * another machine, or found missing when it is to run.
   *
   * @throws UsageException otherwise
   */
  static Hook believed(Hook hook) {
    if (hook.place() == Hook.Place.CONTROL_DOMAIN) {
      hook.commands().values().forEach(argv -> requireOwn(hook, Path.of(argv.get(0))));
    }
    return hook;
  }

  private static void requireOwn(Hook hook, Path program) {
    if (!Files.isRegularFile(program)) {
      return;
    }
    try {
      Path real = program.toRealPath();
      Optional<Ownership.Fault> fault = Ownership.of(real).fault();
      if (fault.isPresent()) {
        throw new UsageException(
            "Hook %s is not run, as others could have written it: %s %s."
                .formatted(hook.name(), real, fault.get().what()),
            "Look at who has written it; then: "
                + ShellLine.hint(fault.get().mend() + " %s.", real));
      }
    } catch (IOException e) {
      throw new UsageException(
          "Whose %s of hook %s is cannot be learned: %s.".formatted(program, hook.name(), e),
          "Run cvmsnap as root, or name another program.");
    }
  }

  private static Duration limit(Entry entry) {
    return Span.parse(entry.text());
  }

  private static <E extends Enum<E>> E word(Section table, String key, E[] all, E usual) {
    Optional<String> said = table.entry(key).map(Entry::text);
    if (said.isEmpty()) {
      return usual;
    }
    return Arrays.stream(all)
        .filter(each -> spelled(each).equals(said.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s cannot be '%s', but %s"
                        .formatted(
                            key,
                            said.get(),
                            Arrays.stream(all)
                                .map(HookTable::spelled)
                                .collect(Collectors.joining(" or ")))));
  }

  private static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
