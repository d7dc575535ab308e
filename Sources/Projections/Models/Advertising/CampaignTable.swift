import Ledger

/// `campaign`: whom each campaign addresses, when it was approved, sent, started and stopped (DLV, MC-A, MC-B, MC-S).
enum CampaignTable: ReadModel {
  static let table = Table(
    "campaign", "campaigns: whom they address, when they were sent or ran, their clicks",
    key: ["campaign"], ofClient: "client = ?1",
    [
      .required("campaign"), .required("order"), .optional("client"), .optional("channel"),
      .optional("source"), .optional("individuals", .integer),
      .optional("professionals", .integer), .optional("approved_at", .instant),
      .optional("earliest", .day), .optional("send_at", .instant), .optional("sent_at", .instant),
      .optional("sent", .integer), .optional("started_at", .instant),
      .optional("stopped_at", .instant), .optional("campaign_end"),
      .required("clicks", .integer), .optional("guaranteed", .integer), .required("status"),
      .optional("claim_until", .day), .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int {
    models.advertising.campaigns.all.count
  }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let advertising = models.advertising
    try advertising.campaigns.all.forEach(by: { $0.id }) {
      (_, campaign) throws(ProjectionError) in
      row.text(campaign.id)
      row.text(campaign.order)
      row.text(advertising.owners[campaign.id])
      row.text(campaign.started?.channel.rawValue ?? campaign.kind?.rawValue)
      row.text(campaign.source?.rawValue)
      row.integer(campaign.individuals)
      row.integer(campaign.professionals)
      row.instant(campaign.approved)
      row.day(campaign.earliest)
      row.instant(campaign.sendAt)
      row.instant(campaign.sent?.at)
      row.integer(campaign.sent?.count)
      row.instant(campaign.started?.at)
      row.instant(campaign.stopped?.at)
      row.text(campaign.stopped?.reason.rawValue)
      row.integer(campaign.clicks)
      row.integer(advertising.orders.look(up: campaign.order)?.event.clicksGuaranteed)
      row.choice(campaign.status)
      row.day(campaign.claimUntil)
      row.integer(campaign.position)
      try row.endRow()
    }
  }
}
