public import Ledger

/// The rate that late interest waited for is published (G-19).
public struct AssessInterest: CommandBody {
  public static let verb: StaticString = "AssessInterest"
  public static let roles: [Role] = [.scheduler, .provider, .staff]

  public var invoice = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("invoice", &invoice, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if book.system != .activeProspects && request.actor.role != .scheduler {
      throw Refusal(
        .actorNotAuthorised, "G-17", "\(request.actor.role.rawValue) asks for interest",
        try: "let the agenda charge it")
    }
    guard let known = book.invoices[invoice] else {
      throw Refusal.unknown("invoice", invoice, "G-19")
    }
    if !known.kind.canBeLate && book.system == .activeProspects {
      throw Refusal(
        .interestNotApplicable, "AP-4.11", "invoice \(invoice) was paid in advance",
        try: "nothing: interest is for debits that come late")
    }
    if known.lateParts.isEmpty || book.tasks[taskID(invoice, .publishRate)] == nil {
      throw Refusal(
        .notInThisState, book.clauses.interest,
        "no interest on invoice \(invoice) waits for a rate",
        try: "nothing: it is charged with the payment that comes late")
    }
    var drafts = [
      decided(
        .publishRate, about: invoice, exercised: true, reason: "published",
        rule: book.clauses.interest, request,
        terms: known.pinned.version)
    ]
    for (index, part) in known.lateParts.enumerated() {
      drafts += InterestDrafting.drafts(
        invoice, known, part, rank: known.interestCharges + index + 1, request, book)
    }
    return Decision(drafts)
  }
}
