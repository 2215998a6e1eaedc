package org.cvmsnap.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScenarioTableTest {
  @Test
  void tables_stand_below_the_values_that_are_beside_them() {
    ScenarioTable scenario = new ScenarioTable();
    ScenarioTable node = scenario.add("node");
    node.add("domain").put("name", "ldom1").table("variables").put("auto-boot?", "true");
    node.put("name", "sun-a").put("id", 0).put("master", true).put("open", List.of());
    scenario.add("node").put("name", "sun-b").put("mounted", List.of("/data", "/logs"));
    scenario.table("times").putSeconds("bindSeconds", 2.5);
    scenario.putAsIs("start", "2026-03-01T02:00:00Z");

    assertThat(scenario.text())
        .isEqualTo(
            """
            start = 2026-03-01T02:00:00Z

            [times]
            bindSeconds = 2.5

            [[node]]
            name = "sun-a"
            id = 0
            master = true

            [[node.domain]]
            name = "ldom1"

            [node.domain.variables]
            "auto-boot?" = "true"

            [[node]]
            name = "sun-b"
            mounted = ["/data", "/logs"]
            """);
  }

  @Test
  void any_text_comes_back_as_it_was() {
    String text = "a \"b\" \\ \t\r\n\u0007\u007f ' # [x] = \u00e4 \uef80";
    TomlParseResult toml =
        Toml.parse(new ScenarioTable().put("a.b", text).put("c", List.of(text, "")).text());

    assertThat(toml.errors()).isEmpty();
    assertThat(toml.getString(List.of("a.b"))).isEqualTo(text);
    assertThat(toml.getArrayOrEmpty("c").toList()).isEqualTo(List.of(text, ""));
  }
}
