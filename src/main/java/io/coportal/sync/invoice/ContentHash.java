package io.coportal.sync.invoice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Whether two versions of an invoice say the same. */
public final class ContentHash {
  private ContentHash() {}

  /**
   * SHA-256, in hex, over all but {@code version} and {@code status}: what CoPortal's status does
   * is no change of the invoice. 1 and 1.00 are the same amount.
   */
  public static String of(Invoice invoice) {
    ObjectNode content = (ObjectNode) JsonText.tree(invoice);
    content.remove(List.of("version", "status"));
    return sha256(JsonText.compact(normalised(content)));
  }

  private static JsonNode normalised(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(normalised(member.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, normalised(array.get(i)));
      }
    } else if (node.isNumber()) {
      BigDecimal number = node.decimalValue().stripTrailingZeros();
      return DecimalNode.valueOf(number.scale() < 0 ? number.setScale(0) : number);
    }
    return node;
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
