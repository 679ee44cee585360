package io.coportal.sync.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * What {@code docker/Dockerfile} builds starts, is healthy, and starts again with work behind it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImageIT {
  private static final int CONNECTIONS = 1000;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ImageOnHost image;

  @BeforeAll
  static void build() throws Exception {
    image = ImageOnHost.build();
  }

  @AfterAll
  static void end() {
    if (image != null) {
      image.kill();
    }
  }

  @Test
  @Order(1)
  void startsAndIsHealthyByItsOwnHealthCheck() throws Exception {
    Duration start = image.start();

    report("empty", start);
    assertThat(image.healthy()).isTrue();
    assertThat(image.log()).contains("Started CoPortalSync").doesNotContain("[warning]");
    assertThat(image.file("coportal-sync.jsa")).isNotEmptyFile();
    assertThat(image.file(".data/first-api-key")).isNotEmptyFile();
    assertThat(ImageOnHost.training()).doesNotExist();
    image.stop();
  }

  @Test
  @Order(2)
  void servesAThousandConnections() throws Exception {
    String url = "jdbc:h2:file:" + image.file(".data/coportal") + ";MAX_COMPACT_TIME=0";
    try (Connection database = DriverManager.getConnection(url)) {
      ScriptUtils.executeSqlScript(
          database, new ClassPathResource("image/thousand-connections.sql"));
    }

    Duration start = image.start();
    report(CONNECTIONS + " connections", start);
    for (int i = 1; i <= CONNECTIONS; i++) {
      assertThat(connections("workspace-" + i)).contains("Organisation " + i + "\"");
    }
    report(CONNECTIONS + " connections, each asked for once", start);
    image.stop();
  }

  private static void report(String state, Duration start) throws Exception {
    System.out.printf(
        "Image layout, %s: ready after %.1f s, %d MB resident%n",
        state, start.toMillis() / 1000.0, image.memory());
  }

  private static String connections(String workspace) throws Exception {
    String key = Files.readString(image.file(".data/first-api-key")).strip();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(image.address() + "/api/v1/workspaces/" + workspace + "/connections"))
            .header("Authorization", "Bearer " + key)
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
