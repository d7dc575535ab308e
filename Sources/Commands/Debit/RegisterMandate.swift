public import Ledger

/// A client signed a mandate: its invoices are collected by direct debit (BC-4.5).
public struct RegisterMandate: CommandBody {
  public static let verb: StaticString = "RegisterMandate"
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var mandateRef = String.unset
  public var party = String.unset
  public var signedOn = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("mandate_ref", &mandateRef, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("signed_on", &signedOn)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    try request.requireClient(is: party)
    guard let known = book.parties[party] else {
      throw Refusal.unknown("client", party, book.clauses.mandate)
    }
    if known.mandate == mandateRef {
      throw Refusal(
        .alreadyExists, book.clauses.mandate, "mandate \(mandateRef) is registered",
        try: "nothing: it stands")
    }
    if signedOn > Paris.day(of: request.received) {
      throw Refusal(
        .timeRefused, book.clauses.mandate,
        "signed on \(signedOn), handed in at \(request.received)",
        try: "register it once it is signed")
    }
    let registered = PaymentMethodRegistered.with {
      $0.kind = .sepaMandate
      $0.mandateRef = mandateRef
      $0.party = party
      $0.signedOn = signedOn
    }
    return Decision([
      Draft(
        "party-\(party)", .paymentMethodRegistered(registered),
        occurred: request.occurred(Paris.start(of: signedOn)), rule: book.clauses.mandate,
        basis: .fact)
    ])
  }
}
