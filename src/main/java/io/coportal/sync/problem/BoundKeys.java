package io.coportal.sync.problem;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The keys that a settings record reads, {@code *} for a name that the configuration chooses. */
final class BoundKeys {
  private BoundKeys() {}

  static void collect(String prefix, Class<?> settings, Set<String> keys) {
    for (RecordComponent component : settings.getRecordComponents()) {
      collect(prefix + "." + kebab(component.getName()), component.getGenericType(), keys);
    }
  }

  private static void collect(String key, Type type, Set<String> keys) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      collect(key + ".*", generic.getActualTypeArguments()[1], keys);
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      collect(key, plain, keys);
    } else {
      keys.add(key);
    }
  }

  private static String kebab(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
