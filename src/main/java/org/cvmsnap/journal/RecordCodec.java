package org.cvmsnap.journal;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cvmsnap.run.Kinds;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into values for a JSON file, and back, by their components. A record of one text is
 * that text, a duration its seconds, what is optional a list of at most one; a record that is one
 * of several of a sealed kind tells which. Reading refuses what it does not know, since a file of a
 * newer cvmsnap must not be half understood; of what may be empty the absence reads as empty.
 */
final class RecordCodec {
  static final String KIND = "kind";

  private RecordCodec() {}

  /** The components of a record by their names. */
  static Map<String, Object> write(Record value) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (RecordComponent component : SHAPES.get(value.getClass()).components()) {
      map.put(component.getName(), written(get(component, value)));
    }
    return map;
  }

  private static Object get(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no form in a file for " + value, e);
    }
  }

  private static Object written(Object value) {
    if (value instanceof String || value instanceof Boolean || value instanceof Number) {
      return value;
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Duration duration) {
      return duration.toSeconds();
    }
    if (value instanceof LocalDateTime || value instanceof Instant) {
      return value.toString();
    }
    if (value instanceof Optional<?> optional) {
      return optional.stream().map(RecordCodec::written).toList();
    }
    if (value instanceof OptionalInt optional) {
      return optional.stream().boxed().toList();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(RecordCodec::written).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, each) -> sorted.put((String) written(key), written(each)));
      return sorted;
    }
    if (value instanceof Record record) {
      return written(record);
    }
    throw new IllegalStateException("no form in a file for " + value);
  }

  private static Object written(Record value) {
    boolean oneOfSeveral =
        Arrays.stream(value.getClass().getInterfaces()).anyMatch(Class::isSealed);
    if (oneOfSeveral) {
      Map<String, Object> map = new LinkedHashMap<>(Map.of(KIND, Kinds.word(value.getClass())));
      map.putAll(write(value));
      return map;
    }
    return isText(value.getClass())
        ? get(SHAPES.get(value.getClass()).components().get(0), value)
        : write(value);
  }

  private static boolean isText(Class<?> type) {
    return type.isRecord() && SHAPES.get(type).text();
  }

  /**
   * A record class taken apart, once for all its values: to ask a class for its components is slow.
   *
   * @param types of the components
   * @param text whether it is written as the one text that it consists of
   */
  private record Shape(
      List<RecordComponent> components,
      List<Type> types,
      Set<String> names,
      Constructor<?> constructor,
      boolean text) {
    static Shape of(Class<?> type) {
      List<RecordComponent> components = List.of(type.getRecordComponents());
      Class<?>[] plain = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
      try {
        return new Shape(
            components,
            components.stream().map(RecordComponent::getGenericType).toList(),
            components.stream().map(RecordComponent::getName).collect(Collectors.toSet()),
            type.getDeclaredConstructor(plain),
            plain.length == 1 && plain[0] == String.class);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("not to be made from a file: " + type, e);
      }
    }
  }

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  /** The kinds of a sealed type, by their words. */
  private static final ClassValue<Map<String, Class<?>>> KINDS =
      new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> type) {
          return Arrays.stream(type.getPermittedSubclasses())
              .collect(Collectors.toMap(Kinds::word, each -> each));
        }
      };

  /**
   * The record of that type whose components the map holds.
   *
   * @param also a key that is no component, and was read already
   * @throws IllegalArgumentException when it is not one, or holds something else besides
   */
  static <T> T read(Class<T> type, Map<?, ?> map, String... also) {
    Shape shape = SHAPES.get(type);
    List<String> more = List.of(also);
    map.keySet().stream()
        .filter(
            key ->
                !(key instanceof String text
                    && (shape.names().contains(text) || more.contains(text))))
        .findFirst()
        .ifPresent(
            key -> {
              throw new IllegalArgumentException("unknown '" + key + "' in " + map);
            });
    Object[] values = new Object[shape.components().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = component(shape.components().get(i), shape.types().get(i), map);
    }
    return made(type, values);
  }

  private static <T> T made(Class<T> type, Object... values) {
    try {
      return type.cast(SHAPES.get(type).constructor().newInstance(values));
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(String.valueOf(e.getCause()), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("not to be made from a file: " + type, e);
    }
  }

  private static Object component(RecordComponent component, Type type, Map<?, ?> map) {
    String name = component.getName();
    Object value = map.get(name);
    if (value == null) {
      return empty(component.getType())
          .orElseThrow(() -> new IllegalArgumentException("no '" + name + "' in " + map));
    }
    try {
      return value(type, value);
    } catch (ClassCastException | DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("'" + name + "' is not as expected in " + map, e);
    }
  }

  private static Optional<Object> empty(Class<?> type) {
    if (type == List.class) {
      return Optional.of(List.of());
    }
    if (type == Map.class) {
      return Optional.of(Map.of());
    }
    if (type == OptionalInt.class) {
      return Optional.of(OptionalInt.empty());
    }
    return type == Optional.class ? Optional.of(Optional.empty()) : Optional.empty();
  }

  private static Object value(Type type, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("null instead of a value");
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          ? map(arguments[0], arguments[1], (Map<?, ?>) value)
          : several(generic.getRawType(), arguments[0], (List<?>) value);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return (String) value;
    }
    if (plain == boolean.class) {
      return (Boolean) value;
    }
    if (plain == int.class || plain == Integer.class) {
      return Math.toIntExact(whole(value));
    }
    if (plain == long.class) {
      return whole(value);
    }
    if (plain == Duration.class) {
      return Duration.ofSeconds(whole(value));
    }
    if (plain == LocalDateTime.class) {
      return LocalDateTime.parse((String) value);
    }
    if (plain == Instant.class) {
      return Instant.parse((String) value);
    }
    if (plain == OptionalInt.class) {
      return several(plain, int.class, (List<?>) value);
    }
    return composed(plain, value);
  }

  /** A number without a fraction that fits into a long, as which JSON reads it. */
  private static long whole(Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new ClassCastException("not a whole number: " + value);
  }

  private static Object composed(Class<?> type, Object value) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> ((Enum<?>) constant).name().equals(value))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("unknown value '" + value + "'"));
    }
    if (isText(type)) {
      return made(type, (String) value);
    }
    Map<?, ?> map = (Map<?, ?>) value;
    if (!type.isSealed()) {
      return read(type, map);
    }
    Class<?> kind =
        Optional.ofNullable(map.get(KIND))
            .map(word -> KINDS.get(type).get(String.valueOf(word)))
            .orElseThrow(
                () -> new IllegalArgumentException("unknown kind '" + map.get(KIND) + "'"));
    return read(kind, map, KIND);
  }

  private static Object several(Type type, Type of, List<?> values) {
    List<Object> read = new ArrayList<>();
    values.forEach(each -> read.add(value(of, each)));
    if (type == List.class) {
      return read;
    }
    if (read.size() > 1) {
      throw new IllegalArgumentException("one at most, and not " + values);
    }
    if (type == OptionalInt.class) {
      return read.isEmpty() ? OptionalInt.empty() : OptionalInt.of((Integer) read.get(0));
    }
    return read.stream().findFirst();
  }

  private static Map<Object, Object> map(Type key, Type of, Map<?, ?> values) {
    Map<Object, Object> read = new LinkedHashMap<>();
    values.forEach((name, each) -> read.put(value(key, name), value(of, each)));
    return read;
  }
}
