package org.cvmsnap.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Nearest;

/**
 * What a configuration file says: values of options, in tables. What is said of a policy goes
 * before what is said of its guest, and that before the defaults.
 *
 * @param file the file; empty where there is none
 * @param nodes how nodes are reached, by their names
 * @param guests what holds for a guest, by its name
 * @param policies by name
 * @param hooks the commands of the site's own that --hook names
 */
public record Configuration(
    Optional<Path> file,
    Section defaults,
    Map<String, Section> nodes,
    Map<String, Section> guests,
    Map<String, Section> policies,
    Map<String, Hook> hooks) {
  /** That of a site without a file. */
  public static final Configuration NONE =
      new Configuration(
          Optional.empty(),
          new Section("defaults", Map.of(), Place.of(Path.of(""))),
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of());

  public Configuration {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    guests = Collections.unmodifiableMap(new LinkedHashMap<>(guests));
    policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
    hooks = Collections.unmodifiableMap(new LinkedHashMap<>(hooks));
  }

  /**
   * The hook of that name.
   *
   * @throws UsageException when there is none, or others may write a program of it that is here
   */
  public Hook hook(String name) {
    Hook hook = hooks.get(name);
    if (hook == null) {
      String where = file.map(Path::toString).orElse("a configuration file");
      throw new UsageException(
          "There is no hook '" + name + "' in " + where + ".",
          Nearest.ask(name, hooks.keySet(), "Write it as [hooks." + name + "]: cvmsnap.toml(5)."));
    }
    return HookTable.believed(hook);
  }

  /**
   * The hooks that a run of a guest may have: those of its tables and of policies that may be about
   * it, and those that no table names, which somebody may have typed.
   */
  public List<Hook> hooksOf(String guest) {
    Set<String> its =
        Stream.concat(
                Stream.of(Optional.<String>empty()), policies.keySet().stream().map(Optional::of))
            .filter(policy -> guestOf(policy).filter(other -> !other.equals(guest)).isEmpty())
            .flatMap(policy -> named(layers(policy, Optional.of(guest))))
            .collect(Collectors.toSet());
    List<Section> tables = new ArrayList<>(List.of(defaults));
    tables.addAll(guests.values());
    tables.addAll(policies.values());
    Set<String> all =
        tables.stream().flatMap(table -> named(List.of(table))).collect(Collectors.toSet());
    return hooks.values().stream()
        .filter(hook -> its.contains(hook.name()) || !all.contains(hook.name()))
        .toList();
  }

  /** The hooks that the nearest table names that names any. */
  private static Stream<String> named(List<Section> layers) {
    return layers.stream().flatMap(layer -> layer.entry("hook").stream()).findFirst().stream()
        .flatMap(entry -> Stream.of(entry.text().split(",", -1)));
  }

  public Optional<Section> policy(String name) {
    return Optional.ofNullable(policies.get(name));
  }

  /** The tables that count for a policy and a guest, the nearest first. */
  public List<Section> layers(Optional<String> policy, Optional<String> guest) {
    return Stream.of(policy.flatMap(this::policy), guest.map(guests::get), Optional.of(defaults))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The guest that a policy is about; empty where the policy does not say, or is not there. */
  public Optional<String> guestOf(Optional<String> policy) {
    return policy.flatMap(this::policy).flatMap(each -> each.entry("ldom")).map(Entry::text);
  }
}
