public import Ledger

/// A beneficiary chooses how it pays (AP-4.1): by direct debit, or in advance from its Tirelire.
public struct ChoosePaymentMode: CommandBody {
  public static let verb: StaticString = "ChoosePaymentMode"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var mode = String.unset
  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("mode", &mode, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    let (account, terms) = try book.beneficiary(party, "AP-4.1")
    guard let mode = PaymentMode(rawValue: mode) else {
      throw Refusal(
        .paymentModeUnknown, "AP-4.1", "\(mode) is none of direct_debit, wallet",
        try: "choose one of them")
    }
    let isStaff = request.actor.role != .client
    if mode == .directDebit && account.isDebitWithdrawn && !isStaff {
      throw Refusal(
        .directDebitWithdrawn, "AP-4.9", "direct debit was withdrawn from client \(party)",
        try: "credit the Tirelire, or ask Active Prospects")
    }
    if account.mode == mode {
      throw Refusal(
        .alreadyExists, "AP-4.1", "client \(party) pays by \(mode.rawValue)",
        try: "nothing: it stands")
    }
    var drafts = [
      PaymentModeDrafting.change(
        party, account, to: mode, reason: "chosen", rule: "AP-4.1", terms, request)
    ]
    if mode == .directDebit && account.isDebitWithdrawn {
      drafts.append(
        decided(
          .withdrawDirectDebit, about: party, exercised: false, reason: "direct debit given back",
          rule: "AP-4.9", request, terms: terms.version))
    }
    return Decision(drafts)
  }
}

/// How a beneficiary pays from now on.
enum PaymentModeDrafting {
  static func change(
    _ party: String, _ account: Beneficiary, to mode: PaymentMode, reason: String, rule: String,
    _ terms: PublishedTerms, _ request: Request
  ) -> Draft {
    let changed = PaymentModeChanged.with {
      $0.decidedBy = request.actor.user ?? request.actor.id
      $0.from = account.mode
      $0.party = party
      $0.reason = reason
      $0.to = mode
    }
    return Draft(
      "party-\(party)", .paymentModeChanged(changed), occurred: request.occurred(), rule: rule,
      basis: .decision, terms: terms.version)
  }
}
