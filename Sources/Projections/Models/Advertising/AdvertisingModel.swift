import Ledger

/// Orders, campaigns, files of addresses and claims of MARKETINGCONNECT (DLV, CLM).
struct AdvertisingModel {
  struct Order {
    var event: OrderPlaced
    /// Who is invoiced: the client, or its agent (A-MC-1).
    var billed: String
    var at: Instant
    var terms: String
    /// A payment was announced and waits for the accounts department (MC-II.2).
    var isAnnounced = false
    var confirmed: Instant?
    var validated: Instant?
    var isCancelled = false
    var ended: Day?
    /// The invoice that bills it: with the payment, or with the file (MC-II.2, MC-L.6).
    var invoice: String?
    var campaigns: [String] = []
    var file: FileDelivered?
    /// Letters that came back (MC-L.7).
    var returned: UndeliverableReturned?
    /// The last day to claim for the addresses of its file.
    var claimUntil: Day?
    var position: Int
  }

  struct Campaign {
    var id: String
    var order: String
    var source: AddressSource?
    var individuals: Int?
    var professionals: Int?
    var approved: Instant?
    var earliest: Day?
    var sendAt: Instant?
    var kind: MessageKind?
    var sent: MessagesSent?
    var started: CampaignStarted?
    var stopped: CampaignStopped?
    /// As the search engine counts them (MC-A.3).
    var clicks = 0
    /// What the client area reports last (MC-B.6).
    var reports: [AddressCategory: Report] = [:]
    var claimUntil: Day?
    var position: Int
  }

  struct Report {
    var event: DeliveryReportRecorded
    var position: Int
  }

  struct Claim {
    var event: DeliveryClaimFiled
    /// One for each category of addresses.
    var parts: [DeliveryClaimQualified] = []
    var creditNote: String?
    var position: Int

    /// What is indemnified of it, before VAT.
    var amount: Money { parts.map(\.amountHt).sum() }
  }

  struct File {
    var id: String
    var client: String
    var order: String?
    var source: AddressSource
    /// Of a client's own file.
    var rows: Int?
    var delivered: FileDelivered?
    var isOptInWarranted = false
    var destroyBy: Day?
    var destroyed: Instant?
    var position: Int
  }

  var orders = NamedRows<Order>()
  var campaigns = NamedRows<Campaign>()
  var claims = NamedRows<Claim>()
  var files = NamedRows<File>()
  /// Whose campaigns, files, claims, notices, users and requests are.
  var owners: [String: String] = [:]
  /// The claim that each event filed.
  var claimAt: [Int: String] = [:]
}

extension AdvertisingModel.Order {
  var status: StaticString {
    if isCancelled { return "cancelled" }
    if ended != nil { return "ended" }
    if confirmed != nil { return "confirmed" }
    return isAnnounced ? "announced" : "placed"
  }
}

extension AdvertisingModel.Campaign {
  var status: StaticString {
    if stopped != nil { return "stopped" }
    if sent != nil { return "sent" }
    if started != nil { return "running" }
    if sendAt != nil { return "scheduled" }
    return approved == nil ? "prepared" : "approved"
  }
}

extension AdvertisingModel {
  func campaigns(of order: Order) -> [Campaign] {
    order.campaigns.compactMap { campaigns.look(up: $0) }
  }

  /// What an order brought so far: addresses of its file, clicks, or messages that reached somebody.
  func delivered(_ order: Order) -> Int? {
    if let file = order.file { return file.delivered }
    let campaigns = campaigns(of: order)
    if order.event.clicksGuaranteed != nil {
      return campaigns.isEmpty ? nil : campaigns.map(\.clicks).reduce(0, +)
    }
    let reports = campaigns.flatMap { $0.reports.values.map(\.event.delivered) }
    return reports.isEmpty ? nil : reports.reduce(0, +)
  }

  /// The day on which an order is carried out: its file delivered, its messages sent, its clicks delivered or
  /// stopped, its letters or calls begun.
  func carriedOut(_ order: String) -> Day? {
    guard let order = orders.look(up: order) else { return nil }
    if let file = order.file { return Paris.day(of: file.availableAt) }
    let campaigns = campaigns(of: order)
    if campaigns.isEmpty { return nil }
    var days: [Day] = []
    for campaign in campaigns {
      let isOfClicks = order.event.clicksGuaranteed != nil
      let end = campaign.stopped?.at
      guard let at = isOfClicks ? end : campaign.sent?.at ?? campaign.started?.at ?? end
      else { return nil }
      days.append(Paris.day(of: at))
    }
    return days.max()
  }
}
