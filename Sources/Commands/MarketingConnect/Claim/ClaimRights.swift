import Ledger

/// Until when, and on what threshold, addresses can be claimed for (MC-B.9, MC-B.10, MC-L.7, MC-S.5).
struct ClaimRights {
  let order: AdvertisingOrder
  let campaign: AdvertisingCampaign?
  let readings: MarketingConnectReadings

  init(_ order: AdvertisingOrder, _ campaign: AdvertisingCampaign?, _ contract: Contract) {
    self.order = order
    self.campaign = campaign
    readings = contract.pinned.config.marketingconnect
  }

  /// The article of the indemnity.
  var rule: String {
    switch order.offer {
    case .list: "MC-L.7"
    case .sms: "MC-S.5"
    case .email, .mailing, .booster: "MC-B.9"
    }
  }

  /// The article of its time.
  var timeRule: String { order.offer == .list ? "MC-L.7" : "MC-B.10" }

  /// The last day to claim: one month after the sending (A-MC-13), three after the delivery of a file.
  var last: Day? {
    if order.offer == .list {
      return order.deliveredOn?.adding(months: readings.listClaimPeriod.months)
    }
    let sent = campaign?.sent.map(Paris.day(of:))
    let from = readings.rentalDate == .order ? Paris.day(of: order.placedAt) : sent
    return from?.adding(months: readings.claimMonths)
  }

  /// Why a letter is too late, or nil: its postmark counts (A-MC-14).
  func late(sentOn: Day, receivedOn: Day) -> Refusal? {
    let day = readings.lrarCounts == .sent ? sentOn : receivedOn
    guard let last, day > last else { return nil }
    return Refusal(
      .claimLate, timeRule, "claimed on \(day), the last day was \(last)",
      try: "nothing: deemed waived for good")
  }

  /// The percentage that must be exceeded; nil where nothing is ever indemnified (A-MC-26).
  func threshold(_ category: AddressCategory) -> Int? {
    switch (order.offer, category) {
    case (.sms, .individual): readings.thresholdSms
    case (.sms, .professional): nil
    case (_, .individual): readings.thresholdIndividual
    case (_, .professional): readings.thresholdProfessional
    }
  }

  /// How many addresses are indemnified: all, or what exceeds the threshold (A-MC-9); none at or below it (A-MC-10).
  func indemnified(_ undelivered: Int, of total: Int, above threshold: Int) -> Int {
    if undelivered * 100 <= threshold * total { return 0 }
    switch readings.indemnity {
    case .all: return undelivered
    case .excess: return undelivered - threshold * total / 100
    }
  }
}

/// What one address was invoiced at: what was invoiced, over the quantity, to four digits (MC-B.9).
struct InvoicedValue {
  let invoice: Invoice

  /// - Parameter code: the item of the basket.
  func unit(of code: String) -> UnitPrice? {
    let lines = invoice.lines.filter { $0.label == code }
    let quantity = lines.map(\.qty).reduce(0, +)
    let own = lines.map(\.ht).sum()
    let named = invoice.lines.filter { line in line.qty > 1 || line.label == code }.map(\.ht).sum()
    let all = invoice.lines.map(\.ht).sum()
    if quantity == 0 || named == .zero { return nil }
    if named == all {
      return UnitPrice(tenThousandths: roundedHalfUp(own.cents * 100, over: quantity))
    }
    // The complement to the minimum is part of what the addresses cost.
    return UnitPrice(
      tenThousandths: roundedHalfUp(own.cents * all.cents * 100, over: named.cents * quantity))
  }
}
