package io.coportal.sync.ledger;

import io.coportal.sync.invoice.Client;
import io.coportal.sync.json.Hashes;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a ledger was told of a client, by a hash of each detail: enough to see what CoPortal has
 * changed since, and only that is told again.
 *
 * @param hashes empty texts for what the client does not have; a detail that is missing was not
 *     kept yet
 */
record ToldDetails(Map<ClientDetail, String> hashes) {
  private static final int HEX_DIGITS = 16;

  ToldDetails {
    hashes = Map.copyOf(hashes);
  }

  static ToldDetails of(Client client) {
    Map<ClientDetail, String> hashes = new EnumMap<>(ClientDetail.class);
    for (ClientDetail detail : ClientDetail.values()) {
      String text = detail.of(client);
      hashes.put(detail, text.isEmpty() ? "" : Hashes.sha256(text).substring(0, HEX_DIGITS));
    }
    return new ToldDetails(hashes);
  }

  /**
   * @param stored as {@link #stored} gave it
   */
  static ToldDetails read(String stored) {
    return new ToldDetails(
        Arrays.stream(stored.split(" "))
            .map(detail -> detail.split("=", 2))
            .collect(Collectors.toMap(detail -> ClientDetail.valueOf(detail[0]), d -> d[1])));
  }

  String stored() {
    return hashes.keySet().stream()
        .sorted()
        .map(detail -> detail + "=" + hashes.get(detail))
        .collect(Collectors.joining(" "));
  }

  /**
   * Those that the client has and that the ledger was told otherwise. What CoPortal no longer has
   * stays in the ledger, where it may be a bookkeeper's.
   */
  Set<ClientDetail> changed(Client client) {
    ToldDetails now = of(client);
    Set<ClientDetail> changed = EnumSet.noneOf(ClientDetail.class);
    hashes.forEach(
        (detail, told) -> {
          String hash = now.hashes.get(detail);
          if (!hash.isEmpty() && !hash.equals(told)) {
            changed.add(detail);
          }
        });
    return changed;
  }

  /** After these have been told as the client has them now. */
  ToldDetails with(Collection<ClientDetail> told, Client client) {
    Map<ClientDetail, String> after = new EnumMap<>(of(client).hashes);
    hashes.forEach(
        (detail, hash) -> {
          if (!told.contains(detail)) {
            after.put(detail, hash);
          }
        });
    return new ToldDetails(after);
  }
}
