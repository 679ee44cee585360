package io.coportal.sync.invoice;

/**
 * A client's postal address; every member may be null.
 *
 * @param region state, province or county
 * @param country ISO 3166-1 alpha-2
 */
public record Address(
    String line1, String line2, String city, String region, String postalCode, String country) {}
