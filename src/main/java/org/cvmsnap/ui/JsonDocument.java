package org.cvmsnap.ui;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.workflow.Service;
import org.jspecify.annotations.Nullable;

/** One JSON document: a head that all of them have, and then the keys of its own. */
public final class JsonDocument {
  private final Map<String, @Nullable Object> keys;

  /**
   * @param form what its schema is named after: usually the command
   * @param exitCode the process's exit status
   */
  public JsonDocument(String form, int exitCode, Service service) {
    keys =
        ordered(
            "schema",
            "cvmsnap." + form + "/1",
            "outcome",
            ExitCode.outcome(exitCode),
            "exitCode",
            exitCode,
            "service",
            service.word());
  }

  /** Sets a key, also one of the head. */
  public JsonDocument put(String key, @Nullable Object value) {
    keys.put(key, value);
    return this;
  }

  JsonDocument putAll(Map<String, @Nullable Object> more) {
    keys.putAll(more);
    return this;
  }

  /** Adds why it is no success, and what to do or type. */
  public JsonDocument error(@Nullable String message, List<String> next) {
    return put("error", ordered("message", message, "left", List.of(), "next", next));
  }

  /** Prints it in one line. */
  public void print(PrintStream out) {
    try {
      out.println(JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(keys));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keys and values in turn. */
  static Map<String, @Nullable Object> ordered(@Nullable Object... pairs) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return map;
  }
}
