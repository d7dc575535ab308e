public import Ledger

/// A client chooses whom a campaign addresses, and whose addresses they are (MC-B.3, MC-D.3): its counts are frozen here.
public struct SelectTargeting: CommandBody {
  public static let verb: StaticString = "SelectTargeting"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var campaign = String.unset
  public var countIndividuals = Int.unset
  public var countProfessionals = Int.unset
  public var criteria: SHA256Text?
  public var order = String.unset
  public var source = AddressSource.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("campaign", &campaign, IDCoding.self)
    try visitor.field("count_individuals", &countIndividuals)
    try visitor.field("count_professionals", &countProfessionals)
    try visitor.field("criteria", &criteria)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("source", &source)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.liveOrder(order, "MC-B.3")
    try request.requireClient(is: known.client)
    if let campaign = book.advertising.campaigns[campaign],
      campaign.order != order || campaign.sent != nil
    {
      throw Refusal(
        .notInThisState, "MC-B.3", "campaign \(self.campaign) was sent, or is of another order",
        try: "use another id")
    }
    if countIndividuals < 0 || countProfessionals < 0 || countIndividuals + countProfessionals == 0
    {
      throw Refusal(
        .basketChanged, "MC-B.3",
        "\(countIndividuals) individuals, \(countProfessionals) professionals",
        try: "address somebody")
    }
    let selected = TargetingSelected.with {
      $0.campaign = campaign
      $0.countIndividuals = countIndividuals
      $0.countProfessionals = countProfessionals
      $0.criteria = criteria
      $0.order = order
      $0.source = source
    }
    let instructed = ProcessingInstructionRecorded.with {
      $0.contract = order
      $0.instruction = criteria
      $0.roles = source == .soms ? .joint : .processor
    }
    return Decision([
      Draft(
        "campaign-\(campaign)", .targetingSelected(selected), occurred: request.occurred(),
        rule: "MC-B.3", basis: .fact, terms: contract.terms),
      Draft(
        "campaign-\(campaign)", .processingInstructionRecorded(instructed),
        occurred: request.occurred(), rule: "MC-B.13", basis: .computed, terms: contract.terms),
    ])
  }
}
