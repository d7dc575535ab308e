public import Ledger

/// The costs of a cancelled order are charged once a price list or the terms name them (MC-B.8).
public struct ChargeDossierFee: CommandBody {
  public static let verb: StaticString = "ChargeDossierFee"
  public static let systems = [System.marketingconnect]
  public static let roles: [Role] = [.provider, .staff]

  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("order", &order, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    let (known, contract) = try book.order(order, "MC-B.8")
    if book.tasks[taskID(order, .setDossierFee)] == nil {
      throw Refusal(
        .notInThisState, "MC-B.8", "no costs of order \(order) wait",
        try: "nothing: there is nothing to charge")
    }
    guard let fee = CancelledOrder.fee(contract, request, book) else {
      throw Refusal(
        .dossierFeeUndefined, "MC-B.8", "no price list gives the costs of order \(order)",
        try: "publish a price list with \(CancelledOrder.code)")
    }
    return Decision(
      CancelledOrder(known, contract).charge(fee, order, after: 0, request, book)
        + answered(.setDossierFee, order, "charged", "MC-B.8", request, book))
  }
}
