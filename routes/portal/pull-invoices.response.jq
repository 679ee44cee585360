# CoPortal's page of changed invoices to ours. Amounts pass through digit for digit. An invoice that cannot even be
# mapped comes out as null: it is refused alone, and the page goes on. An unknown word passes and is refused by name.
def known: with_entries(select(.value != null));
def status: { DRAFT: "draft", SENT: "sent", AWAITING_CONFIRMATION: "awaiting_confirmation", PAID: "paid",
  CANCELLED: "cancelled" }[.] // .;
def reason: if . == null then null else ({ STANDARD: "standard", REDUCED: "reduced", EXEMPT: "exempt",
  ZERO_RATED_EXPORT: "zero_rated_export", OUT_OF_SCOPE: "out_of_scope", NOT_REGISTERED: "not_registered" }[.] // .) end;
def address: {
  line1: .street,
  line2: .street_2,
  city: .city,
  region: .province,
  postalCode: .postcode,
  country: .country_code
} | known;
def client: {
  clientId: .id,
  name: .display_name,
  email: .email_address,
  company: .company_name,
  phone: .phone_number,
  taxNumber: .vat_number,
  country: .country_code,
  address: (if .billing_address == null then null else (.billing_address | address) end)
} | known;
def line: {
  lineId: .id,
  description: .details,
  quantity: .qty,
  unitPrice: .price,
  taxRate: .vat_percent,
  taxReason: (.vat_category | reason)
} | known;
def invoice: {
  version: .revision,
  number: .invoice_no,
  status: (.state | status),
  issueDate: .issued_on,
  dueDate: .due_on,
  currency: .currency_code,
  client: (.customer | client),
  lines: [.items[] | line],
  taxRate: .vat_percent,
  taxReason: (.vat_category | reason),
  subtotal: .net_amount,
  taxTotal: .vat_amount,
  total: .gross_amount,
  reference: .po_number,
  url: .public_url
} | known;
{
  next: .next_cursor,
  more: .has_more,
  changes: [.data[] | {
    workspace: (.workspace_id? // null),
    id: (.id? // null),
    invoice: (try invoice catch null)
  }]
}
