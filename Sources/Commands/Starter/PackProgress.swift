import Ledger

/// What becomes of a pack's campaign when its appointments are validated or lost (BC-3.3, A-BC-15): it stops
/// once all are delivered, and goes on when a slot is given back.
enum PackProgress {
  static func following(_ drafts: [Draft], _ request: Request, _ book: borrowing Book) -> [Draft] {
    if book.campaigns.isEmpty { return [] }
    return drafts.compactMap { draft in
      switch draft.event {
      case .appointmentDeemedValidated(let event):
        return delivered(event.appointment, draft, request, book)
      case .appointmentOutcomeRecorded(let event) where event.effect != .void:
        return held(event.appointment, draft, request, book)
      case .appointmentValidationReversed(let event):
        return reopened(event.appointment, draft, request, book)
      default: return nil
      }
    }
  }

  private static func delivered(
    _ id: String, _ draft: Draft, _ request: Request, _ book: borrowing Book
  ) -> Draft? {
    guard let contract = pack(of: id, book), let pack = contract.pack, !pack.stopped,
      contract.readings.starterCounts == .validated,
      pack.validated.union([id]).count >= pack.slots
    else { return nil }
    return stop(contract, pack, draft, request)
  }

  /// Where the text's "delivered" is read as held (A-BC-15).
  private static func held(
    _ id: String, _ draft: Draft, _ request: Request, _ book: borrowing Book
  ) -> Draft? {
    guard let contract = pack(of: id, book), let pack = contract.pack, !pack.stopped,
      contract.readings.starterCounts == .held, pack.held.union([id]).count >= pack.slots
    else { return nil }
    return stop(contract, pack, draft, request)
  }

  private static func stop(
    _ contract: Contract, _ pack: Pack, _ draft: Draft, _ request: Request
  ) -> Draft? {
    guard let campaign = pack.campaign else { return nil }
    let stopped = CampaignStopped.with {
      $0.at = draft.occurred
      $0.campaign = campaign
      $0.contract = contract.id
      $0.reason = .packDelivered
    }
    return Draft(
      "campaign-\(campaign)", .campaignStopped(stopped), occurred: draft.occurred, rule: "BC-3.3",
      basis: .computed, terms: contract.terms, cause: request.position)
  }

  private static func reopened(
    _ id: String, _ draft: Draft, _ request: Request, _ book: borrowing Book
  ) -> Draft? {
    guard let contract = pack(of: id, book), let pack = contract.pack, pack.stopped,
      let campaign = pack.campaign
    else { return nil }
    let resumed = CampaignStarted.with {
      $0.at = request.received
      $0.campaign = campaign
      $0.channel = .phone
      $0.contract = contract.id
      $0.resumed = true
    }
    return Draft(
      "campaign-\(campaign)", .campaignStarted(resumed), occurred: draft.occurred, rule: "BC-3.3",
      basis: .computed, terms: contract.terms, cause: request.position)
  }

  private static func pack(of id: String, _ book: borrowing Book) -> Contract? {
    book.appointments[id]?.pack.flatMap { book.contracts[$0] }
  }
}
