package io.coportal.sync.problem;

/** Settings that cannot work, one a line, each with a part of the sentence that refuses it. */
final class RefusedSettings {
  /** Refused for what they say of files, addresses, routes and databases, and one of each check. */
  static final String OF_THE_WHOLE =
      """
      server.port=http                                      | Invalid value 'http' for configuration property 'server.port'
      server.address=0.0.0.0                                | server.address is not a loopback address
      routes.base=file:nowhere                              | routes.base is file:nowhere
      spring.datasource.url=jdbc:h2:data/coportal           | The database cannot be used
      spring.datasource.url=jdbc:postgresql://127.0.0.1:1/x | The database cannot be used
      coportal.encryption.keyset-file=pom.xml               | The encryption keyset pom.xml cannot be read
      coportal.encryption.keyset-file=/proc/x/keyset        | /proc/x/keyset cannot be written
      coportal.security.first-key-file=/proc/x/key          | /proc/x/key cannot be written
      coportal.security.first-key-file=pom.xml              | The file pom.xml is there already
      coportal.retry.max-attempts=0                         | coportal.retry.max-attempts is 0
      coportal.portal.pull.mapping=file:nowhere.jq          | The route pull-page cannot start
      coportal.portal.report.mapping=file:nowhere.jq        | The route report-sync cannot start
      coportal.portal.auth-key=                             | there is no key for CoPortal
      coportal.ledgers.xero.limits.organisation-day.calls=3 | coportal.ledgers.xero.limits.organisation-day.calls is 3
      coportal.ledgers.xero.rules.roundings=down            | coportal.ledgers.xero.rules.roundings
      coportal.ledgers.xerro.rules.number-length=20         | coportal.ledgers.xerro.
      """;

  /** Refused by the records and checks that read them, whatever else is there. */
  static final String BY_THEMSELVES =
      """
      server.port=99999                                           | server.port is 99999
      management.server.port=-7                                   | management.server.port is -7
      management.server.address=0.0.0.0                           | management.server.address is not a loopback
      coportal.idempotency-key.retention=0s                       | coportal.idempotency-key.retention is PT0S
      coportal.contacts.index-max-age=0s                          | coportal.contacts.index-max-age is PT0S
      coportal.security.jwt.issuer=https://login.example.com      | only some are set
      coportal.poll.auto-sync-cron=every minute                   | coportal.poll.auto-sync-cron is every minute
      coportal.connect.public-url=localhost:8080                  | coportal.connect.public-url is localhost:8080
      coportal.security.request-burst=-1                          | coportal.security.request-burst is -1
      coportal.largest-answer=0B                                  | coportal.largest-answer is 0
      coportal.sweep.period=soon                                  | coportal.sweep.period
      coportal.ledgers.xero.display-name=                         | coportal.ledgers.xero.display-name is empty
      coportal.calls.kept-for-clicks=-1                           | coportal.calls.kept-for-clicks is -1
      coportal.circuit.failures=0                                 | coportal.circuit.failures is 0
      coportal.contacts.index-fresh-for=soon                      | coportal.contacts.index-fresh-for
      coportal.security.requests-per-second=0                     | coportal.security.requests-per-second is 0
      coportal.security.allow-remote=maybe                        | coportal.security.allow-remote
      coportal.sweep.period=-1                                    | coportal.sweep.period is -1
      coportal.redelivery.delay=-5                                | coportal.redelivery.delay is -5
      coportal.retry.first-delay=-5s                              | coportal.retry.first-delay is PT-5S
      coportal.retry.longest-delay=soon                           | coportal.retry.longest-delay
      coportal.connect.link-lifetime=0s                           | coportal.connect.link-lifetime is PT0S
      coportal.largest-answer=lots                                | coportal.largest-answer
      coportal.sweep.period=                                      | coportal.sweep.period
      coportal.redelivery.delay=5s                                | coportal.redelivery.delay
      coportal.retry.longest-delay=                               | coportal.retry.longest-delay is missing
      coportal.poll.auto-sync-cron=                               | coportal.poll.auto-sync-cron is
      coportal.connect.public-url=ftp://sync.example.com          | coportal.connect.public-url is ftp
      coportal.connect.return-to=app.example.com                  | coportal.connect.return-to holds app.example.com
      coportal.portal.pull.enabled=maybe                          | coportal.portal.pull.enabled is maybe
      coportal.portal.pull.cron=hourly                            | coportal.portal.pull.cron is hourly
      coportal.portal.pull.path=v1/invoices                       | coportal.portal.pull.path is no path
      coportal.portal.pull.limit-parameter=                       | coportal.portal.pull.limit-parameter is empty
      coportal.portal.pull.cursor-parameter=                      | coportal.portal.pull.cursor-parameter is empty
      coportal.portal.pull.since=yesterday                        | coportal.portal.pull.since is yesterday
      coportal.portal.pull.page-size=0                            | coportal.portal.pull.page-size is 0
      coportal.portal.pull.pages-per-tick=many                    | coportal.portal.pull.pages-per-tick
      coportal.portal.report.enabled=maybe                        | coportal.portal.report.enabled is maybe
      coportal.portal.report.period=0                             | coportal.portal.report.period is 0
      coportal.portal.report.path=                                | coportal.portal.report.path is no path
      coportal.portal.report.path=/v1/{workspace}/{invoice}       | coportal.portal.report.path names no {provider}
      coportal.portal.auth-header=                                | coportal.portal.auth-header is empty
      coportal.portal.base-url=nowhere                            | coportal.portal.base-url is no address
      coportal.portal.response-timeout-ms=-1                      | coportal.portal.response-timeout-ms is -1
      coportal.portal.longest-answer=-1MB                         | coportal.portal.longest-answer is -
      coportal.ledgers.xero.api-base-url=api.example.com          | coportal.ledgers.xero.api-base-url is no address
      coportal.ledgers.xero.revocation-uri=gopher://x             | coportal.ledgers.xero.revocation-uri is no address
      coportal.ledgers.xero.pkce=perhaps                          | coportal.ledgers.xero.pkce
      coportal.ledgers.xero.access-token-refresh-ahead=-1m        | coportal.ledgers.xero.access-token-refresh-ahead is
      coportal.ledgers.xero.refresh-token-lifetime=0d             | coportal.ledgers.xero.refresh-token-lifetime is
      coportal.ledgers.xero.response-timeout-ms=0                 | coportal.ledgers.xero.response-timeout-ms is 0
      coportal.ledgers.xero.response-timeout-ms=100s              | coportal.ledgers.xero.response-timeout-ms
      coportal.ledgers.xero.batch.invoices=0                      | coportal.ledgers.xero.batch.invoices is 0
      coportal.ledgers.xero.batch.contacts=-1                     | coportal.ledgers.xero.batch.contacts is -1
      coportal.ledgers.xero.batch.bytes=0B                        | coportal.ledgers.xero.batch.bytes is 0
      coportal.ledgers.xero.batch.slow=0s                         | coportal.ledgers.xero.batch.slow is PT0S
      coportal.ledgers.xero.batch.first=51                        | coportal.ledgers.xero.batch.first is 51, more than
      coportal.ledgers.xero.limits.day.per=24h                    | coportal.ledgers.xero.limits.day.calls is 0
      coportal.ledgers.xero.limits.hour.calls=9                   | coportal.ledgers.xero.limits.hour.per is missing
      coportal.ledgers.xero.limits.organisation-day.header=       | coportal.ledgers.xero.limits.organisation-day.header is empty
      coportal.ledgers.xero.limits.organisation-day.scope=planet  | coportal.ledgers.xero.limits.organisation-day.scope
      coportal.ledgers.xero.limit-answers.pause=0s                | coportal.ledgers.xero.limit-answers.pause is
      coportal.ledgers.xero.limit-answers.application=            | coportal.ledgers.xero.limit-answers.application is empty
      coportal.circuit.first-probe=0s                             | coportal.circuit.first-probe is
      coportal.ledgers.xero.forecast.reference-calls=-1           | coportal.ledgers.xero.forecast.reference-calls is -1
      coportal.backfill.period=0                                  | coportal.backfill.period is 0
      coportal.ledgers.xero.rules.amount-decimals=-1              | coportal.ledgers.xero.rules.amount-decimals is -1
      coportal.ledgers.xero.rules.quantity-decimals=99            | coportal.ledgers.xero.rules.quantity-decimals is 99
      coportal.ledgers.xero.rules.price-decimals=few              | coportal.ledgers.xero.rules.price-decimals
      coportal.ledgers.xero.rules.pushes=                         | coportal.ledgers.xero.rules.pushes is empty
      coportal.ledgers.xero.rules.pushes=shipped                  | coportal.ledgers.xero.rules.pushes
      coportal.ledgers.xero.rules.references-max-age=0s           | coportal.ledgers.xero.rules.references-max-age is
      coportal.ledgers.xero.rules.replay-after=-1s                | coportal.ledgers.xero.rules.replay-after is
      coportal.ledgers.xero.rules.replay-window=-1s               | coportal.ledgers.xero.rules.replay-window is
      coportal.ledgers.xero.rules.look-up-after=-1s               | coportal.ledgers.xero.rules.look-up-after is
      coportal.ledgers.xero.rules.redeliver-unanswered=mostly     | coportal.ledgers.xero.rules.redeliver-unanswered
      coportal.ledgers.xero.rules.marker-url=                     | coportal.ledgers.xero.rules.marker-url is empty
      coportal.ledgers.xero.rules.invoice-url=go.example.com/{id} | coportal.ledgers.xero.rules.invoice-url is no address
      coportal.ledgers.xero.rules.organisation-header=            | coportal.ledgers.xero.rules.organisation-header is empty
      coportal.ledgers.xero.rules.number-length=0                 | coportal.ledgers.xero.rules.number-length is 0
      coportal.ledgers.xero.rules.description-length=0            | coportal.ledgers.xero.rules.description-length is 0
      coportal.ledgers.xero.rules.holds-drafts=never              | coportal.ledgers.xero.rules.holds-drafts
      coportal.ledgers.xero.rules.checks-version=never            | coportal.ledgers.xero.rules.checks-version
      coportal.ledgers.xero.rules.states-exchange-rate=never      | coportal.ledgers.xero.rules.states-exchange-rate
      coportal.ledgers.xero.rules.contacts.per-currency=never     | coportal.ledgers.xero.rules.contacts.per-currency
      coportal.ledgers.xero.rules.contacts.shares-names=some      | coportal.ledgers.xero.rules.contacts.shares-names
      coportal.ledgers.xero.rules.contacts.name-length=0          | coportal.ledgers.xero.rules.contacts.name-length is 0
      coportal.retry.max-atempts=5                                | coportal.retry.max-atempts is set
      coportal.retries.max-attempts=5                             | coportal.retries.max-attempts is set
      coportal.ledgers.xero.rules.replay-windw=5m                 | coportal.ledgers.xero.rules.replay-windw is set
      coportal.portal.pull.chron=0 * * * * ?                      | coportal.portal.pull.chron is set
      """;

  private RefusedSettings() {}
}
