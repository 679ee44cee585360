package io.coportal.sync.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The one way this project reads and writes JSON: amounts are {@link java.math.BigDecimal} from
 * byte to byte. Jackson's defaults would turn {@code 100.00} into {@code 1E+2}.
 */
@Configuration(proxyBeanMethods = false)
public class ExactJson {
  private static final int MAX_NESTING = 50;
  private static final int MAX_NUMBER_LENGTH = 64;

  /** Found once: each search opens every library on the class path. */
  private static final List<Module> MODULES = MapperBuilder.findModules();

  private static final ObjectReader READER =
      mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A mapper for code outside the Spring context, equal to the one inside it. */
  public static ObjectMapper mapper() {
    return exact(JsonMapper.builder().addModules(MODULES).build());
  }

  /**
   * Reads what strangers wrote. Nothing but JSON failures come out of it: Jackson itself lets an
   * exponent that is too long to be counted escape as a fault of ours.
   *
   * @return a missing node for an empty text
   * @throws JsonProcessingException when the text is not one JSON value, or is beyond the limits
   */
  public static JsonNode read(String text) throws JsonProcessingException {
    try {
      return READER.readTree(text);
    } catch (NumberFormatException | ArithmeticException noNumber) {
      throw new JsonParseException(null, "A number is too large", noNumber);
    }
  }

  @Bean
  Jackson2ObjectMapperBuilderCustomizer exactDecimals() {
    return builder -> builder.postConfigurer(ExactJson::exact);
  }

  private static ObjectMapper exact(ObjectMapper mapper) {
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_NESTING)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .build());
    mapper
        .getFactory()
        .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
    mapper
        .getFactory()
        .configure(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN.mappedFeature(), true);
    mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    mapper.setConfig(
        mapper
            .getDeserializationConfig()
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES));
    return mapper;
  }
}
