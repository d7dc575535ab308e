public import Ledger

/// The client ends the option: at an échéance, with fifteen days of notice, after its commitment (BC-5.3).
public struct DeactivateMultichannel: CommandBody {
  public static let verb: StaticString = "DeactivateMultichannel"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var contract = String.unset
  public var notifiedAt: Instant?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("notified_at", &notifiedAt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let contract = try book.contract(contract, "BC-5.3")
    try request.requireClient(is: contract.party)
    guard let option = contract.option, option.until == nil, contract.ended == nil else {
      throw Refusal(
        .notInThisState, "BC-5.3", "contract \(contract.id) has no option that runs",
        try: "nothing: there is nothing to end")
    }
    let notified = notifiedAt ?? request.received
    if notified > request.received {
      throw Refusal(
        .timeRefused, "G-2", "notified at \(notified), handed in at \(request.received)",
        try: "give the instant of the notice")
    }
    let free = contract.dueDay(
      onOrAfter: Paris.day(of: notified) + contract.readings.noticeDays)
    let ends = contract.dueDay(onOrAfter: max(free, option.minUntil))
    let deactivated = OptionDeactivated.with {
      $0.contract = contract.id
      $0.effectiveOn = ends
      $0.notifiedAt = notified
      $0.option = .multichannel
      $0.reason = .notice
    }
    let draft = Draft(
      "contract-\(contract.id)", .optionDeactivated(deactivated),
      occurred: request.occurred(notified), rule: "BC-5.3", basis: .fact, terms: contract.terms)
    let due = contract.dueDay(onOrAfter: Paris.day(of: notified) + 1)
    if ends == free {
      if due == free { return Decision([draft]) }
      return Decision(
        [draft],
        effect: Refusal(
          .noticeLate, "BC-5.3",
          "notice after \(due - contract.readings.noticeDays), the last day for the échéance of \(due)",
          try: "nothing: the option ends on \(ends)"))
    }
    return Decision(
      [draft],
      effect: Refusal(
        .optionCommitment, "BC-5.3", "the option is committed to \(option.minUntil)",
        try: "nothing: it ends on \(ends)"))
  }
}
