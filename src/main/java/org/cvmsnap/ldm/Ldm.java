package org.cvmsnap.ldm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Reading;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.ControlDomain;
import org.cvmsnap.model.Dependency;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VirtualDisk;

/**
 * What the Logical Domains Manager of one machine knows. Every method asks anew, changes nothing,
 * and throws {@link NotLearnedException} rather than guess.
 */
public final class Ldm {
  /** ldmd serves one request after another, so that a list may wait for somebody's slow bind. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Pattern USAGE =
      Pattern.compile("usage:|(illegal|invalid|unrecognized) option", Pattern.CASE_INSENSITIVE);

  private static final Pattern NO_DOMAINS = Pattern.compile("Virtual machines are not supported");

  private static final Pattern RELEASE =
      Pattern.compile("Logical Domains Manager \\(v ?(\\d[\\w.]*)\\)");

  private final Reading reading;

  public Ldm(Host controlDomain) {
    this.reading = new Reading(controlDomain, LIMIT);
  }

  /**
   * The domain that this is, and whether it is the control domain. Solaris 11.2 has no {@code -p}
   * with {@code -a}, and some 11.3 print nothing (virtinfo(1M)): then ldmd is asked, which answers
   * in the control domain alone.
   */
  public ControlDomain controlDomain() throws NotLearnedException, InterruptedException {
    List<String> argv = List.of("virtinfo", "-a", "-p");
    Finished ended = reading.ended(argv);
    if (saysNothing(ended)) {
      return answeredByManager();
    }
    if (ended.exit() != 0) {
      throw new NotLearnedException(Reading.failure(argv, ended));
    }
    return Reading.understood(argv, ended.out(), new ControlDomainParser()::parse);
  }

  /**
   * Whether this is a machine without logical domains, and not one that does not tell of them:
   * there is no ldm, and virtinfo knows of no control domain (virtinfo(1M)).
   */
  public boolean absent() throws NotLearnedException, InterruptedException {
    if (reading.endedIfThere("ldm", "list", "-p").isPresent()) {
      return false;
    }
    Optional<Finished> virtinfo = reading.endedIfThere("virtinfo", "-a", "-p");
    return virtinfo.isEmpty()
        || NO_DOMAINS.matcher(virtinfo.get().out() + virtinfo.get().err()).find()
        || parsed(virtinfo.get().out()).filter(domain -> !domain.control()).isPresent();
  }

  private static boolean saysNothing(Finished virtinfo) {
    boolean unknownOption = USAGE.matcher(virtinfo.err()).find();
    return virtinfo.out().isBlank() && (virtinfo.exit() == 0 || unknownOption);
  }

  private ControlDomain answeredByManager() throws NotLearnedException, InterruptedException {
    GuestName primary = new GuestName("primary");
    if (!domain(primary).flags().control()) {
      throw new NotLearnedException("'virtinfo -a -p' says nothing, and primary has no flag c");
    }
    return new ControlDomain(primary, true, reading.read(Ldm::hostname, "uname", "-n"));
  }

  private static String hostname(String output) {
    String name = output.strip();
    if (!name.matches("\\S+")) {
      throw new IllegalArgumentException("not a name");
    }
    return name;
  }

  /**
   * The domain that a machine is, by what {@code virtinfo -a -p} printed there; empty if none, or
   * where it was cut off.
   */
  public static Optional<ControlDomain> parsed(String output) {
    if (!output.endsWith("\n")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ControlDomainParser().parse(output));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The numbers that a domain's disks have once it is bound anew, by their names: their own, or the
   * lowest ones that are free (Oracle VM Server administration guide, virtual disk identifier and
   * device name). Empty where the constraints do not tell which disks have numbers of their own.
   *
   * @param constraints as {@link #constraints} gave them
   */
  public static Map<String, Integer> numbersOnceBound(String constraints) {
    List<Pairs> disks = LdmRecord.pairs(LdmRecord.allOf(constraints), "VDISK").toList();
    Map<String, Integer> numbers = new LinkedHashMap<>();
    if (disks.stream().allMatch(disk -> disk.has("id"))) {
      disks.forEach(
          disk ->
              disk.find("id").ifPresent(id -> numbers.put(disk.need("name"), Integer.valueOf(id))));
      Set<Integer> taken = new HashSet<>(numbers.values());
      int lowest = 0;
      for (Pairs disk : disks) {
        while (taken.contains(lowest)) {
          lowest++;
        }
        if (numbers.putIfAbsent(disk.need("name"), lowest) == null) {
          taken.add(lowest);
        }
      }
    }
    return numbers;
  }

  /** The host id of a domain, as hostid(1) prints it there; empty where ldm does not tell. */
  public Optional<String> hostId(GuestName guest) throws NotLearnedException, InterruptedException {
    return reading.read(
        output ->
            LdmRecord.pairs(LdmRecord.allOf(output), "HOSTID")
                .flatMap(pairs -> pairs.find("hostid").stream())
                .map(id -> id.toLowerCase(Locale.ROOT).replaceFirst("^0x0*", ""))
                .findFirst(),
        "ldm",
        "list",
        "-l",
        "-p",
        guest.value());
  }

  /** Its release, such as {@code 3.6} (ldm(1M), -V). */
  public String release() throws NotLearnedException, InterruptedException {
    return reading.read(Ldm::release, "ldm", "-V");
  }

  // Logical Domains Manager (v 3.6)
  //         Hypervisor control protocol v 1.12
  private static String release(String output) {
    Matcher matcher = RELEASE.matcher(output);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no release of the Logical Domains Manager");
    }
    return matcher.group(1);
  }

  /** All domains, the control domain among them; never empty. */
  public List<Domain> domains() throws NotLearnedException, InterruptedException {
    return reading.read(new DomainListParser()::parse, "ldm", "list", "-p");
  }

  /**
   * One domain.
   *
   * @throws NotLearnedException also when there is none of that name: ldm's exit status does not
   *     tell that from other failures
   */
  public Domain domain(GuestName guest) throws NotLearnedException, InterruptedException {
    return reading.read(output -> domain(guest, output), "ldm", "list", "-p", guest.value());
  }

  private static Domain domain(GuestName guest, String output) {
    return new DomainListParser()
        .parse(output).stream()
            .filter(domain -> domain.name().equals(guest))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no domain " + guest));
  }

  /** The virtual disks of all domains, whatever their state. */
  public List<VirtualDisk> disks() throws NotLearnedException, InterruptedException {
    return reading.read(new DiskListParser()::parse, "ldm", "list", "-o", "disk", "-p");
  }

  /** What the virtual disk servers of all domains export. */
  public List<BackEnd> backEnds() throws NotLearnedException, InterruptedException {
    return reading.read(new BackEndListParser()::parse, "ldm", "list-services", "-p");
  }

  /** The names of the virtual disk servers of all domains. */
  public List<String> diskServers() throws NotLearnedException, InterruptedException {
    return reading.read(new BackEndListParser()::names, "ldm", "list-services", "-p");
  }

  /**
   * Whether the guest boots by itself once it is started; else it waits at the ok prompt for ever.
   *
   * <p>A variable that nobody has set counts as true, which is OpenBoot's default. Asked for such a
   * variable ldm may fail, as it does when it cannot answer at all; so the variables are then all
   * listed, and only a list that was given in full and lacks this one makes it unset.
   */
  public boolean autoBoot(GuestName guest) throws NotLearnedException, InterruptedException {
    List<String> one = List.of("ldm", "list-variable", "auto-boot?", guest.value());
    Finished asked = reading.ended(one);
    if (asked.exit() == 0) {
      Optional<Boolean> value = Reading.understood(one, asked.out(), new AutoBootParser()::parse);
      if (value.isPresent()) {
        return value.get();
      }
    }
    return reading
        .read(new AutoBootParser()::parse, "ldm", "list-variable", guest.value())
        .orElse(true);
  }

  /**
   * What the guest last said of itself, such as {@code Solaris running}; empty when it said nothing
   * or is not active.
   */
  public Optional<String> softState(GuestName guest)
      throws NotLearnedException, InterruptedException {
    return reading.read(
        output -> ofDomain(guest, "softstate", output),
        "ldm",
        "list",
        "-o",
        "domain",
        "-p",
        guest.value());
  }

  // DOMAIN|name=ldom1|state=active|flags=normal|util=0.8|uptime=86400|softstate=Solaris running
  private static Optional<String> ofDomain(GuestName guest, String name, String output) {
    return LdmRecord.pairs(LdmRecord.allOf(output), "DOMAIN")
        .filter(pairs -> pairs.need("name").equals(guest.value()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no domain " + guest))
        .find(name);
  }

  /** How long its operating system has been up; empty where it is not, or nobody says. */
  public Optional<Duration> uptime(GuestName guest)
      throws NotLearnedException, InterruptedException {
    return reading.read(
        output ->
            ofDomain(guest, "uptime", output)
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))),
        "ldm",
        "list",
        "-o",
        "domain",
        "-p",
        guest.value());
  }

  /** All domains with their states and their disks, at one moment. */
  public DomainDisks domainDisks() throws NotLearnedException, InterruptedException {
    return reading.read(DomainDisks::parse, "ldm", "list", "-o", "domain,disk", "-p");
  }

  /** Which domains depend on which, whatever their state. */
  public List<Dependency> dependencies() throws NotLearnedException, InterruptedException {
    return reading.read(new DependencyParser()::parse, "ldm", "list-constraints", "-p");
  }

  /** Which of CPUs and memory the machine has none to spare of; empty where it has some of both. */
  public List<String> exhausted() throws NotLearnedException, InterruptedException {
    return reading.read(Ldm::exhausted, "ldm", "list-devices", "-p", "cpu", "memory");
  }

  // Without -a only what is free is listed (ldm(1M)):
  // VCPU
  // |pid=32|free=100|pm=no
  // MEMORY
  // |pa=0x800000000|size=137438953472
  private static List<String> exhausted(String output) {
    List<LdmRecord> records = LdmRecord.allOf(output);
    List<String> exhausted = new ArrayList<>();
    if (records.stream().noneMatch(record -> record.isA("VCPU") && !record.rows().isEmpty())) {
      exhausted.add("CPUs");
    }
    if (records.stream().noneMatch(record -> record.isA("MEMORY") && !record.rows().isEmpty())) {
      exhausted.add("memory");
    }
    return exhausted;
  }

  /**
   * The domains that have an enabled policy, by which the manager gives them CPUs or takes them.
   */
  public List<GuestName> policies() throws NotLearnedException, InterruptedException {
    return reading.read(new PolicyParser()::parse, "ldm", "list", "-o", "resmgmt", "-p");
  }

  /**
   * The domain's configuration as ldm prints it, which it keeps whatever the domain's state: what
   * an administrator needs who has to build the domain anew.
   */
  public String constraints(GuestName guest) throws NotLearnedException, InterruptedException {
    return reading.read(
        output -> constraints(guest, output), "ldm", "list-constraints", "-p", guest.value());
  }

  private static String constraints(GuestName guest, String output) {
    Optional<String> unused = ofDomain(guest, "name", output); // or it is not about the guest
    return output;
  }
}
