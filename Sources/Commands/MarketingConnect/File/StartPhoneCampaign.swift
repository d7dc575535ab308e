public import Ledger

/// A client uses a file: within its licence, for its own advertising, never by an automatic machine; calls to individuals after the check against Bloctel, and from 2026-08-11 with their consent (MC-L.1, MC-L.2, MC-L.8).
public struct StartPhoneCampaign: CommandBody {
  public static let verb: StaticString = "StartPhoneCampaign"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var automated = false
  public var campaign = String.unset
  public var consentProof: SHA256Text?
  public var file = String.unset
  public var forParty = String.unset
  public var from = Day.unset
  public var to = Day.unset
  public var use = LicenceUse.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("automated", &automated)
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("consent_proof", &consentProof)
    try visitor.field("file", &file, IDCoding.self)
    try visitor.field("for_party", &forParty, IDCoding.self)
    try visitor.field("from", &from)
    try visitor.field("to", &to)
    try visitor.field("use", &use)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let known = book.advertising.files[file], let order = known.order else {
      throw Refusal.unknown("delivered file", file, "MC-L.8")
    }
    let (placed, contract) = try book.order(order, "MC-L.8")
    try request.requireClient(is: known.client)
    if book.advertising.campaigns[campaign] != nil {
      throw Refusal(
        .alreadyExists, "MC-L.8", "campaign \(campaign) is known", try: "use another id")
    }
    if !placed.uses.contains(use) {
      throw Refusal(
        .useNotLicensed, "MC-L.1",
        "order \(order) is licensed for \(placed.uses.map(\.rawValue).joined(separator: ", "))",
        try: "have the licence amended")
    }
    if forParty != known.client {
      throw Refusal(
        .transferForbidden, "MC-L.2", "file \(file) is for \(known.client) alone",
        try: "let \(forParty) order a file of its own")
    }
    if automated {
      throw Refusal(
        .automatedCallsForbidden, "MC-L.2", "no machine may call without consent",
        try: "have people call")
    }
    if let useBy = known.useBy, to > useBy {
      throw Refusal(
        .fileUseExpired, "MC-L.8", "file \(file) may be used until \(useBy)",
        try: "order a new file")
    }
    var drafts: [Draft] = []
    if use == .telemarketing && known.category != .professional {
      if from >= Telemarketing.optInFrom && consentProof == nil {
        throw Refusal(
          .consentMissing, "MC-L.8",
          "from \(Telemarketing.optInFrom) an individual is called with prior consent only",
          try: "give the proof of the consents")
      }
      guard let scrub = book.scrubs.filter({ $0.file == file && $0.day <= from }).map(\.day).max(),
        scrub.adding(months: Telemarketing.scrubMonths) >= from
      else {
        throw Refusal(
          .bloctelNotChecked, "MC-L.8",
          "file \(file) was not checked against Bloctel in the month before",
          try: "record the check with RecordScrub")
      }
      if to - from > 30 {
        let next = from.adding(months: 1)
        drafts.append(
          MarketDeadline.set(
            .scrub, about: file, from: from, 1, .month, until: Paris.end(of: next),
            stream: "file-\(file)", rule: "MC-L.8", contract.pinned, request))
      }
    }
    let started = CampaignStarted.with {
      $0.at = min(Paris.start(of: from), request.received)
      $0.campaign = campaign
      $0.channel = use == .postal ? .post : use == .email ? .email : use == .sms ? .sms : .phone
      $0.contract = order
      $0.file = file
      $0.until = to
    }
    return Decision(
      [
        Draft(
          "campaign-\(campaign)", .campaignStarted(started), occurred: request.occurred(),
          rule: "MC-L.8", basis: .fact, terms: contract.terms)
      ] + drafts)
  }
}
