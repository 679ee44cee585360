package io.coportal.sync.simulator.quickbooks;

import java.util.Locale;

/** Ends a request, or an item of a batch, with a fault. */
final class Refusal extends RuntimeException {
  private static final String INACTIVE =
      "Something you're trying to use has been made inactive. Check the fields with accounts,"
          + " customers, items, vendors or employees.";

  private final int status;
  private final String code;
  private final String summary;
  private final String detail;
  private final String element;

  private Refusal(int status, String code, String summary, String detail, String element) {
    super(code + " " + detail);
    this.status = status;
    this.code = code;
    this.summary = summary;
    this.detail = detail;
    this.element = element;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  /** The short text, {@code Message} of the fault. */
  String summary() {
    return summary;
  }

  String detail() {
    return detail;
  }

  String element() {
    return element;
  }

  static Refusal of(String code, String summary, String detail) {
    return of(code, summary, detail, "");
  }

  static Refusal of(String code, String summary, String detail, String element) {
    return new Refusal(400, code, summary, detail, element);
  }

  static Refusal withStatus(int status, String code, String summary, String detail) {
    return new Refusal(status, code, summary, detail, "");
  }

  static Refusal wrongPath() {
    return withStatus(404, "", "", "");
  }

  static Refusal unsupported(String what) {
    return of("500", "Unsupported Operation", "Operation " + what + " is not supported.");
  }

  static Refusal required(String member) {
    return of(
        "2020",
        "Required param missing, need to supply the required value for the API",
        "Required parameter " + member + " is missing in the request",
        member);
  }

  static Refusal unreadable(String detail) {
    return of("2010", "Request has invalid or unsupported property", detail);
  }

  static Refusal tooLong(int longest, int length, String member) {
    return of(
        "2050",
        "String length specified does not match the supported length.",
        "String length specified does not match the supported length. Min:0 Max:%d supported. Supplied length:%d"
            .formatted(longest, length),
        member);
  }

  static Refusal invalid(String code, String what, String value) {
    return of(code, "Invalid " + what, "Invalid " + what + " : " + value);
  }

  static Refusal invalidId(String value) {
    return of(
        "2030",
        "Invalid ID",
        "Invalid ID : Id should be a valid number. Supplied value:" + value,
        "Id");
  }

  static Refusal email(String member) {
    return of(
        "2210",
        "Email Address does not conform to the syntax rules of RFC 822.",
        "Email Address does not conform to the syntax rules of RFC 822.",
        member);
  }

  static Refusal notFound() {
    return of("610", "Object Not Found", "Object Not Found : " + INACTIVE);
  }

  static Refusal deleted() {
    return of(
        "610", "Object Not Found", "Object Not Found: Another user has deleted this transaction.");
  }

  static Refusal badReference(String what, String id) {
    return of(
        "2500",
        "Invalid Reference Id",
        "Invalid Reference Id : %s element id %s not found".formatted(what, id),
        "Reference Id");
  }

  static Refusal stale() {
    return of(
        "5010",
        "Stale Object Error",
        "Stale Object Error : You and root were working on this at the same time. root finished"
            + " before you did, so your work was not saved.");
  }

  static Refusal business(String detail) {
    return of(
        "6000",
        "A business validation error has occurred while processing your request",
        "Business Validation Error: " + detail);
  }

  static Refusal amount(Object supplied) {
    return of(
        "6070",
        "Amount calculation incorrect in the request",
        "Amount calculation incorrect in the request. Amount is not equal to UnitPrice * Qty."
            + " Supplied value:"
            + String.format(Locale.ROOT, "%,.2f", supplied));
  }

  static Refusal duplicateNumber(String number, String holder) {
    return of(
        "6140",
        "Duplicate Document Number Error",
        "Duplicate Document Number Error : You must specify a different number. This number has"
            + " already been used. DocNumber=%s is assigned to TxnType=Invoice with TxnId=%s"
                .formatted(number, holder));
  }

  static Refusal closedPeriod() {
    return of(
        "6210",
        "Account Period Closed, Cannot Update Through Services API",
        "The account period has closed and the account books cannot be updated through through the"
            + " QBO Services API. Please use the QBO website to make these changes.");
  }

  static Refusal duplicateName() {
    return of(
        "6240",
        "Duplicate Name Exists Error",
        "The name supplied already exists. : Another customer, vendor or employee is already using"
            + " this \nname. Please use a different name.");
  }
}
