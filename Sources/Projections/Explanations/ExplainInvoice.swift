import Ledger

/// An invoice, from the events behind its lines to what is open.
extension Explainer {
  func explainInvoice(_ number: String, _ cited: [Int: RecordedEvent]) -> Explanation? {
    guard let invoice = models.documents.look(up: number),
      let issued = about.first(where: { $0.position == invoice.position })
    else { return nil }
    let event = invoice.event
    let vat = event.vatByRate.map(\.vat).sum()
    var explanation = Explanation(
      .invoice(number),
      [
        ("number", .text, .text(number)), ("client", .text, .text(event.party)),
        ("kind", .text, .text(event.kind.rawValue)), ("contract", .text, .maybe(event.contract)),
        ("period_from", .day, .day(event.periodFrom)), ("period_to", .day, .day(event.periodTo)),
        ("issue_date", .day, .day(event.issueDate)), ("due_on", .day, .day(event.dueOn)),
        ("price_list", .text, .maybe(event.priceList)),
        ("terms", .text, .maybe(issued.terms)), ("rule", .text, .text(issued.rule)),
        ("position", .integer, .integer(issued.position)),
        ("net", .money, .money(event.ht)), ("vat", .money, .money(vat)),
        ("gross", .money, .money(event.ttc)), ("paid", .money, .money(invoice.paid)),
        ("open", .money, .money(invoice.open)), ("credited", .money, .money(invoice.credited)),
        ("status", .text, .text("\(invoice.status)")),
      ])
    explanation.addLines(invoice.lines, cited, in: language)
    if event.kind == .purchases || event.kind == .complement {
      addPurchases(of: invoice, to: &explanation)
    }
    explanation.addAmounts(event.vatByRate, net: event.ht, vat: vat)
    explanation.addSettlements(of: number, about, models)
    explanation.add(
      "open", [("term", .text), ("amount", .money)], sums: "amount", to: "open",
      [[.text("gross"), .money(event.ttc)], [.text("paid"), .money(-invoice.paid)]])
    explanation.addCredits(on: number, models)
    let version = issued.terms ?? ""
    explanation.addReadings(
      version,
      UsedReadings.of(invoice)
        .rows(in: models.terms.config(version), plan: plan(of: event.contract), language))
    return explanation
  }

  private func plan(of contract: String?) -> String? {
    contract.flatMap { models.contracts.look(up: $0)?.event.plan }
  }
}

/// A credit note, from what it takes back to what is left of it.
extension Explainer {
  func explainCreditNote(_ number: String, _ cited: [Int: RecordedEvent]) -> Explanation? {
    guard let note = models.documents.creditNote(named: number),
      let issued = about.first(where: { $0.position == note.position })
    else { return nil }
    let event = note.event
    let vat = event.vatByRate.map(\.vat).sum()
    let refunded = models.payments.credits[number]?.refunded ?? .zero
    let inWallet = models.payments.credits[number]?.inWallet ?? .zero
    var explanation = Explanation(
      .creditNote(number),
      [
        ("number", .text, .text(number)), ("client", .text, .text(event.party)),
        (
          "corrects", .list,
          .list(json: "[" + event.corrects.map { "\"\($0)\"" }.joined(separator: ",") + "]")
        ),
        ("contract", .text, .maybe(event.contract)),
        ("issue_date", .day, .day(event.issueDate)), ("terms", .text, .maybe(issued.terms)),
        ("rule", .text, .text(issued.rule)), ("position", .integer, .integer(issued.position)),
        ("net", .money, .money(event.ht)), ("vat", .money, .money(vat)),
        ("gross", .money, .money(event.ttc)), ("used", .money, .money(note.used)),
        ("left", .money, .money(event.ttc - note.used - refunded - inWallet)),
        ("usable", .text, .text(event.usable.rawValue)),
      ])
    explanation.addLines(event.lines, cited, in: language)
    explanation.addAmounts(event.vatByRate, net: event.ht, vat: vat)
    explanation.addUses(of: number, about, models)
    explanation.add(
      "left", [("term", .text), ("amount", .money)], sums: "amount", to: "left",
      [
        [.text("gross"), .money(event.ttc)], [.text("used"), .money(-note.used)],
        [.text("refunded"), .money(-refunded)],
      ] + (inWallet == .zero ? [] : [[.text("wallet"), .money(-inWallet)]]))
    let version = issued.terms ?? ""
    explanation.addReadings(
      version,
      UsedReadings.ofCreditNotes.rows(in: models.terms.config(version), plan: nil, language))
    return explanation
  }
}

extension Explanation {
  fileprivate mutating func addLines(
    _ lines: [InvoiceLine], _ cited: [Int: RecordedEvent], in language: Language
  ) {
    add(
      "lines",
      [
        ("line", .integer), ("label", .text), ("quantity", .integer), ("unit", .unitPrice),
        ("net", .money), ("vat_code", .text), ("appointment", .text), ("month_from", .day),
        ("rank", .integer), ("source_positions", .list),
      ], sums: "net", to: "net",
      lines.enumerated().map { index, line in
        [
          .integer(index + 1), .text(line.label), .integer(line.qty), .unitPrice(line.unit),
          .money(line.ht), .text(line.vatCode.rawValue), .maybe(line.appointment),
          .day(line.monthFrom), .maybe(line.rank), .positions(line.sourceEvents),
        ]
      })
    add(
      "sources", events: Set(lines.flatMap(\.sourceEvents)).sorted().compactMap { cited[$0] },
      in: language)
  }

  /// Base × rate a group, and the sum.
  fileprivate mutating func addAmounts(_ groups: [VATGroup], net: Money, vat: Money) {
    add(
      "vat",
      [
        ("vat_code", .text), ("base", .money), ("rate", .rate), ("vat", .money),
        ("mention", .text),
      ], sums: "vat", to: "vat",
      groups.map { group in
        [
          .text(group.vatCode.rawValue), .money(group.base), .rate(group.rate),
          .money(group.vat), .maybe(group.vatCode.mention?.text),
        ]
      })
    add(
      "gross", [("term", .text), ("amount", .money)], sums: "amount", to: "gross",
      [[.text("net"), .money(net)], [.text("vat"), .money(vat)]])
  }

  /// What settled an invoice; a payment that was corrected, or sent back by the bank, is taken back.
  fileprivate mutating func addSettlements(
    of number: String, _ about: [RecordedEvent], _ models: ReadModels
  ) {
    var rows: [[Value]] = []
    var settled: [String: Money] = [:]
    func takeBack(_ payment: String, _ why: String, _ event: RecordedEvent) {
      if let taken = settled.removeValue(forKey: payment) { row(payment, -taken, why, event) }
    }
    func row(_ payment: String, _ amount: Money, _ why: String, _ event: RecordedEvent) {
      let credit = models.payments.credits[payment]
      rows.append([
        .text(payment), .text(credit?.event == nil ? "credit_note" : "payment"),
        .instant(event.occurred), .money(amount), .text(why), .integer(event.position),
        .maybe(credit?.position),
      ])
    }
    for event in about {
      switch event.event {
      case .paymentAllocated(let allocated):
        for part in allocated.to where part.document == number {
          settled[allocated.payment, default: .zero] += part.amount
          row(allocated.payment, part.amount, allocated.rule.rawValue, event)
        }
      case .eventCorrected(let corrected):
        takeBack(corrected.subject, "corrected", event)
      case .paymentRejected(let rejected): takeBack(rejected.payment, "rejected", event)
      default: continue
      }
    }
    add(
      "settlements",
      [
        ("document", .text), ("kind", .text), ("occurred", .instant), ("amount", .money),
        ("allocation", .text), ("position", .integer), ("source_position", .integer),
      ], sums: "amount", to: "paid", rows)
  }

  /// What credit notes take back of an invoice: each in its turn, as much as is left.
  fileprivate mutating func addCredits(on number: String, _ models: ReadModels) {
    var credited: [String: Money] = [:]
    var rows: [[Value]] = []
    for note in models.documents.creditNotes where note.event.usable != .wallet {
      var room = note.event.ttc
      for corrected in note.event.corrects {
        guard let invoice = models.documents.look(up: corrected),
          invoice.event.party == note.event.party, invoice.position < note.position
        else { continue }
        let part = min(invoice.event.ttc - (credited[corrected] ?? .zero), room)
        credited[corrected, default: .zero] += part
        room -= part
        guard corrected == number else { continue }
        rows.append([
          .text(note.event.number), .day(note.event.issueDate), .money(part),
          .integer(note.position),
        ])
      }
    }
    add(
      "credits",
      [
        ("credit_note", .text), ("issue_date", .day), ("amount", .money), ("position", .integer),
      ], sums: "amount", to: "credited", rows)
  }

  /// What a credit note was used on.
  fileprivate mutating func addUses(
    of number: String, _ about: [RecordedEvent], _ models: ReadModels
  ) {
    var rows: [[Value]] = []
    for event in about {
      guard case .paymentAllocated(let allocated) = event.event else { continue }
      for part in allocated.to
      where models.documents.look(up: part.document) != nil
        || models.late.charge(named: part.document) != nil
      {
        rows.append([
          .text(part.document), .instant(event.occurred), .money(part.amount),
          .text(allocated.rule.rawValue), .integer(event.position),
        ])
      }
    }
    add(
      "uses",
      [
        ("invoice", .text), ("occurred", .instant), ("amount", .money), ("allocation", .text),
        ("position", .integer),
      ], sums: "amount", to: "used", rows)
  }
}
