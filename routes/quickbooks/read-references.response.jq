# QuickBooks' CompanyInfo, Preferences, Items, TaxCodes, TaxRates and CompanyCurrencies to neutral reference data.
# An invoice line names a service item, and that its income account: so items are the accounts.
# A code is made of rates, each with its periods; dates come with Pacific time, their day is meant. The two codes of the
# United States have no rate: tax comes with the invoice, or by address. They also come without Active.
def rows($variable; $entity): json($variable) | .QueryResponse // {} | .[$entity] // [] | .[];
def day: if . == null or . == "" then null else .[0:10] end;
def periods: (.EffectiveTaxRate // [] | map({ rate: .RateValue, from: (.EffectiveDate | day), until: (.EndDate | day) })
  | select(length > 0)) // [{ rate: .RateValue, from: null, until: null }];
def forSales: (.Active != false)
  and ([.SpecialTaxType] | inside(["REVERSE_CHARGE", "FOREIGN_TAX"]) | not)
  and ([.DisplayType] | inside(["HideInTransactionForms", "HideInAll"]) | not);
first(rows("company"; "CompanyInfo")) as $company
| first(rows("preferences"; "Preferences")) as $preferences
| ([rows("taxRates"; "TaxRate") | { key: .Id, value: . }] | from_entries) as $rates
| ($company.Country == "US") as $american
| $preferences.CurrencyPrefs.HomeCurrency.value as $home
| {
  organisation: {
    name: $company.CompanyName,
    country: $company.Country,
    baseCurrency: $home,
    lockedUntil: ($preferences.AccountingInfoPrefs.BookCloseDate | day),
    ownNumbers: ($preferences.SalesFormsPrefs.CustomTxnNumbers == true),
    taxed: ($preferences.TaxPrefs.UsingSalesTax == true),
    taxCalculated: ($american | not),
    findsTaxItself: ($american and $preferences.TaxPrefs.PartnerTaxEnabled == true)
  },
  accounts: [rows("items"; "Item") | {
    code: .Id,
    name: ([.FullyQualifiedName // .Name, .IncomeAccountRef.name] | map(select(. != null)) | join(" → ")),
    active: (.Active != false),
    sales: (.Type == "Service" and .IncomeAccountRef.value != null),
    defaultTaxCode: .SalesTaxCodeRef.value
  }],
  taxRates: (
    if $american then [
      { code: "TAX", name: "Taxable", rate: null, active: true, sales: true, anyRate: true },
      { code: "NON", name: "Non-taxable", rate: 0, active: true, sales: true }
    ]
    else [rows("taxCodes"; "TaxCode")
      | (.SalesTaxRateList.TaxRateDetail // [] | sort_by(.TaxOrder // 0)) as $details
      | ($details | map($rates[.TaxRateRef.value])) as $found | {
      code: .Id,
      name: .Name,
      rate: null,
      active: (.Active != false),
      sales: ((.Hidden != true) and ($details | length > 0)
        and ($found | all(. != null and forSales))
        and ($details | all(.TaxTypeApplicable != "TaxOnTax"))),
      components: [$details[] | select($rates[.TaxRateRef.value] != null) | {
        id: .TaxRateRef.value,
        compound: (.TaxTypeApplicable == "TaxOnAmountPlusTax"),
        periods: ($rates[.TaxRateRef.value] | periods)
      }]
    }]
    end),
  currencies: ([$home, (select($preferences.CurrencyPrefs.MultiCurrencyEnabled == true)
    | rows("currencies"; "CompanyCurrency") | select(.Active != false).Code)] | unique)
}
