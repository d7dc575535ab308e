import Ledger

/// `delivery`: what became of the messages of a campaign, by category of addresses (DLV, MC-B.6, MC-B.9, MC-S.5).
///
/// Sent, delivered and opened are three counts, never merged (MC-D.2). Whether the undelivered exceed the threshold is
/// decided by whole numbers, on the addresses rented (A-MC-10, A-MC-11); the rate is for reading, in percent to four
/// digits.
enum DeliveryTable: ReadModel {
  static let table = Table(
    "delivery", "what became of messages, by category of addresses, against its threshold",
    key: ["campaign", "category"],
    ofClient: "campaign IN (SELECT campaign FROM campaign WHERE client = ?1)",
    [
      .required("campaign"), .required("category"), .required("order"),
      .required("rented", .integer), .required("sent", .integer),
      .required("delivered", .integer), .required("undelivered", .integer),
      .optional("opened", .integer), .required("rate"), .optional("threshold", .integer),
      .required("exceeds", .flag), .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int {
    models.advertising.campaigns.all.reduce(0) { $0 + $1.reports.count }
  }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let campaigns = models.advertising.campaigns.all
    try campaigns.forEach(by: { $0.id }) { (_, campaign) throws(ProjectionError) in
      for category in [AddressCategory.individual, .professional] {
        guard let report = campaign.reports[category] else { continue }
        let event = report.event
        let threshold = models.threshold(of: campaign, category)
        row.text(campaign.id)
        row.text(category.rawValue)
        row.text(campaign.order)
        row.integer(event.rented)
        row.integer(event.sent)
        row.integer(event.delivered)
        row.integer(event.undelivered)
        row.integer(event.opened)
        row.text(Percentage(event.undelivered, of: event.rented).description)
        row.integer(threshold)
        row.flag(threshold.map { event.undelivered * 100 > $0 * event.rented } ?? false)
        row.integer(report.position)
        try row.endRow()
      }
    }
  }
}

extension ReadModels {
  /// The percentage that the undelivered of a category must exceed; nil where nothing is ever indemnified: the client's
  /// own addresses (MC-B.9), mobiles of professionals (A-MC-26).
  func threshold(of campaign: AdvertisingModel.Campaign, _ category: AddressCategory) -> Int? {
    if campaign.source == .client { return nil }
    let order = advertising.orders.look(up: campaign.order)
    let readings = advertisingReadings(order?.terms)
    switch (order?.event.product, category) {
    case ("sms", .individual): return readings.thresholdSms
    case ("sms", .professional): return nil
    case (_, .individual): return readings.thresholdIndividual
    case (_, .professional): return readings.thresholdProfessional
    }
  }
}
