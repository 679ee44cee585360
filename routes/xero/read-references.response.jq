# Xero's Organisation, Accounts, TaxRates and Currencies to neutral reference data.
# Dates come as /Date(ms+0000)/, midnight UTC of the calendar day. The later of the two lock dates counts.
# AVALARA rates and USSALESTAX cannot be used on invoices made by the API.
def day: capture("Date\\((?<ms>-?[0-9]+)").ms | tonumber / 1000 | todateiso8601 | .[0:10];
{
  organisation: (json("organisation").Organisations[0] | {
    id: .OrganisationID,
    name: .Name,
    country: .CountryCode,
    baseCurrency: .BaseCurrency,
    lockedUntil: ([.PeriodLockDate, .EndOfYearLockDate] | map(select(. != null) | day) | max)
  }),
  accounts: [json("accounts").Accounts[] | select(.Code != null) | {
    code: .Code,
    name: .Name,
    active: (.Status == "ACTIVE"),
    sales: (.Type == "REVENUE" or .Type == "SALES" or .Type == "OTHERINCOME"),
    defaultTaxCode: .TaxType,
    rounding: (.SystemAccount == "ROUNDING")
  }],
  taxRates: [json("taxRates").TaxRates[]
    | select(.TaxType != "AVALARA" and .ReportTaxType != "USSALESTAX") | {
    code: .TaxType,
    name: .Name,
    rate: .EffectiveRate,
    active: (.Status == "ACTIVE"),
    sales: (.CanApplyToRevenue // false)
  }],
  currencies: [json("currencies").Currencies[].Code]
}
