# QuickBooks' CompanyInfo and Preferences, which the consent's own token has opened, to the one organisation. Its id is
# the callback's: CompanyInfo has an Id of its own that says nothing.
{
  organisations: [json("company").CompanyInfo | {
    id: (json("callback").realmId | tostring),
    name: .CompanyName,
    country: .Country,
    baseCurrency: json("preferences").Preferences.CurrencyPrefs.HomeCurrency.value
  }]
}
