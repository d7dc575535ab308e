import Ledger

extension ChargeKind {
  fileprivate var eventType: String {
    switch self {
    case .interest: "LateInterestAssessed"
    case .indemnity: "RecoveryIndemnityCharged"
    case .fee: "FeeCharged"
    }
  }
}

/// Taking back what was charged for lateness that there was not (G-2, G-8).
enum ChargeCorrection {
  static func drafts(_ charges: [String], _ request: Request, _ book: borrowing Book) -> [Draft] {
    charges.compactMap { id in
      guard let charge = book.charges[id] else { return nil }
      let corrected = EventCorrected.with {
        $0.by = request.actor.user ?? request.actor.id
        $0.reason = "not late"
        $0.subject = id
        $0.target = charge.position
        $0.targetType = charge.kind.eventType
      }
      return Draft(
        "invoice-\(charge.invoice ?? id)", .eventCorrected(corrected), occurred: request.occurred(),
        rule: "G-8", basis: .computed, cause: charge.position)
    }
  }

  /// The interest on a payment that is not counted any more, as far as nothing else paid it.
  static func interest(of payment: String, _ book: borrowing Book) -> [String] {
    let itsOwn = book.payments[payment]?.allocations ?? []
    var found: [String] = []
    for id in book.interest[payment] ?? [] {
      guard let charge = book.charges[id], charge.payment == payment else { continue }
      let byItself = itsOwn.filter { $0.document == id }.map(\.amount).sum()
      if charge.open + byItself == charge.amount { found.append(id) }
    }
    return found.sorted()
  }
}
