package org.cvmsnap;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays JSON out for people: what fits on a line is on one. */
final class JsonLayout {
  private static final int WIDTH = 160;
  private static final JSON FORM = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

  private final List<String> lines = new ArrayList<>();

  List<String> lines(@Nullable Object value) throws IOException {
    put("", "", value, "");
    return lines;
  }

  private void put(String indent, String key, @Nullable Object value, String comma)
      throws IOException {
    String line = indent + key + FORM.asString(value) + comma;
    if (line.length() <= WIDTH || !(value instanceof Map || value instanceof List)) {
      lines.add(line);
    } else if (value instanceof Map<?, ?> map) {
      lines.add(indent + key + "{");
      int left = map.size();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        put(
            indent + "  ",
            FORM.asString(entry.getKey()) + ": ",
            entry.getValue(),
            --left > 0 ? "," : "");
      }
      lines.add(indent + "}" + comma);
    } else if (value instanceof List<?> list) {
      lines.add(indent + key + "[");
      int left = list.size();
      for (Object each : list) {
        put(indent + "  ", "", each, --left > 0 ? "," : "");
      }
      lines.add(indent + "]" + comma);
    }
  }
}
