public import Ledger

/// Something that nobody could help keeps a party from performing (C. civ. 1218, BC-10.1).
public struct DeclareForceMajeure: CommandBody {
  public static let verb: StaticString = "DeclareForceMajeure"
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var cause = String.unset
  public var contract = String.unset
  public var from = Instant.unset
  public var party = Side.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("cause", &cause, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("from", &from)
    try visitor.field("party", &party)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(contract, book.clauses.forceMajeure)
    try request.requireClient(is: contract.party)
    if from > request.received {
      throw Refusal(
        .timeRefused, book.clauses.forceMajeure, "from \(from), handed in at \(request.received)",
        try: "declare it once it has begun")
    }
    if contract.forceMajeure.contains(where: { $0.affected == party && $0.to == nil }) {
      throw Refusal(
        .alreadyExists, book.clauses.forceMajeure,
        "force majeure of the \(party.rawValue) is declared already",
        try: "end it first with EndForceMajeure")
    }
    let declared = ForceMajeureDeclared.with {
      $0.affected = party
      $0.cause = cause
      $0.contract = contract.id
      $0.from = from
    }
    let draft = Draft(
      "contract-\(contract.id)", .forceMajeureDeclared(declared),
      occurred: request.occurred(from), rule: book.clauses.forceMajeure, basis: .fact,
      terms: contract.terms)
    return Decision([draft] + (party == .client ? unvalidated(contract, request, book) : []))
  }

  /// What was deemed validated while the client could not contest it: taken back, and left to a person.
  private func unvalidated(
    _ contract: Contract, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    var drafts: [Draft] = []
    let found = book.appointments.all {
      $0.contract == contract.id && $0.validated != nil && $0.deadlineEnd > from
        && $0.startsAt < request.received
    }
    for (_, appointment) in found.sorted(by: { $0.id < $1.id }) {
      drafts += Validation.reverse(
        appointment, contract, .forceMajeure, evidence: request.position,
        occurred: request.occurred(from), request)
      drafts.append(
        openTask(
          .validateAppointment, about: appointment.id, rule: book.clauses.forceMajeure, request,
          terms: contract.terms))
    }
    return drafts
  }
}
