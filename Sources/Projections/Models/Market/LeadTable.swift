import Ledger

/// `lead`: each lead, what it costs now, who owns it and in which modes it can still be bought (LEAD, AP-1.4).
enum LeadTable: ReadModel {
  static let table = Table(
    "lead", "leads: their prices now, who owns them, in which modes they can be bought",
    key: ["lead"], ofClient: "lead IN (SELECT lead FROM lead_purchase WHERE client = ?1)",
    [
      .required("lead"), .required("site"), .required("range"), .optional("zone"),
      .required("captured_at", .instant), .required("has_project", .flag),
      .required("modes", .list), .optional("price_exclusive", .money),
      .optional("price_shared", .money), .required("owners", .list),
      .required("modes_left", .list), .required("sold", .integer), .required("person"),
      .optional("contact_name"), .optional("contact_phone"), .optional("contact_email"),
      .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.leads.leads.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let leads = models.leads
    let readings = models.marketReadings()
    let present = models.present ?? .unset
    try leads.leads.forEach(by: { $0.event.lead }) { (_, lead) throws(ProjectionError) in
      row.text(lead.event.lead)
      row.text(lead.event.site)
      row.text(lead.event.range)
      row.text(lead.event.zone)
      row.instant(lead.event.capturedAt)
      row.flag(lead.event.hasProject)
      row.list((lead.offered?.modes ?? []).map(\.rawValue))
      row.money(leads.price(of: lead, .exclusive, at: present)?.price)
      row.money(leads.price(of: lead, .shared, at: present)?.price)
      row.list(lead.purchases.map { leads.purchases[$0].event.party }.unique)
      row.list(leads.modesLeft(of: lead, readings).map(\.rawValue))
      row.integer(lead.purchases.count)
      row.text(lead.event.person)
      row.text(lead.contact.detail(\.name))
      row.text(lead.contact.detail(\.phone))
      row.text(lead.contact.detail(\.email))
      row.integer(lead.position)
      try row.endRow()
    }
  }
}

/// `lead_purchase`: one row a purchase, with what paid it (AP-1.3, AP-3.1).
enum LeadPurchaseTable: ReadModel {
  static let table = Table(
    "lead_purchase", "purchases of leads, with what paid them", key: ["position"],
    ofClient: "client = ?1",
    [
      .required("position", .integer), .required("lead"), .required("client"), .required("mode"),
      .required("price", .money), .required("price_seen", .money), .required("vat_rate", .rate),
      .required("payment_mode"), .required("channel"), .optional("session"), .optional("token"),
      .required("flags", .list), .required("bought_at", .instant), .required("day", .day),
      .optional("invoice"), .required("lots", .list), .required("settled", .money),
      .required("terms"),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.leads.purchases.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    for purchase in models.leads.purchases {
      row.integer(purchase.position)
      row.text(purchase.event.lead)
      row.text(purchase.event.party)
      row.text(purchase.event.mode.rawValue)
      row.money(purchase.event.priceHt)
      row.money(purchase.event.priceSeen)
      row.rate(purchase.event.vat)
      row.text(purchase.event.paymentMode.rawValue)
      row.text(purchase.event.channel.rawValue)
      row.text(purchase.event.session)
      row.text(purchase.event.token)
      row.list(purchase.event.flags ?? [])
      row.instant(purchase.at)
      row.day(purchase.day)
      row.text(purchase.invoice)
      row.list(purchase.parts.map(\.lot))
      row.money(purchase.settled)
      row.text(purchase.terms)
      try row.endRow()
    }
  }
}

extension [String] {
  /// Each name once, where it stands first.
  var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
