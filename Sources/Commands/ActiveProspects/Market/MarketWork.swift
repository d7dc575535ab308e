public import Ledger

/// What time brings about under Active Prospects.
public enum MarketWork: Sendable, Equatable {
  /// A half-month of a beneficiary's purchases is invoiced, by its first day (AP-4.3).
  case half(String, Day)
  /// A period ends: twenty-four hours to credit, sixty days to refund, days to pay in advance.
  case deadline(String)
  /// A certificate of insurance is about to end (AP-5.1).
  case insurance(String, ends: Day)
  /// New terms are to be proposed (AP-6.2).
  case proposal(String)
  /// What became of a lead is asked (AP-2.1).
  case followUp(String, String)

  /// The id of the command that it becomes.
  var commandID: String {
    switch self {
    case .half(let party, let first): "agenda:\(party)~half-\(first)"
    case .deadline(let deadline): "agenda:\(deadline)"
    case .insurance(let party, let ends): "agenda:\(party)~insurance-\(ends)"
    case .proposal(let version): "agenda:\(version)~proposal"
    case .followUp(let lead, let party): "agenda:\(lead)~follow-up-\(party)"
    }
  }
}

extension Book {
  /// The command that an item becomes, or nil when it does not hold any more.
  func marketCommand(for work: MarketWork) -> (any CommandBody)? {
    switch work {
    case .half(let party, let first):
      guard let invoice = HalfMonthInvoice(party, first, self), invoice.total != .zero else {
        return nil
      }
      return CloseBillingPeriod.with {
        $0.party = party
        $0.period = first
      }
    case .deadline(let deadline):
      if market.deadlines[deadline] == nil { return nil }
      return ElapseDeadline.with { $0.deadline = deadline }
    case .insurance(let party, let ends):
      guard let account = market.beneficiaries[party], account.insuredTo == ends,
        account.closure?.effective == nil
      else { return nil }
      return remind(.renewInsurance, party, "AP-5.1", answerBy: ends)
    case .proposal(let version):
      return remind(.proposeTerms, version, "AP-6.2", answerBy: nil)
    case .followUp(let lead, let party):
      guard let ownership = market.leads[lead]?.owners.last(where: { $0.party == party }),
        !ownership.isFollowedUp
      else { return nil }
      return remind(.followUpLead, lead, "AP-2.1", answerBy: nil)
    }
  }

  /// Something is overdue: may its recovery begin? (AP-4.12)
  func askForCollection(of party: String) -> (any CommandBody)? {
    remind(.openCollection, party, "AP-4.12", answerBy: nil)
  }

  private func remind(_ right: Right, _ subject: String, _ rule: String, answerBy: Day?)
    -> (any CommandBody)?
  {
    if tasks[taskID(subject, right)] != nil { return nil }
    return OpenReminder.with {
      $0.answerBy = answerBy
      $0.right = right
      $0.rule = rule
      $0.subject = subject
    }
  }
}

/// The day of a reminder has come: a person has something to ask or to send, for the ledger sends nothing itself.
public struct OpenReminder: CommandBody {
  public static let verb: StaticString = "OpenReminder"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.scheduler]

  public var answerBy: Day?
  public var right = Right.unset
  public var rule = String.unset
  public var subject = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("answer_by", &answerBy)
    try visitor.field("right", &right)
    try visitor.field("rule", &rule, IDCoding.self)
    try visitor.field("subject", &subject, DerivedIDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    Decision([openTask(right, about: subject, rule: rule, answerBy: answerBy, request)])
  }
}
