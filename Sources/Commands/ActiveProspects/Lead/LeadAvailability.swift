import Ledger

/// In which modes a lead can still be bought, and by whom (AP-1.3, AP-1.4).
struct LeadAvailability {
  let lead: Lead
  let readings: ActiveProspectsReadings

  init(_ lead: Lead, _ readings: ActiveProspectsReadings) {
    self.lead = lead
    self.readings = readings
  }

  /// Purchases that count: one that was indemnified may count no more (A-AP-3).
  private var owners: [Ownership] {
    lead.owners.filter { !(readings.claimRestoresExclusive && $0.settled > .zero) }
  }

  /// - Returns: what the buyer paid for it already, when it goes from shared to exclusive.
  func require(_ mode: SellingMode, for party: String) throws(Refusal) -> Money {
    if let own = owners.first(where: { $0.party == party }) {
      let mayUpgrade = readings.exclusiveUpgrade == .allow && owners.count == 1
      if mayUpgrade && mode == .exclusive && own.mode == .shared && lead.modes.contains(.exclusive)
      {
        return own.price
      }
      throw Refusal(
        .alreadyOwned, "AP-1.4",
        "client \(party) bought lead \(lead.id) in \(own.mode.rawValue) mode",
        try: "nothing: it is bought once")
    }
    if owners.contains(where: { $0.mode == .exclusive }) {
      throw Refusal(
        .leadSoldExclusively, "AP-1.4", "lead \(lead.id) is sold in exclusive mode",
        try: "choose another lead")
    }
    if mode == .exclusive && !owners.isEmpty {
      throw Refusal(
        .exclusiveUnavailable, "AP-1.4",
        "lead \(lead.id) has \(owners.count) buyers in shared mode",
        try: "buy it in shared mode")
    }
    if !lead.modes.contains(mode) {
      throw Refusal(
        .modeNotOffered, "AP-1.3",
        "lead \(lead.id) is offered in "
          + (lead.modes.isEmpty ? "no mode" : lead.modes.map(\.rawValue).joined(separator: ", ")),
        try: "buy it in a mode that is offered")
    }
    if mode == .shared, let most = readings.sharedMaxBuyers.count, owners.count >= most {
      throw Refusal(
        .modeNotOffered, "AP-1.4", "lead \(lead.id) has \(owners.count) buyers, \(most) at most",
        try: "choose another lead")
    }
    return .zero
  }
}
