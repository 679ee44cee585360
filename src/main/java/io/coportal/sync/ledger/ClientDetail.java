package io.coportal.sync.ledger;

import io.coportal.sync.invoice.Address;
import io.coportal.sync.invoice.Client;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of a client stands on a contact of the ledger. */
public enum ClientDetail {
  NAME("name", Client::name),
  EMAIL("email", Client::email),
  COMPANY("company", Client::company),
  PHONE("phone", Client::phone),
  TAX_NUMBER("taxNumber", Client::taxNumber),
  ADDRESS("address", client -> lines(client.address()));

  private final String member;
  private final Function<Client, String> text;

  ClientDetail(String member, Function<Client, String> text) {
    this.member = member;
    this.text = text;
  }

  /** Its name where clients are JSON. */
  String member() {
    return member;
  }

  /** Empty when the client has none. */
  String of(Client client) {
    return Objects.requireNonNullElse(text.apply(client), "").strip();
  }

  private static String lines(Address address) {
    return address == null
        ? ""
        : Stream.of(
                address.line1(),
                address.line2(),
                address.city(),
                address.region(),
                address.postalCode(),
                address.country())
            .map(line -> Objects.requireNonNullElse(line, "").strip())
            .collect(Collectors.joining("\n"));
  }
}
