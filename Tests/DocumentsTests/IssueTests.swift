import Documents
import Ledger
import Testing

@testable import Application

/// What a document takes from the events before it, and from none after.
@Suite struct IssueTests {
  private var known = KnownAtIssue()
  private var position = 0

  private mutating func take(_ event: Event) throws -> PrintedDocument? {
    let noon = try #require(Instant("2026-04-10T12:00:00+02:00"))
    defer { position += 1 }
    return known.take(
      RecordedEvent(
        position: position, stream: "s", version: position + 1, recorded: noon, received: noon,
        occurred: noon, rule: "BC-4.5", basis: .fact, terms: "CGPS", command: "c", event: event)
    ) { _, _ in nil }
  }

  private func registered(_ identity: Sealed) -> Event {
    .partyRegistered(
      PartyRegistered.with {
        $0.identity = identity
        $0.party = "C-1"
        $0.registrationNo = "552100554"
      })
  }

  private func named(_ name: String, at address: String?) -> Event {
    let personal = Personal.with {
      $0.name = name
      $0.address = address
    }
    return registered(.clear(personal, of: "P-1", for: .billing))
  }

  private func line(_ label: String) -> InvoiceLine { InvoiceLine.with { $0.label = label } }

  private func issued(
    _ number: String, _ lines: [InvoiceLine] = [], _ kind: InvoiceKind = .subscription,
    under account: String? = nil
  ) throws -> Event {
    let day = try #require(Day("2026-04-10"))
    return .invoiceIssued(
      InvoiceIssued.with {
        $0.contract = account
        $0.dueOn = day
        $0.invoice = number
        $0.issueDate = day
        $0.kind = kind
        $0.lines = lines
        $0.number = number
        $0.party = "C-1"
      })
  }

  @Test mutating func `details that change later stand on later documents only`() throws {
    _ = try take(named("Durand", at: "1 rue Haute"))
    let first = try take(issued("X-1"))
    _ = try take(named("Durand et Fils", at: "2 rue Basse"))
    let second = try take(issued("X-2"))
    #expect(first?.client.name == .known("Durand"))
    #expect(first?.client.address == .known("1 rue Haute"))
    #expect(second?.client.name == .known("Durand et Fils"))
    #expect(second?.client.address == .known("2 rue Basse"))
  }

  private func isDebited(_ document: PrintedDocument?) -> Bool? {
    guard case .invoice(let collection) = document?.kind else { return nil }
    return collection.isDebited
  }

  @Test mutating func `BC-3.1 a pack is drawn up under its order, and its credit note too`() throws
  {
    let order = PrintedDocument.Order(id: "ORD-1", paidBy: "transfer")
    _ = try take(
      .orderPlaced(
        OrderPlaced.with {
          $0.order = order.id
          $0.paidBy = order.paidBy
        }))
    let pack = try take(issued("X-1", [], .starter, under: "ORD-1"))
    #expect(pack?.order == order && pack?.contract == nil)
    #expect(isDebited(pack) == false)
    let month = try take(issued("X-2", under: "K-1"))
    #expect(month?.order == nil && month?.contract == "K-1")
    #expect(isDebited(month) == true)
    let credit = try take(
      .creditNoteIssued(
        CreditNoteIssued.with {
          $0.contract = "ORD-1"
          $0.corrects = ["X-1"]
          $0.creditNote = "X-3"
          $0.number = "X-3"
        }))
    #expect(credit?.order == order && credit?.contract == nil)
  }

  @Test mutating func `BC-4.6 months in advance are debited when a mandate is known`() throws {
    #expect(isDebited(try take(issued("X-1", [], .prepayment, under: "K-1"))) == false)
    _ = try take(
      .paymentMethodRegistered(
        PaymentMethodRegistered.with {
          $0.mandateRef = "M-1"
          $0.party = "C-1"
        }))
    #expect(isDebited(try take(issued("X-2", [], .prepayment, under: "K-1"))) == true)
  }

  @Test mutating func `unknown is not erased`() throws {
    _ = try take(named("Durand", at: nil))
    #expect(try take(issued("X-1"))?.client.address == .unknown)
    _ = try take(registered(.none))
    #expect(try take(issued("X-2"))?.client.name == .unknown)
    _ = try take(registered(.box(SealedBox.with { $0.box = "AAAA" })))
    let erased = try take(issued("X-3"))
    #expect(erased?.client.name == .erased && erased?.client.address == .erased)
    #expect(erased?.missing.contains { $0.contains("client") } == false)
  }

  @Test mutating func `lines listed ahead come first, each invoice with its own`() throws {
    let parts = [("X-1", "a"), ("X-1", "b"), ("X-2", "c")]
    for (invoice, label) in parts {
      let listed = InvoiceLinesListed.with {
        $0.invoice = invoice
        $0.lines = [line(label)]
      }
      #expect(try take(.invoiceLinesListed(listed)) == nil)
    }
    #expect(try take(issued("X-1", [line("z")]))?.lines.map(\.label) == ["a", "b", "z"])
    #expect(try take(issued("X-2", [line("y")]))?.lines.map(\.label) == ["c", "y"])
    #expect(try take(issued("X-3"))?.lines == [])
  }
}
