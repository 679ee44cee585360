# QuickBooks' ExchangeRate to the rate.
{ rate: (.json | objects | .ExchangeRate.Rate) }
