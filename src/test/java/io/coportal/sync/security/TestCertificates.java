package io.coportal.sync.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority that the application is told to trust, and certificates good and bad. */
final class TestCertificates {
  static final String GOOD = "good";

  /** By the trusted authority, for another host. */
  static final String WRONG_HOST = "wrong-host";

  /** By the trusted authority, over since a week. */
  static final String EXPIRED = "expired";

  static final String SELF_SIGNED = "self-signed";

  private static final String AUTHORITY = "authority";
  private static final String PASSWORD = "changeit";

  private final Path keys;
  private final Path trust;

  TestCertificates(Path folder) {
    keys = folder.resolve("keys.p12");
    trust = folder.resolve("trust.p12");
    pair(AUTHORITY, "-ext", "bc:c");
    pair(GOOD, "-signer", AUTHORITY, "-ext", "san=dns:localhost");
    pair(WRONG_HOST, "-signer", AUTHORITY, "-ext", "san=dns:ledger.example");
    pair(EXPIRED, "-signer", AUTHORITY, "-ext", "san=dns:localhost", "-startdate", "-30d");
    pair(SELF_SIGNED, "-ext", "san=dns:localhost");
    Path certificate = folder.resolve("authority.crt");
    keytool(keys, "-exportcert", "-alias", AUTHORITY, "-file", certificate.toString());
    keytool(
        trust, "-importcert", "-noprompt", "-alias", AUTHORITY, "-file", certificate.toString());
  }

  /** What the application trusts, for {@code javax.net.ssl.trustStore}. */
  Path trustStore() {
    return trust;
  }

  String password() {
    return PASSWORD;
  }

  SSLContext identity(String alias) {
    try {
      KeyStore all = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
      KeyStore one = KeyStore.getInstance("PKCS12");
      one.load(null, null);
      one.setKeyEntry(
          alias,
          all.getKey(alias, PASSWORD.toCharArray()),
          PASSWORD.toCharArray(),
          all.getCertificateChain(alias));
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(one, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pair(String alias, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias));
    options.addAll(List.of("-validity", alias.equals(EXPIRED) ? "23" : "60"));
    options.addAll(List.of(more));
    keytool(keys, options.toArray(String[]::new));
  }

  private static void keytool(Path store, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Path output = store.resolveSibling("keytool.log");
    try {
      int exit =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
      assertThat(exit).as("%s%n%s", command, Files.readString(output)).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
