package org.cvmsnap.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The published schemas of the documents, read more strictly than a reader should: a key that they
 * do not tell of is none that may be printed.
 */
public final class Schemas {
  private static final Path DIRECTORY = Path.of("docs", "schema");
  private static final String BASE = "https://schema.invalid/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory FACTORY = factory();
  private static final Map<String, JsonSchema> READ = new ConcurrentHashMap<>();

  private Schemas() {}

  /** The document, with its schema, has to be as that says. */
  public static void assertValid(String document) {
    try {
      JsonNode root = JSON.readTree(document);
      String form = root.path("schema").asText();
      assertThat(forms()).as("the schemas in " + DIRECTORY).contains(form);
      Set<ValidationMessage> problems = READ.computeIfAbsent(form, Schemas::schema).validate(root);
      assertThat(problems).as(document).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("not one JSON document: " + document, e);
    }
  }

  /** The values of {@code schema} that there are schemas for. */
  public static Set<String> forms() {
    return texts().keySet().stream()
        .filter(name -> name.startsWith("cvmsnap."))
        .map(name -> name.replaceFirst("-(\\d+)\\.json$", "/$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is wrong with the schemas themselves, by the schema of schemas. */
  public static Map<String, Set<ValidationMessage>> faults() {
    JsonSchema schemas =
        FACTORY.getSchema(SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()));
    Map<String, Set<ValidationMessage>> faults = new TreeMap<>();
    texts().forEach((name, text) -> faults.put(name, schemas.validate(tree(text))));
    return faults;
  }

  private static JsonSchema schema(String form) {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return FACTORY.getSchema(SchemaLocation.of(BASE + form.replace('/', '-') + ".json"), config);
  }

  private static JsonSchemaFactory factory() {
    Map<String, String> strict =
        texts().entrySet().stream()
            .collect(
                Collectors.toMap(
                    each -> BASE + each.getKey(),
                    each -> strict(tree(each.getValue())).toString()));
    return JsonSchemaFactory.getInstance(
        SpecVersion.VersionFlag.V202012,
        builder -> builder.schemaLoaders(loaders -> loaders.schemas(strict)));
  }

  /** The same schema, but for no keys besides those that it names. */
  private static JsonNode strict(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("type").asText().equals("object")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(Schemas::strict);
    return schema;
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      for (Path file : files.toList()) {
        texts.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }
}
