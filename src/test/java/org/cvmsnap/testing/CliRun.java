package org.cvmsnap.testing;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.cvmsnap.run.Debt;

/**
 * How one command line went.
 *
 * @param crashed whether a fault killed it; the exit status is then that of SIGKILL
 * @param debts what is owed afterwards, by the journals
 */
public record CliRun(
    List<String> args, int exit, String out, String err, boolean crashed, List<Debt> debts) {
  /** The document on stdout, which has to be one, and as its schema says where it has any. */
  public Map<String, Object> json() {
    Map<String, Object> document = document();
    if (document.containsKey("schema")) {
      Schemas.assertValid(out);
    }
    return document;
  }

  /** The document on stdout, which has to be one, whatever any schema says. */
  public Map<String, Object> document() {
    try {
      return JSON.std.mapFrom(out);
    } catch (IOException e) {
      throw new UncheckedIOException("not one JSON document: " + out, e);
    }
  }

  /** The lines on stdout. */
  public List<String> lines() {
    return out.lines().toList();
  }

  @Override
  public String toString() {
    return "cvmsnap %s%n-> %d%n%s%n--%n%s%nowed: %s"
        .formatted(String.join(" ", args), exit, out, err, debts);
  }
}
