package io.coportal.sync.routes;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The keys that Java reads: the components of every {@code @ConfigurationProperties} record, down
 * through nested records and maps, and the placeholders of {@code @Value}.
 */
final class SettingsKeys {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z][a-z0-9.-]+)");

  private SettingsKeys() {}

  static Set<String> of(String basePackage, Path sources) throws IOException {
    Set<String> keys = new HashSet<>();
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    scanner.findCandidateComponents(basePackage).stream()
        .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
        .forEach(
            settings ->
                collect(
                    settings.getAnnotation(ConfigurationProperties.class).value(), settings, keys));
    keys.addAll(placeholders(sources));
    return keys;
  }

  private static void collect(String prefix, Class<?> settings, Set<String> keys) {
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

  private static Set<String> placeholders(Path sources) throws IOException {
    Set<String> keys = new HashSet<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        PLACEHOLDER.matcher(Files.readString(file)).results().forEach(k -> keys.add(k.group(1)));
      }
    }
    return keys;
  }
}
