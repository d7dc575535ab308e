import Ledger

/// `delivery_claim`: claims for addresses, a row for each category, against the threshold that decides (CLM, MC-B.9,
/// MC-B.10, MC-L.7, MC-S.5).
enum DeliveryClaimTable: ReadModel {
  static let table = Table(
    "delivery_claim", "claims for addresses that were no good, and what they come to",
    key: ["claim", "part"], ofClient: "client = ?1",
    [
      .required("claim"), .required("part", .integer), .required("client"), .required("order"),
      .optional("campaign"), .optional("category"), .required("ground"), .required("channel"),
      .required("sent_on", .day), .required("received_on", .day), .optional("last_day", .day),
      .required("status"), .optional("code"), .optional("rented", .integer),
      .optional("undelivered", .integer), .optional("rate"), .optional("threshold", .integer),
      .optional("indemnified", .integer), .optional("unit", .unitPrice),
      .optional("amount_net", .money), .optional("credit_note"), .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int {
    models.advertising.claims.all.reduce(0) { $0 + max(1, $1.parts.count) }
  }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let claims = models.advertising.claims.all
    try claims.forEach(by: { $0.event.claim }) { (_, claim) throws(ProjectionError) in
      for part in 0..<max(1, claim.parts.count) {
        let qualified = part < claim.parts.count ? claim.parts[part] : nil
        let (status, code) = models.state(of: claim, qualified)
        row.text(claim.event.claim)
        row.integer(part + 1)
        row.text(claim.event.client)
        row.text(claim.event.order)
        row.text(claim.event.campaign)
        row.text(qualified?.category?.rawValue)
        row.text(claim.event.ground.rawValue)
        row.text(claim.event.channel)
        row.day(claim.event.sentOn)
        row.day(claim.event.receivedOn)
        row.day(models.lastDay(of: claim))
        row.choice(status)
        row.text(code)
        row.integer(qualified?.rented)
        row.integer(qualified?.undelivered)
        row.text(qualified?.rate.description)
        row.integer(qualified?.threshold)
        row.integer(qualified?.indemnified)
        if let unit = qualified?.unit { row.unitPrice(unit) } else { row.none() }
        row.money(qualified?.amountHt)
        row.text(qualified?.result == .indemnified ? claim.creditNote : nil)
        row.integer(claim.position)
        try row.endRow()
      }
    }
  }
}

extension ReadModels {
  /// The last day on which a claim could be sent: of its campaign, or of the file of its order.
  func lastDay(of claim: AdvertisingModel.Claim) -> Day? {
    claim.event.campaign.flatMap { advertising.campaigns.look(up: $0)?.claimUntil }
      ?? advertising.orders.look(up: claim.event.order)?.claimUntil
  }

  /// What became of a claim, and the code that says why: on a ground that nobody guarantees (MC-B.11), too late
  /// (MC-B.10), waiting for its registered letter, or decided.
  func state(of claim: AdvertisingModel.Claim, _ part: DeliveryClaimQualified?)
    -> (StaticString, String?)
  {
    if let part {
      return (part.result == .indemnified ? "indemnified" : "denied", part.code)
    }
    if claim.event.ground == .noReply || claim.event.ground == .delay {
      return ("denied", "MC_CLAIM_GROUND_NOT_COVERED")
    }
    let readings = advertisingReadings(advertising.orders.look(up: claim.event.order)?.terms)
    let day = readings.lrarCounts == .sent ? claim.event.sentOn : claim.event.receivedOn
    if let last = lastDay(of: claim), day > last { return ("waived", "MC_CLAIM_LATE") }
    let letters: Set<String> = ["registered_letter", "lr", "lrar", "lre"]
    if !letters.contains(claim.event.channel) { return ("letter_awaited", "MC_LRAR_REQUIRED") }
    return ("filed", nil)
  }
}
