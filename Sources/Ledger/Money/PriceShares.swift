/// An amount agreed for something that was bought in several purchases, set against their prices in their order: what is
/// above all of them is a credit of none (AP-3.3).
public struct PriceShares: Sendable, Equatable {
  /// A share for each purchase, never above what is left of its price.
  public var shares: [Money] = []
  /// What is above all prices.
  public var excess: Money

  /// - Parameter prices: what is left of each price, before VAT.
  public init(of amount: Money, over prices: [Money]) {
    excess = amount
    for price in prices {
      let share = max(.zero, min(excess, price))
      shares.append(share)
      excess = excess - share
    }
  }
}
