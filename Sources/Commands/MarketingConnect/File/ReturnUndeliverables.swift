public import Ledger

/// Letters that came back are handed in (MC-L.7): a fact; in time within three months of the delivery.
public struct ReturnUndeliverables: CommandBody {
  public static let verb: StaticString = "ReturnUndeliverables"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var count = Int.unset
  public var order = String.unset
  public var proof = SHA256Text.unset
  public var receivedOn = Day.unset
  public var returned = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("count", &count)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("proof", &proof)
    try visitor.field("received_on", &receivedOn)
    try visitor.field("returned", &returned, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.order(order, "MC-L.7")
    try request.requireClient(is: known.client)
    guard let delivered = known.deliveredOn, let quantity = known.delivered else {
      throw Refusal(
        .notInThisState, "MC-L.7", "no file of order \(order) is delivered",
        try: "nothing: there is nothing to return")
    }
    if count < 1 || count > quantity || receivedOn < delivered || receivedOn > request.today {
      throw Refusal(
        .timeRefused, "MC-L.7",
        "\(count) of \(quantity) on \(receivedOn), delivered on \(delivered)",
        try: "count what came back since the delivery")
    }
    let readings = contract.pinned.config.marketingconnect
    let last = delivered.adding(months: readings.listClaimPeriod.months)
    let event = UndeliverableReturned.with {
      $0.client = known.client
      $0.count = count
      $0.late = receivedOn > last
      $0.order = order
      $0.proof = proof
      $0.receivedOn = receivedOn
      $0.returned = returned
    }
    let draft = Draft(
      "order-\(order)", .undeliverableReturned(event), occurred: request.occurred(), rule: "MC-L.7",
      basis: .fact, terms: contract.terms)
    if receivedOn > last {
      return Decision(
        [draft],
        effect: Refusal(
          .npaiLate, "MC-L.7", "returned on \(receivedOn), the last day was \(last)",
          try: "nothing: deemed waived for good"))
    }
    if count * 100 <= readings.npaiThreshold * quantity {
      return Decision(
        [draft],
        effect: Refusal(
          .belowThreshold, "MC-L.7",
          "\(Percentage(count, of: quantity)) % came back, at most \(readings.npaiThreshold) % is borne by the client",
          try: "nothing: it is within the tolerance"))
    }
    return Decision([draft])
  }
}
