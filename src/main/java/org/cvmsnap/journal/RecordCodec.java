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
    for (RecordComponent component : value.getClass().getRecordComponents()) {
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
        ? get(value.getClass().getRecordComponents()[0], value)
        : write(value);
  }

  private static boolean isText(Class<?> type) {
    return type.isRecord()
        && type.getRecordComponents().length == 1
        && type.getRecordComponents()[0].getType() == String.class;
  }

  /**
   * The record of that type whose components the map holds.
   *
   * @param also a key that is no component, and was read already
   * @throws IllegalArgumentException when it is not one, or holds something else besides
   */
  static <T> T read(Class<T> type, Map<?, ?> map, String... also) {
    RecordComponent[] components = type.getRecordComponents();
    Set<String> known =
        Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
    known.addAll(List.of(also));
    map.keySet().stream()
        .filter(key -> !(key instanceof String text && known.contains(text)))
        .findFirst()
        .ifPresent(
            key -> {
              throw new IllegalArgumentException("unknown '" + key + "' in " + map);
            });
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = component(components[i], map);
    }
    return made(type, types, values);
  }

  private static <T> T made(Class<T> type, Class<?>[] types, Object[] values) {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(String.valueOf(e.getCause()), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("not to be made from a file: " + type, e);
    }
  }

  private static Object component(RecordComponent component, Map<?, ?> map) {
    String name = component.getName();
    Object value = map.get(name);
    if (value == null) {
      return empty(component.getType())
          .orElseThrow(() -> new IllegalArgumentException("no '" + name + "' in " + map));
    }
    try {
      return value(component.getGenericType(), value);
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
      return made(type, new Class<?>[] {String.class}, new Object[] {(String) value});
    }
    Map<?, ?> map = (Map<?, ?>) value;
    if (!type.isSealed()) {
      return read(type, map);
    }
    Class<?> kind =
        Arrays.stream(type.getPermittedSubclasses())
            .filter(each -> Kinds.word(each).equals(map.get(KIND)))
            .findFirst()
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
