package io.coportal.sync.simulator.quickbooks;

/** The members of objects that several entities hold, after the 2026 schema. */
final class Shapes {
  static final int ANY = 4000;

  static final Shape REFERENCE =
      Shape.of("ReferenceType").text(ANY, "value").ignored("name", "type");

  static final Shape EMAIL =
      Shape.of("EmailAddress").text(100, "Address").ignored("Id", "Default", "Tag");

  static final Shape MEMO = Shape.of("MemoRef").text(1000, "value").ignored("id");

  static final Shape PHONE =
      Shape.of("TelephoneNumber")
          .text(30, "FreeFormNumber")
          .ignored(
              "Id",
              "DeviceType",
              "CountryCode",
              "AreaCode",
              "ExchangeCode",
              "Extension",
              "Default",
              "Tag");

  static final Shape WEB =
      Shape.of("WebSiteAddress").text(1000, "URI").ignored("Id", "Default", "Tag");

  static final Shape ADDRESS =
      Shape.of("PhysicalAddress")
          .text(500, "Line1", "Line2", "Line3", "Line4", "Line5")
          .text(255, "City", "Country", "CountrySubDivisionCode", "CountryCode", "County")
          .text(30, "PostalCode", "PostalCodeSuffix", "Lat", "Long")
          .ignored("Id", "Tag", "Note");

  static final Shape CUSTOM_FIELD =
      Shape.of("CustomField")
          .text(31, "DefinitionId", "Name", "Type", "StringValue")
          .ignored("BooleanValue", "DateValue", "NumberValue");

  private Shapes() {}

  /** A whole entity: what all have in common. */
  static Shape entity(String name) {
    return Shape.of(name)
        .id("Id", "SyncToken")
        .flag("sparse")
        .list(CUSTOM_FIELD, "CustomField")
        .ignored("domain", "status", "MetaData", "AttachableRef");
  }
}
