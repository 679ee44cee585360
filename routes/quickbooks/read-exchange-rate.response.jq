# QuickBooks' ExchangeRate to the rate.
{ rate: .ExchangeRate.Rate }
