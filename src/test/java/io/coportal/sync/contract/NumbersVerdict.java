package io.coportal.sync.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How many invoices agree, and by which cure; the wrong ones in words. */
final class NumbersVerdict {
  private int toTheCent;
  private int byLine;
  private int accepted;
  private int held;
  private final List<String> wrong = new ArrayList<>();

  void toTheCent() {
    toTheCent++;
  }

  void byLine() {
    byLine++;
  }

  void accepted() {
    accepted++;
  }

  /** Only who has chosen no cure may find an invoice held back. */
  void held(boolean expected, JsonNode sync, GeneratedInvoice invoice) {
    held++;
    if (!expected) {
      wrong(sync, invoice);
    }
  }

  void wrong(JsonNode sync, GeneratedInvoice invoice) {
    wrong.add(sync + " " + invoice.json());
  }

  List<String> wrong() {
    return wrong;
  }

  int toTheCentAlone() {
    return toTheCent;
  }

  @Override
  public String toString() {
    return "%d invoices: %d to the cent by themselves or by stated tax, %d by a rounding line, %d accepted with a difference shown, %d held back, silent differences %d"
        .formatted(
            toTheCent + byLine + accepted + held + wrong.size(),
            toTheCent,
            byLine,
            accepted,
            held,
            wrong.size());
  }
}
