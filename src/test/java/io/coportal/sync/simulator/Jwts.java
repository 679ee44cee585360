package io.coportal.sync.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * Signs tokens with a key made once for all simulators of this process, because making one is slow.
 */
public final class Jwts {
  private static final String KEY_ID = "simulator";

  private static final KeyPair KEYS = keys();

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has RSA", impossible);
    }
  }

  public String sign(ObjectNode claims) {
    var header = object().put("alg", "RS256").put("kid", KEY_ID).put("typ", "JWT");
    var content = encoded(header) + "." + encoded(claims);
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(KEYS.getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + encoded(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK signs with RSA", impossible);
    }
  }

  /** The public key as a JSON Web Key Set. */
  public ObjectNode keySet() {
    var key = (RSAPublicKey) KEYS.getPublic();
    var set = object();
    set.putArray("keys")
        .addObject()
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "RS256")
        .put("kid", KEY_ID)
        .put("n", encoded(unsigned(key.getModulus())))
        .put("e", encoded(unsigned(key.getPublicExponent())));
    return set;
  }

  private static byte[] unsigned(BigInteger number) {
    var bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String encoded(ObjectNode json) {
    return encoded(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
