package io.coportal.sync.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Refuses keys of ours that nothing reads: a slip of the pen would leave the default in force, and
 * nobody would know. In the environment, which others fill as well, they are only told.
 */
@Component
class UnknownKeys {
  private static final Logger LOG = LoggerFactory.getLogger(UnknownKeys.class);
  private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("coportal");
  private static final Pattern IN_ROUTES = Pattern.compile("\\{\\{\\??(coportal\\.[a-z0-9.-]+)");
  private static final Pattern ENVIRONMENT = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");

  /** A part of a key that the environment chooses. */
  private static final Pattern CHOICE = Pattern.compile("\\$\\{[A-Z][A-Z0-9_]*(:[^${}]*)?}");

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(coportal\\.[^:}]*)");
  private static final Set<String> SHARED_WITH_OTHERS =
      Set.of(
          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
          StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

  UnknownKeys(
      ApplicationContext context,
      ConfigurableEnvironment environment,
      @Value("${routes.base}") String routesBase)
      throws IOException {
    Set<String> inRoutes = inRoutes(context, routesBase);
    if (inRoutes.isEmpty()) {
      // Not the folder of the routes, which is refused in words of its own.
      return;
    }
    Set<String> known = new LinkedHashSet<>(inRoutes);
    known.addAll(bound(context));
    sources(environment).forEach(source -> known.addAll(references(source)));
    Pattern pattern =
        Pattern.compile(known.stream().map(UnknownKeys::regex).collect(Collectors.joining("|")));
    sources(environment).forEach(source -> check(source, pattern));
  }

  private static void check(PropertySource<?> source, Pattern known) {
    if (ConfigurationPropertySource.from(source)
        instanceof IterableConfigurationPropertySource keys) {
      keys.stream()
          .filter(OURS::isAncestorOf)
          .filter(key -> !known.matcher(uniform(key)).matches())
          .forEach(key -> tell(source, keys, key));
    }
  }

  private static void tell(
      PropertySource<?> source,
      IterableConfigurationPropertySource keys,
      ConfigurationPropertyName key) {
    if (SHARED_WITH_OTHERS.contains(source.getName())) {
      LOG.warn("{} is set in the {}, but nothing reads it", key, source.getName());
      return;
    }
    throw new StartRefused(
        "%s is set (%s), but nothing reads it."
            .formatted(key, keys.getConfigurationProperty(key).getOrigin()),
        "Compare its name with config/application.yaml and the folders beside it; if it is not"
            + " needed, take it out.");
  }

  private static Stream<PropertySource<?>> sources(ConfigurableEnvironment environment) {
    return environment.getPropertySources().stream()
        .filter(
            source -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
        .filter(EnumerablePropertySource.class::isInstance);
  }

  private static Set<String> inRoutes(ApplicationContext context, String routesBase)
      throws IOException {
    Set<String> keys = new LinkedHashSet<>();
    for (Resource file : context.getResources(routesBase + "/**/*.camel.yaml")) {
      IN_ROUTES
          .matcher(file.getContentAsString(StandardCharsets.UTF_8))
          .results()
          .forEach(key -> keys.add(key.group(1)));
    }
    return keys;
  }

  private static Set<String> bound(ApplicationContext context) {
    Set<String> keys = new LinkedHashSet<>();
    for (String bean : context.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
      Class<?> type = context.getType(bean);
      if (type.isRecord()) {
        BoundKeys.collect(type.getAnnotation(ConfigurationProperties.class).value(), type, keys);
      }
    }
    return keys;
  }

  private static Set<String> references(PropertySource<?> source) {
    Set<String> keys = new LinkedHashSet<>();
    for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
      if (source.getProperty(name) instanceof CharSequence value) {
        ENVIRONMENT
            .matcher(value)
            .results()
            .forEach(found -> keys.add(found.group(1).toLowerCase(Locale.ROOT).replace('_', '.')));
        REFERENCE
            .matcher(CHOICE.matcher(value).replaceAll("*"))
            .results()
            .forEach(found -> keys.add(found.group(1)));
      }
    }
    return keys;
  }

  /** Lower case, without hyphens and without the numbers of a list. */
  private static String uniform(ConfigurationPropertyName key) {
    return IntStream.range(0, key.getNumberOfElements())
        .filter(i -> !key.isNumericIndex(i))
        .mapToObj(i -> key.getElement(i, Form.UNIFORM))
        .collect(Collectors.joining("."));
  }

  private static String regex(String key) {
    return Arrays.stream(key.toLowerCase(Locale.ROOT).replace("-", "").split("\\."))
        .map(
            element ->
                Arrays.stream(element.split("\\*", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining("[^.]+")))
        .collect(Collectors.joining("\\."));
  }
}
