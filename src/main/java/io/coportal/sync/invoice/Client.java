package io.coportal.sync.invoice;

/**
 * Whom the invoice is for. All but {@code clientId} and {@code name} may be null.
 *
 * @param clientId CoPortal's immutable id of the client, unique within the workspace
 * @param taxNumber VAT, GST or other tax registration as printed on the invoice
 * @param country ISO 3166-1 alpha-2
 */
public record Client(
    String clientId,
    String name,
    String email,
    String company,
    String phone,
    String taxNumber,
    String country,
    Address address) {}
