import Ledger

extension Sealer {
  /// An event with the fingerprints of its person open, as they were when it was decided; they stay sealed once the
  /// person's key is destroyed.
  func withFingerprints(_ recorded: RecordedEvent) -> RecordedEvent {
    var recorded = recorded
    switch recorded.event {
    case .leadCaptured(var event):
      event.dedupe = opened(event.dedupe, event.person, .identity, recorded)
      recorded.event = .leadCaptured(event)
    case .partyRegistered(var event) where event.dedupe != .none:
      event.dedupe = opened(event.dedupe, event.person, .billing, recorded)
      recorded.event = .partyRegistered(event)
    case .partyDetailsChanged(var event) where event.dedupe != .none:
      event.dedupe = opened(event.dedupe, event.person, .billing, recorded)
      recorded.event = .partyDetailsChanged(event)
    default: break
    }
    return recorded
  }

  private func opened(
    _ sealed: Sealed, _ person: String, _ purpose: Purpose, _ recorded: RecordedEvent
  ) -> Sealed {
    guard case .box(let box) = sealed, let known = open(box, "dedupe", recorded) else {
      return sealed
    }
    return .clear(known, of: person, for: purpose)
  }
}
