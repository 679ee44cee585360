package io.coportal.sync.bench;

/**
 * A workspace and the organisation it is connected to.
 *
 * @param settings of the connection, as JSON
 */
record Books(
    String workspace,
    String country,
    String currency,
    int taxPercent,
    String organisation,
    String settings) {

  String json() {
    return """
        {"name": "%s", "country": "%s", "baseCurrency": "%s", "paymentTermDays": 30,
         "taxRegistered": true}"""
        .formatted(workspace, country, currency);
  }
}
