package io.doppel.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A certificate and its key, as they lie in files.
///
/// @param certificate in PEM, with those that vouch for it behind it
/// @param key its private key, in PEM, not encrypted: PKCS #8, `BEGIN PRIVATE KEY`
public record TlsFiles(Path certificate, Path key) {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final Pattern ANY = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");

  /// What the server keeps them under.
  private static final String ALIAS = "server";

  private static final byte[] SIGNED = "whose key is this".getBytes(StandardCharsets.US_ASCII);

  /// Reads them.
  ///
  /// @throws IOException if one cannot be read, or they do not belong together, with the file and what to do
  KeyStore read() throws IOException {
    Certificate[] chain = chain();
    PrivateKey secret = secret(chain[0].getPublicKey());
    try {
      requirePair(chain[0].getPublicKey(), secret);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, secret, new char[0], chain);
      return store;
    } catch (GeneralSecurityException e) {
      throw new IOException("the key in %s and the certificate in %s are of no use: %s"
          .formatted(key, certificate, e.getMessage()), e);
    }
  }

  private Certificate[] chain() throws IOException {
    try {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)));
      if (all.isEmpty()) {
        throw new IOException("%s holds no certificate in PEM".formatted(certificate));
      }
      return all.toArray(Certificate[]::new);
    } catch (GeneralSecurityException e) {
      throw new IOException("%s holds no certificate in PEM: %s".formatted(certificate, e.getMessage()), e);
    }
  }

  private PrivateKey secret(PublicKey of) throws IOException {
    String text = Files.readString(key, StandardCharsets.ISO_8859_1);
    Matcher found = KEY.matcher(text);
    if (!found.find()) {
      Matcher other = ANY.matcher(text);
      throw new IOException(
          "%s holds %s, and a server reads BEGIN PRIVATE KEY; make it with: openssl pkcs8 -topk8 -nocrypt -in %1$s"
              .formatted(key, other.find() ? other.group(1) : "no key in PEM"));
    }
    try {
      return KeyFactory.getInstance(of.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "%s holds no %s key, as the certificate in %s wants one".formatted(key, of.getAlgorithm(), certificate), e);
    }
  }

  /// A key of another certificate would be noticed by the first client only.
  private void requirePair(PublicKey open, PrivateKey secret) throws GeneralSecurityException, IOException {
    String algorithm =
        switch (open) {
          case RSAPublicKey _ -> "SHA256withRSA";
          case ECPublicKey _ -> "SHA256withECDSA";
          default -> open.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(secret);
    signature.update(SIGNED);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    signature.update(SIGNED);
    if (!signature.verify(signed)) {
      throw new IOException("the key in %s is not that of the certificate in %s".formatted(key, certificate));
    }
  }

  /// Changes whenever one of the files does; says so too where one cannot be looked at.
  String state() {
    return state(certificate) + " " + state(key);
  }

  private static String state(Path file) {
    try {
      // Behind a symbolic link, as certbot has them.
      Path real = file.toRealPath();
      return "%s %s %d".formatted(real, Files.getLastModifiedTime(real), Files.size(real));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
