package io.doppel.index.cluster.rest;

import io.doppel.text.Bounds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Who asks a cluster, and which certificates are trusted. Never printed.
public final class ClusterAccess {

  private static final String USER = "DOPPEL_INDEX_USER";
  private static final String PASSWORD = "DOPPEL_INDEX_PASSWORD";
  private static final String API_KEY = "DOPPEL_INDEX_API_KEY";
  static final String CA = "DOPPEL_INDEX_CA";

  /// Behind the name of a variable, that of a file which has the value.
  private static final String FILE = "_FILE";

  private final Optional<String> authorization;
  private final Optional<Path> authority;

  private ClusterAccess(Optional<String> authorization, Optional<Path> authority) {
    this.authorization = authorization;
    this.authority = authority;
  }

  /// What the environment says: `DOPPEL_INDEX_USER` and `DOPPEL_INDEX_PASSWORD`, or `DOPPEL_INDEX_API_KEY`; a password
  /// or a key may stand in a file that `DOPPEL_INDEX_PASSWORD_FILE` or `DOPPEL_INDEX_API_KEY_FILE` names.
  /// `DOPPEL_INDEX_CA` is a file of certificates (PEM) to be trusted instead of those of Java.
  ///
  /// @throws Bounds.Violation if something is missing or too much
  public static ClusterAccess of(Map<String, String> environment) {
    Optional<String> user = value(environment, USER);
    Optional<String> password = secret(environment, PASSWORD);
    Optional<String> key = secret(environment, API_KEY);
    if (user.isPresent() != password.isPresent()) {
      throw new Bounds.Violation("index", "%s and %s belong together, got only one".formatted(USER, PASSWORD));
    }
    if (user.isPresent() && key.isPresent()) {
      throw new Bounds.Violation("index", "a cluster is asked with %s or with %s, got both".formatted(USER, API_KEY));
    }
    Optional<String> basic =
        user.map(name ->
            "Basic "
                + Base64.getEncoder()
                    .encodeToString((name + ":" + password.orElse("")).getBytes(StandardCharsets.UTF_8)));
    return new ClusterAccess(basic.or(() -> key.map(each -> "ApiKey " + each)), value(environment, CA).map(Path::of));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private static Optional<String> secret(Map<String, String> environment, String name) {
    Optional<String> file = value(environment, name + FILE);
    if (file.isEmpty()) {
      return value(environment, name);
    }
    try {
      return Optional.of(Files.readString(Path.of(file.get())).strip());
    } catch (IOException e) {
      throw new Bounds.Violation(
          "index", "%s cannot be read, which %s%s names: %s".formatted(file.get(), name, FILE, e.getMessage()));
    }
  }

  /// The header that says who asks.
  ///
  /// @throws Bounds.Violation if others could read it on the way
  Optional<String> authorization(ClusterAddress address) {
    if (authorization.isPresent() && !address.isPrivate()) {
      throw new Bounds.Violation(
          "index", "a password or key is not sent to %s without TLS; use https".formatted(address));
    }
    return authorization;
  }

  /// What trusts the certificates of the named file, if there is one.
  Optional<SSLContext> trust() {
    return authority.map(ClusterAccess::trust);
  }

  private static SSLContext trust(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new CertificateException("it has no certificate");
      }
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        trusted.setCertificateEntry(Integer.toString(number++), certificate);
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new Bounds.Violation(
          "index", "%s is to name a file of certificates in PEM, but %s: %s".formatted(CA, file, e.getMessage()));
    }
  }

  @Override
  public String toString() {
    return authorization.isPresent() ? "with credentials" : "without credentials";
  }
}
