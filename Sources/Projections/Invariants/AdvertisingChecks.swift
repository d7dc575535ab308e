import Ledger

/// DLV and CLM of MARKETINGCONNECT, tested as each event is folded; in whole numbers (MC-B.6, MC-B.9).
extension ReadModels {
  /// Each address is counted once: delivered and undelivered are sent, sent are rented (MC-D.2).
  mutating func checkReported(_ event: DeliveryReportRecorded, _ recorded: RecordedEvent) {
    let counts = [event.delivered, event.undelivered, event.sent, event.rented]
    found(
      Violation(
        .delivery, [event.campaign, event.category.rawValue],
        found: "\(event.delivered) delivered and \(event.undelivered) undelivered of "
          + "\(event.sent) sent and \(event.rented) rented",
        expected: "no more than were sent, nor than were rented", at: recorded.position),
      unless: counts.allSatisfy { $0 >= 0 } && event.delivered + event.undelivered <= event.sent
        && event.sent <= event.rented)
  }

  /// Clicks are never below zero, corrections included (MC-A.3).
  mutating func checkClicks(_ campaign: String, _ recorded: RecordedEvent) {
    let clicks = advertising.campaigns.look(up: campaign)?.clicks ?? 0
    found(
      Violation(
        .delivery, [campaign], found: "\(clicks) clicks", expected: "zero at least",
        at: recorded.position), unless: clicks >= 0)
  }

  /// Indemnified are undelivered, undelivered are rented; above the threshold only, at the unit value; each category once.
  mutating func checkQualified(_ event: DeliveryClaimQualified, _ recorded: RecordedEvent) {
    let claim = advertising.claims.look(up: event.claim)
    let subjects = [event.claim, event.order]
    found(
      Violation(
        .claim, subjects, found: "qualified",
        expected: claim == nil ? "filed first" : "qualified once for each category",
        at: recorded.position),
      unless: claim.map { !$0.parts.contains { $0.category == event.category } } == true)
    found(
      Violation(
        .claim, subjects,
        found: "\(event.indemnified) indemnified of \(event.undelivered) undelivered, of "
          + "\(event.rented) rented", expected: "no more than each other", at: recorded.position),
      unless: 0 <= event.indemnified && event.indemnified <= event.undelivered
        && event.undelivered <= event.rented)
    if event.indemnified > 0 {
      found(
        Violation(
          .claim, subjects,
          found: "indemnified for \(event.undelivered) × 100 = \(event.undelivered * 100)",
          expected: "more than \(event.threshold) × \(event.rented) = "
            + "\(event.threshold * event.rented)", at: recorded.position),
        unless: event.undelivered * 100 > event.threshold * event.rented)
    }
    let amount = event.unit?.times(event.indemnified) ?? .zero
    found(
      Violation(
        .claim, subjects, found: "an amount of \(event.amountHt)",
        expected: "\(amount), \(event.indemnified) at the unit value", at: recorded.position),
      unless: event.amountHt == amount)
  }

  /// What a credit note gives for claims, by the positions that its lines bear.
  func claims(on note: CreditNoteIssued) -> [(claim: String, amount: Money)] {
    var amounts: [String: Money] = [:]
    for line in note.lines {
      for position in line.sourceEvents {
        guard let claim = advertising.claimAt[position] else { continue }
        amounts[claim, default: .zero] += line.ht
      }
    }
    return amounts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// A claim is credited once, for what it comes to.
  mutating func checkCredited(
    _ id: String, _ amount: Money, _ note: String, _ recorded: RecordedEvent
  ) {
    let claim = advertising.claims.look(up: id)
    if let earlier = claim?.creditNote {
      found(
        Violation(
          .claim, [id, note], found: "credited on \(earlier) too", expected: "credited once",
          at: recorded.position), unless: false)
    }
    let expected = claim?.amount ?? .zero
    found(
      Violation(
        .claim, [id, note], found: "credited for \(amount)",
        expected: "\(expected), what it comes to", at: recorded.position),
      unless: amount == expected)
  }

  /// An order is billed once, unless what billed it was credited whole (MC-II.2, MC-L.6).
  mutating func checkBilledOnce(_ event: InvoiceIssued, _ recorded: RecordedEvent) {
    let order = event.contract.flatMap { advertising.orders.look(up: $0) }
    let earlier = order?.invoice.flatMap { documents.look(up: $0) }
    found(
      Violation(
        .delivery, [event.contract ?? "", event.number],
        found: order == nil ? "billed" : "billed on \(earlier?.event.number ?? "") too",
        expected: order == nil ? "ordered first" : "billed once", at: recorded.position),
      unless: order != nil && earlier.map(\.isCreditedWhole) != false)
  }

  /// Each claim that is indemnified has its credit note.
  func claimViolations() -> [Violation] {
    advertising.claims.all.filter { $0.amount > .zero && $0.creditNote == nil }.map {
      Violation(
        .claim, [$0.event.claim], found: "indemnified for \($0.amount)",
        expected: "a credit note of as much", at: $0.position)
    }
  }
}
