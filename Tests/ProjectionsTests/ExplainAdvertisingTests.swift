// What explains orders and claims for addresses adds up, and goes back to the events behind it.
import Ledger
import Testing

@testable import Projections

@Suite struct `Explanations of orders` {
  private func explain(_ subject: Subject, _ history: History) throws -> Explanation {
    var explainer = Explainer([subject], from: .now, in: .en)
    for event in history.events { explainer.fold(event) { _, _, _ in nil } }
    let cited = explainer.cited(for: subject)
    let events = history.events.filter { cited.contains($0.position) }
    return try explainer.explanation(
      of: subject,
      citing: Dictionary(uniqueKeysWithValues: events.map { ($0.position, $0) }))
  }

  private func rows(_ sheet: String, _ explanation: Explanation, _ columns: String...) throws
    -> [String]
  {
    let answer = try #require(explanation.sheets.first { $0.name == sheet }?.answer)
    return answer.rows.map { row in
      columns.map { name in
        answer.columns.firstIndex { $0.name == name }.map { row[$0].shown } ?? "no \(name)"
      }.joined(separator: " ")
    }
  }

  @Test func `MC-H1 a claim shows the sum that decides, the value of an address, and its credit`()
    throws
  {
    let explanation = try explain(.deliveryClaim("R-1"), History.goldenAdvertising())
    #expect(explanation.mismatches == [])
    #expect(
      try rows(
        "threshold_test", explanation, "category", "undelivered", "rented", "rate", "left_side",
        "right_side", "exceeds") == ["individual 1010 10000 10.1000 101000 100000 yes"])
    #expect(
      try rows("indemnity_sum", explanation, "indemnified", "unit", "net") == ["1010 0.08 80.80"])
    #expect(
      try rows("invoiced_value", explanation, "invoice", "quantity", "net") == [
        "MC2026-000001 10000 800.00"
      ])
    #expect(try rows("vat", explanation, "base", "rate", "vat") == ["80.80 20.00 16.16"])
    #expect(try rows("credits", explanation, "credit_note", "amount") == ["MC2026-000002 96.96"])
    #expect(
      try rows("life", explanation, "type") == [
        "DeliveryClaimFiled", "DeliveryClaimQualified", "CreditNoteIssued",
      ])
  }

  @Test func `MC-H1 an order shows its basket, its documents, its deliveries and its claims`()
    throws
  {
    let explanation = try explain(.order("O-1"), History.goldenAdvertising())
    #expect(explanation.mismatches == [])
    #expect(
      try rows("basket", explanation, "label", "quantity", "unit", "net") == [
        "EMAIL-IND 10000 0.08 800.00"
      ])
    #expect(
      try rows("documents", explanation, "document", "kind", "net") == [
        "MC2026-000001 order 800.00", "MC2026-000002 credit_note -80.80",
      ])
    #expect(
      try rows("deliveries", explanation, "campaign", "delivered", "undelivered", "threshold") == [
        "K-1 8990 1010 10"
      ])
    #expect(
      try rows("claims", explanation, "claim", "status", "indemnity", "credit_note") == [
        "R-1 indemnified 80.80 MC2026-000002"
      ])
  }

  @Test func `MC-B.9 the invoice and the credit note of an order add up`() throws {
    let history = History.goldenAdvertising()
    let invoice = try explain(.invoice("MC2026-000001"), history)
    #expect(invoice.mismatches == [])
    #expect(try rows("credits", invoice, "credit_note", "amount") == ["MC2026-000002 96.96"])
    let note = try explain(.creditNote("MC2026-000002"), history)
    #expect(note.mismatches == [])
    #expect(try rows("sources", note, "type") == ["DeliveryClaimFiled"])
    #expect(try explain(.balance("C-1"), history).mismatches == [])
  }

  @Test func `nothing is explained that is not known`() throws {
    for subject in [Subject.order("O-9"), .deliveryClaim("R-9")] {
      #expect(throws: ProjectionError.self) {
        try explain(subject, History.goldenAdvertising())
      }
    }
  }
}
