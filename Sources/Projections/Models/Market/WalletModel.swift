import Ledger

/// The Tirelires: lots of money with the VAT that they bore, and every movement (WAL, AP-4.4 to AP-4.7, AP-6.6).
struct WalletModel {
  struct Lot {
    var event: WalletCredited
    /// What `left` counts in.
    var basis: WalletBasis
    /// What is left of it, in the basis of the wallet.
    var left: Money
    /// What was taken from it before VAT, use by use.
    var uses: [Use] = []
    /// The credit note whose money it is, when it comes from a claim.
    var creditNote: String?
    var at: Instant
    var position: Int

    /// What is left of it before VAT.
    var net: Money { event.amountHt - uses.map(\.net).sum() }

    /// What is left of it, VAT included.
    var gross: Money {
      if basis != .net { return left }
      return left == event.amountHt ? event.amountTtc : left + event.vat.of(left)
    }
  }

  struct Use {
    var net: Money
    var on: Day
    var reason: WalletDebitReason
  }

  struct Movement {
    var client: String
    var kind: StaticString
    /// In the basis of the wallet; below zero when it leaves.
    var amount: Money
    var balance: Money
    var lots: [String]
    var invoice: String?
    var payment: String?
    var claim: String?
    var lead: String?
    var at: Instant
    var position: Int
  }

  private(set) var lots: [Lot] = []
  private(set) var movements: [Movement] = []
  /// Where the lots of each client stand, oldest first.
  private(set) var ofClient: [String: [Int]] = [:]
  /// What leaves a closed wallet before VAT, until its credit note is seen.
  private var closing: [String: Money] = [:]
  /// What each credit note of a closure takes from advances, before VAT.
  private(set) var closedBy: [String: Money] = [:]
  /// Credit notes whose money goes to the wallet, until its lot is seen.
  private var owed: [String: [String]] = [:]
  private var places: [String: Int] = [:]
  /// Where the lot of each invoice of a top-up stands.
  private var ofInvoice: [String: Int] = [:]
  /// What came into each wallet less what left it.
  private var running: [String: Money] = [:]

  func look(up lot: String) -> Lot? { places[lot].map { lots[$0] } }
  func lots(of client: String) -> [Lot] { (ofClient[client] ?? []).map { lots[$0] } }
  func balance(of client: String) -> Money { lots(of: client).map(\.left).sum() }
  func lot(ofInvoice number: String) -> Lot? { ofInvoice[number].map { lots[$0] } }
  func lots(fromNote number: String) -> [Lot] { lots.filter { $0.creditNote == number } }

  mutating func credited(
    _ event: WalletCredited, _ basis: WalletBasis, _ recorded: RecordedEvent
  ) {
    let amount = basis == .net ? event.amountHt : event.amountTtc
    var lot = Lot(
      event: event, basis: basis, left: amount, at: recorded.occurred, position: recorded.position)
    if event.source == .claim, owed[event.wallet]?.isEmpty == false {
      lot.creditNote = owed[event.wallet]?.removeFirst()
    }
    places[event.lot] = lots.count
    if event.source == .payment, let invoice = event.invoice { ofInvoice[invoice] = lots.count }
    ofClient[event.wallet, default: []].append(lots.count)
    lots.append(lot)
    running[event.wallet, default: .zero] += amount
    movements.append(
      Movement(
        client: event.wallet, kind: event.source == .payment ? "top_up" : "claim", amount: amount,
        balance: running[event.wallet] ?? .zero, lots: [event.lot], invoice: event.invoice,
        payment: event.payment, claim: event.claim, lead: nil, at: recorded.occurred,
        position: recorded.position))
  }

  /// Takes parts of lots; a lot that is not seen gives nothing.
  ///
  /// - Returns: what was taken before VAT.
  mutating func debited(_ event: WalletDebited, _ recorded: RecordedEvent) -> Money {
    var net = Money.zero
    var taken = Money.zero
    for part in event.parts {
      guard let index = places[part.lot] else { continue }
      net += take(part.amount, index, event.reason, Paris.day(of: recorded.occurred))
      taken += part.amount
    }
    if taken == .zero { return .zero }
    if event.reason == .closure { closing[event.wallet] = net }
    running[event.wallet, default: .zero] -= taken
    movements.append(
      Movement(
        client: event.wallet, kind: event.reason == .purchase ? "purchase" : "closure",
        amount: -taken, balance: running[event.wallet] ?? .zero, lots: event.parts.map(\.lot),
        invoice: nil, payment: nil, claim: nil, lead: event.lead, at: recorded.occurred,
        position: recorded.position))
    return net
  }

  /// What a part comes to before VAT: as much as the lot has less of it afterwards, so that nothing is lost by rounding.
  private mutating func take(
    _ amount: Money, _ index: Int, _ reason: WalletDebitReason, _ day: Day
  ) -> Money {
    let before = lots[index].net
    lots[index].left = lots[index].left - amount
    let left = lots[index].left
    let after = lots[index].basis == .net ? left : lots[index].event.vat.net(ofGross: left)
    lots[index].uses.append(Use(net: before - after, on: day, reason: reason))
    return before - after
  }

  /// A credit note: the one of a closure takes what left the wallet, another may bring money for it.
  mutating func credited(_ event: CreditNoteIssued) {
    if event.usable == .wallet { owed[event.party, default: []].append(event.number) }
    if event.usable == .refund, let net = closing.removeValue(forKey: event.party) {
      closedBy[event.number] = net
    }
  }
}

extension ReadModels {
  mutating func walletCredited(_ event: WalletCredited, _ recorded: RecordedEvent) {
    checkCredited(event, recorded)
    if wallets.look(up: event.lot) != nil { return }
    let basis = marketReadings(recorded.terms).walletBasis
    wallets.credited(event, basis, recorded)
    if event.source == .claim { journal.advanced(event, recorded, accounts) }
  }

  mutating func walletDebited(_ event: WalletDebited, _ recorded: RecordedEvent) {
    checkDebited(event, recorded)
    let net = wallets.debited(event, recorded)
    guard event.reason == .purchase else { return }
    journal.used(event, net, recorded, accounts)
    if let lead = event.lead, let purchase = leads.purchases(of: lead, by: event.wallet).last {
      leads.purchases[purchase].parts = event.parts
    }
  }
}
