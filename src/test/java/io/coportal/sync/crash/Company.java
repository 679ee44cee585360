package io.coportal.sync.crash;

/** A workspace with the money of its country. */
record Company(String workspace, String country, String currency, int taxPercent) {
  static final Company BRITISH = new Company("uk-studio", "GB", "GBP", 20);
  static final Company AUSTRALIAN = new Company("au-freelance", "AU", "AUD", 10);
  static final Company NEW_ZEALAND = new Company("nz-collective", "NZ", "NZD", 15);

  String json() {
    return """
        {"name": "Harbour Studio Ltd", "country": "%s", "baseCurrency": "%s",
         "paymentTermDays": 30, "taxRegistered": true}"""
        .formatted(country, currency);
  }
}
