import Ledger
import Testing

@testable import Projections

/// Leads, claims and Tirelires in histories made by hand, with the figures of Active Prospects.
extension History {
  /// A ledger of Active Prospects with terms T1 and client B-1, in April 2026.
  static func market(_ change: (inout ActiveProspectsReadings) -> Void = { _ in }) -> History {
    var history = History()
    history.now = "2026-04-01T08:00:00Z"
    history.add(
      .ledgerCreated(
        LedgerCreated.with {
          $0.clock = .simulated
          $0.contract = .activeProspects
          $0.name = "test"
          $0.provider.accounts = .usual
          $0.provider.numberPrefix = "F"
        }))
    history.add(
      .termsVersionPublished(
        TermsVersionPublished.with {
          $0.config = TermsConfig(of: .activeProspects)
          var readings = ActiveProspectsReadings()
          change(&readings)
          $0.config.ap = readings
          $0.effectiveFrom = day("2026-04-01")
          $0.issuer = .provider
          $0.publishedOn = day("2026-04-01")
          $0.version = "T1"
        }))
    history.register("B-1")
    return history
  }

  /// Captures a lead and offers it.
  mutating func offer(
    _ lead: String, exclusive: Int? = nil, shared: Int? = nil, contact: Sealed = .none,
    dedupe: Sealed = .none
  ) {
    add(
      .leadCaptured(
        LeadCaptured.with {
          $0.capturedAt = instant(now)
          $0.contact = contact
          $0.dedupe = dedupe
          $0.lead = lead
          $0.person = "P-\(lead)"
          $0.range = "roofing"
          $0.site = "toiture.example"
          $0.zone = "44"
        }), stream: "lead-\(lead)", rule: "AP-1.5")
    add(
      .leadOffered(
        LeadOffered.with {
          $0.effectiveAt = instant(now)
          $0.lead = lead
          $0.modes = (exclusive == nil ? [] : [.exclusive]) + (shared == nil ? [] : [.shared])
          $0.priceExclusive = exclusive.map { money($0) }
          $0.priceShared = shared.map { money($0) }
        }), stream: "lead-\(lead)", rule: "AP-1.3")
  }

  @discardableResult
  mutating func buy(
    _ lead: String, _ mode: SellingMode, _ cents: Int, at: String, by client: String = "B-1",
    _ payment: PaymentMode = .directDebit, seen: Int? = nil
  ) -> Int {
    add(
      .leadPurchased(
        LeadPurchased.with {
          $0.channel = .web
          $0.lead = lead
          $0.mode = mode
          $0.party = client
          $0.paymentMode = payment
          $0.priceHt = money(cents)
          $0.priceSeen = money(seen ?? cents)
          $0.session = "s-1"
          $0.vat = Rate(hundredths: 20_00)
        }), stream: "lead-\(lead)", at: at, rule: "AP-1.3")
  }

  static func line(ofLead lead: String, _ cents: Int, _ source: Int) -> InvoiceLine {
    var line = line(cents, .standard, sources: [source])
    line.lead = lead
    line.vatRate = Rate(hundredths: 20_00)
    return line
  }

  /// The invoice of a half-month, due ten days after.
  mutating func bill(
    _ number: String, _ lines: [InvoiceLine], from: String, to: String, client: String = "B-1",
    _ kind: InvoiceKind = .purchases
  ) {
    let issued = day(to) + 1
    now = "\(issued)T00:00:00+02:00"
    invoice(number, lines, on: issued.description, client: client, kind: kind) {
      $0.contract = nil
      $0.dueOn = issued + 10
      $0.periodFrom = day(from)
      $0.periodTo = day(to)
    }
  }

  mutating func claim(_ claim: String, _ lead: String, by client: String = "B-1", at: String) {
    add(
      .leadClaimFiled(
        LeadClaimFiled.with {
          $0.claim = claim
          $0.covered = true
          $0.filedAt = instant(at)
          $0.kind = .wrongDetails
          $0.lead = lead
          $0.party = client
        }), stream: "lead-\(lead)", at: at, rule: "AP-3.3")
  }

  @discardableResult
  mutating func settle(
    _ claim: String, _ lead: String, _ cents: Int, _ form: SettlementForm,
    by client: String = "B-1", at: String
  ) -> Int {
    add(
      .leadClaimSettled(
        LeadClaimSettled.with {
          $0.agreedAt = instant(at)
          $0.amountHt = money(cents)
          $0.claim = claim
          $0.form = form
          $0.lead = lead
          $0.party = client
        }), stream: "lead-\(lead)", at: at, rule: "AP-3.3")
  }

  /// Credits an invoice of leads or of a top-up.
  mutating func give(
    _ number: String, on invoices: [String], _ lines: [InvoiceLine], _ use: CreditUse,
    client: String = "B-1"
  ) {
    let groups = History.groups(lines)
    add(
      .creditNoteIssued(
        CreditNoteIssued.with {
          $0.corrects = invoices
          $0.creditNote = number
          $0.ht = groups.map(\.base).sum()
          $0.issueDate = Paris.day(of: instant(now))
          $0.lines = lines
          $0.number = number
          $0.party = client
          $0.ttc = groups.map { $0.base + $0.vat }.sum()
          $0.usable = use
          $0.vatByRate = groups
        }), stream: "invoice-\(number)", rule: "AP-3.3")
  }

  /// Credits a wallet; a payment is invoiced and settles its invoice.
  mutating func credit(
    wallet client: String, lot: Int, _ cents: Int, payment: String? = nil, claim: String? = nil,
    invoice number: String
  ) {
    let rate = Rate(hundredths: 20_00)
    let net = claim == nil ? rate.net(ofGross: money(cents)) : money(cents)
    let gross = claim == nil ? money(cents) : net + rate.of(net)
    add(
      .walletCredited(
        WalletCredited.with {
          $0.amountHt = net
          $0.amountTtc = gross
          $0.claim = claim
          $0.invoice = number
          $0.lot = "\(client)~lot-\(lot)"
          $0.payment = payment
          $0.source = claim == nil ? .payment : .claim
          $0.vat = rate
          $0.wallet = client
        }), stream: "wallet-\(client)", rule: "AP-4.6")
    guard let payment else { return }
    var line = History.line(net.cents, .standard)
    line.vatRate = rate
    invoice(
      number, [line], on: Paris.day(of: instant(now)).description, client: client,
      kind: .walletTopup
    ) {
      $0.contract = nil
      $0.ttc = gross
      $0.vatByRate[0].vat = gross - net
    }
    allocate(payment, [Allocation(number, gross)], client: client)
  }

  mutating func debit(
    wallet client: String, _ parts: [(lot: Int, cents: Int)], lead: String? = nil,
    amount: Int? = nil
  ) {
    add(
      .walletDebited(
        WalletDebited.with {
          $0.amount = money(amount ?? parts.map(\.cents).reduce(0, +))
          $0.lead = lead
          $0.parts = parts.map { LotPart("\(client)~lot-\($0.lot)", money($0.cents)) }
          $0.reason = lead == nil ? .closure : .purchase
          $0.wallet = client
        }), stream: "wallet-\(client)", rule: "AP-4.7")
  }

  /// AP-H1, of the rules: two half-months, and a claim settled on an invoiced lead.
  static func goldenMarket(until last: String) -> History {
    var history = History.market()
    history.offer("L-1", exclusive: 30_00, shared: 12_00)
    history.offer("L-2", exclusive: 45_00)
    history.offer("L-3", shared: 12_49)
    let one = history.buy("L-1", .exclusive, 30_00, at: "2026-04-10T09:00:00+02:00")
    let two = history.buy("L-2", .exclusive, 45_00, at: "2026-04-15T23:59:59+02:00")
    let three = history.buy("L-3", .shared, 12_49, at: "2026-04-16T00:00:00+02:00")
    history.bill(
      "F2026-000001",
      [History.line(ofLead: "L-1", 30_00, one), History.line(ofLead: "L-2", 45_00, two)],
      from: "2026-04-01", to: "2026-04-15")
    if last < "2026-04-20" { return history }
    history.claim("R-1", "L-1", at: "2026-04-18T09:00:00+02:00")
    let settled = history.settle(
      "R-1", "L-1", 30_00, .creditNote, at: "2026-04-20T09:00:00+02:00")
    history.give(
      "F2026-000002", on: ["F2026-000001"], [History.line(ofLead: "L-1", 30_00, settled)],
      .nextInvoices)
    history.allocate("F2026-000002", [Allocation("F2026-000001", money(36_00))], client: "B-1")
    if last < "2026-05-01" { return history }
    history.bill(
      "F2026-000003", [History.line(ofLead: "L-3", 12_49, three)], from: "2026-04-16",
      to: "2026-04-30")
    return history
  }
}

/// An explanation, told in English.
func explain(_ subject: Subject, _ history: History) throws -> Explanation {
  var explainer = Explainer([subject], from: .now, in: .en)
  for event in history.events { explainer.fold(event) { _, _, _ in nil } }
  let cited = explainer.cited(for: subject)
  let events = history.events.filter { cited.contains($0.position) }
  return try explainer.explanation(
    of: subject,
    citing: Dictionary(uniqueKeysWithValues: events.map { ($0.position, $0) }))
}

/// The rows of one of its sheets, some columns of each.
func rows(_ sheet: String, _ explanation: Explanation, _ columns: String...) throws
  -> [String]
{
  let answer = try #require(explanation.sheets.first { $0.name == sheet }?.answer)
  return answer.rows.map { row in
    columns.map { name in
      answer.columns.firstIndex { $0.name == name }.map { row[$0].shown } ?? "no \(name)"
    }.joined(separator: " ")
  }
}
