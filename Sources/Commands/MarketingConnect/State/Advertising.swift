public import Ledger

/// What MARKETINGCONNECT knows beside clients, contracts, invoices and payments: orders, campaigns, files, claims.
public struct Advertising: Sendable {
  public internal(set) var orders: [String: AdvertisingOrder] = [:]
  public internal(set) var campaigns: [String: AdvertisingCampaign] = [:]
  public internal(set) var files: [String: AddressFile] = [:]
  public internal(set) var claims: [String: DeliveryClaim] = [:]
  public internal(set) var changes: [String: NotifiedChange] = [:]
  public internal(set) var requests: [String: SubjectRequest] = [:]
  /// Redirections in use: each leads from one campaign (MC-D.4).
  public internal(set) var redirections: Set<String> = []
  /// When each document with a proof was signed, by its hash, by client (MC-II.9).
  public internal(set) var signed: [String: [String: Instant]] = [:]
  /// Persons who object, each to a purpose (MC-B.14, MC-III.14).
  public internal(set) var objections: Set<ConsentKey> = []
  /// Credit notes for addresses of files, used on next invoices only (MC-L.7).
  public internal(set) var fileCredits: Set<String> = []
  public internal(set) var breaches: Set<String> = []
  public internal(set) var incidents: Set<String> = []
}

/// What is sold (MC-D.1).
public enum Offer: String, Choice {
  /// A pack of clicks (MC-A.1).
  case booster
  case email, sms
  /// A file of addresses (MC-L.1).
  case list
  /// Letters, billed by a hundred items at least (MC-II.4).
  case mailing
}

/// An order: a proposal that a client accepted (MC-D.1).
public struct AdvertisingOrder: Sendable {
  public var offer: Offer
  public var client: String
  /// Who is invoiced (A-MC-1).
  public var billed: String
  public var items: [BasketItem]
  public var total: Money
  public var sale: SaleChannel
  public var placed: Int
  public var placedAt: Instant
  public var clicks: Int?
  public var uses: [LicenceUse] = []
  /// A payment that waits for the accounts department (MC-II.2).
  public var announced: String?
  public var method: PaymentMethod?
  public var validated: Instant?
  public var confirmed: Instant?
  public var hasForm = false
  public var isCancelled = false
  public var isCardRefused = false
  public var needsTransfer = false
  /// Suspended for an unlawful advertisement (MC-III.9).
  public var isUnlawful = false
  /// An end asked for too early takes effect after the three months (A-MC-5).
  public var stopsAfterCommitment = false
  public var invoice: String?
  /// When it was told that its means do not suffice (MC-III.6).
  public var guaranteeUntil: Day?
  public var isInsufficient = false
  public var answer: GuaranteeAnswer?
  /// The addresses delivered (MC-L.6), and from when they can be had (A-MC-17).
  public var delivered: Int?
  public var deliveredOn: Day?
  public var returned: UndeliverableReturned?

  /// How much was ordered.
  var quantity: Int { items.map(\.qty).reduce(0, +) }
}

/// A campaign of one order.
public struct AdvertisingCampaign: Sendable {
  public var order: String
  /// The hash of what was approved.
  public var approved: String?
  public var approvedAt: Instant?
  public var source = AddressSource.soms
  public var individuals = 0
  public var professionals = 0
  public var file: String?
  public var scheduled: Instant?
  public var kind: MessageKind?
  public var sent: Instant?
  public var started: Instant?
  public var stopped = false
  /// The last day of calls (MC-L.8).
  public var until: Day?
  public var clicks = 0
  public var isSiteWarranted = false
  public var reports: [AddressCategory: Reported] = [:]

  func rented(_ category: AddressCategory) -> Int {
    category == .individual ? individuals : professionals
  }
}

/// What became of the addresses of one category.
public struct Reported: Sendable {
  public var rented: Int
  public var undelivered: Int
}

/// A file of addresses: delivered to a client, or given by one.
public struct AddressFile: Sendable {
  public var client: String
  public var order: String?
  public var source: AddressSource
  public var category: AddressCategory?
  public var useBy: Day?
  public var isOptInWarranted = false
  public var isDestroyed = false
}

/// A claim for addresses.
public struct DeliveryClaim: Sendable {
  public var order: String
  public var campaign: String?
  public var ground: ClaimGround
  public var channel: String
  public var sentOn: Day
  public var receivedOn: Day
  public var position: Int
  public var isClosed = false
  /// It brought a credit note.
  public var isIndemnified = false
}

/// A change of prices or terms that a client was told of (MC-III.4).
public struct NotifiedChange: Sendable {
  public var contract: String
  public var version: String?
  /// Of new terms, not of prices (MC-III.5).
  public var isOfTerms: Bool
  public var answerUntil: Day
  public var isSettled = false
}

/// A person's request about its data (MC-B.14).
public struct SubjectRequest: Sendable {
  public var subject: String
  public var kind: SubjectRight
  public var isAnswered = false
}

extension Book {
  /// - Throws: `G_UNKNOWN_REFERENCE`.
  func order(_ id: String, _ rule: String) throws(Refusal) -> (AdvertisingOrder, Contract) {
    guard let order = advertising.orders[id], let contract = contracts[id] else {
      throw Refusal.unknown("order", id, rule)
    }
    return (order, contract)
  }

  /// An order that is neither cancelled nor over.
  func liveOrder(_ id: String, _ rule: String) throws(Refusal) -> (AdvertisingOrder, Contract) {
    let (order, contract) = try order(id, rule)
    if order.isCancelled || contract.ended != nil {
      throw Refusal(
        .notInThisState, rule, "order \(id) is \(order.isCancelled ? "cancelled" : "over")",
        try: "place another order")
    }
    return (order, contract)
  }

  /// An order that is carried out: neither over nor suspended (MC-III.9).
  func runningOrder(_ id: String, _ rule: String) throws(Refusal) -> (AdvertisingOrder, Contract) {
    let (order, contract) = try liveOrder(id, rule)
    if contract.suspended {
      throw Refusal(
        .notInThisState, "MC-III.9", "order \(id) is suspended",
        try: "restore it with RestoreAccess first")
    }
    return (order, contract)
  }

  func advertisingCampaign(_ id: String, _ rule: String) throws(Refusal) -> AdvertisingCampaign {
    guard let campaign = advertising.campaigns[id] else {
      throw Refusal.unknown("campaign", id, rule)
    }
    return campaign
  }

  /// Nothing is treated before its payment is validated (MC-II.2).
  func requireValidated(_ order: AdvertisingOrder, _ id: String, _ rule: String) throws(Refusal)
    -> Instant
  {
    guard let validated = order.validated else {
      throw Refusal(
        .paymentNotValidated, rule, "the payment of order \(id) is not validated",
        try: "wait until the accounts department validates it")
    }
    return validated
  }
}
