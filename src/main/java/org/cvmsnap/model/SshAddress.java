package org.cvmsnap.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ssh is given to reach a machine, {@code [user@]host[:port]} with an IPv6 host in brackets;
 * nothing that it could take for an option.
 *
 * @param destination the host, and the user before it where there is one
 */
public record SshAddress(String destination, Optional<String> port) {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<user>[\\w.][\\w.+-]*@)?"
              + "(?:(?<host>[\\w.][\\w.-]*)|\\[(?<v6>[0-9A-Fa-f:.]+(?:%\\w+)?)\\])"
              + "(?::(?<port>\\d{1,5}))?");

  /** The address in a text; empty where it is none. */
  public static Optional<SshAddress> of(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String user = matcher.group("user") == null ? "" : matcher.group("user");
    String host = matcher.group("host") == null ? matcher.group("v6") : matcher.group("host");
    return Optional.of(new SshAddress(user + host, Optional.ofNullable(matcher.group("port"))));
  }
}
