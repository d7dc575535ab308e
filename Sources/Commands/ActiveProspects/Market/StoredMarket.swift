public import Ledger

// The market in the kept state, field by field.

extension Market: StoredFields {
  public static var blank: Market { Market() }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&sites)
    try visitor.field(&leads)
    try visitor.field(&rangePrices)
    try visitor.field(&beneficiaries)
    try visitor.field(&claims)
    try visitor.field(&tokens)
    try visitor.field(&topUps)
    try visitor.field(&collections)
    try visitor.field(&deadlines)
  }
}

extension Lead: StoredFields {
  public static var blank: Lead { Lead(id: "", range: "", fingerprints: [], captured: 0) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&id)
    try visitor.field(&range)
    try visitor.field(&zone)
    try visitor.field(&fingerprints)
    try visitor.field(&captured)
    try visitor.field(&modes)
    try visitor.field(&prices)
    try visitor.field(&owners)
  }
}

extension LeadPrice: StoredFields {
  public static var blank: LeadPrice {
    LeadPrice(mode: .shared, price: .zero, from: .unset, position: 0)
  }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&mode)
    try visitor.field(&price)
    try visitor.field(&from)
    try visitor.field(&position)
  }
}

extension Ownership: StoredFields {
  public static var blank: Ownership {
    Ownership(
      party: "", mode: .shared, price: .zero, vat: .zero, paymentMode: .wallet, at: .unset,
      position: 0)
  }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&party)
    try visitor.field(&mode)
    try visitor.field(&price)
    try visitor.field(&vat)
    try visitor.field(&paymentMode)
    try visitor.field(&at)
    try visitor.field(&position)
    try visitor.field(&invoice)
    try visitor.field(&parts)
    try visitor.field(&settled)
    try visitor.field(&isFollowedUp)
  }
}

extension AlertToken: StoredFields {
  public static var blank: AlertToken {
    AlertToken(party: "", lead: "", address: "", sentAt: .unset)
  }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&party)
    try visitor.field(&lead)
    try visitor.field(&address)
    try visitor.field(&sentAt)
  }
}

extension LeadClaim: StoredFields {
  public static var blank: LeadClaim { LeadClaim(lead: "", party: "", isCovered: false) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&lead)
    try visitor.field(&party)
    try visitor.field(&isCovered)
    try visitor.field(&isOverPriceApproved)
    try visitor.field(&isClosed)
  }
}

extension TopUp: StoredFields {
  public static var blank: TopUp { TopUp(party: "") }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&party)
    try visitor.field(&validated)
    try visitor.field(&isCredited)
  }
}

extension RecoveryProcedure: StoredFields {
  public static var blank: RecoveryProcedure { RecoveryProcedure(party: "") }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&party)
    try visitor.field(&costs)
  }
}

extension RunningPeriod: StoredFields {
  public static var blank: RunningPeriod {
    RunningPeriod(kind: .advance, subject: "", end: .unset, set: 0)
  }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&kind)
    try visitor.field(&subject)
    try visitor.field(&end)
    try visitor.field(&set)
  }
}

extension Beneficiary: StoredFields {
  public static var blank: Beneficiary { Beneficiary(person: "") }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&person)
    try visitor.field(&mode)
    try visitor.field(&isDebitWithdrawn)
    try visitor.field(&rejections)
    try visitor.field(&users)
    try visitor.field(&sectors)
    try visitor.field(&zones)
    try visitor.field(&alerts)
    try visitor.field(&correspondence)
    try visitor.field(&address)
    try visitor.field(&senders)
    try visitor.field(&identity)
    try visitor.field(&notices)
    try visitor.field(&insuredTo)
    try visitor.field(&lots)
    try visitor.field(&lotCount)
    try visitor.field(&halves)
    try visitor.field(&invoicedHalves)
    try visitor.field(&bought)
    try visitor.field(&advanceOwed)
    try visitor.field(&advanceLeft)
    try visitor.field(&advancesDue)
    try visitor.field(&advanceDeadline)
    try visitor.field(&closure)
  }
}

extension Lot: StoredFields {
  public static var blank: Lot { Lot(id: "", left: .zero, vat: .zero) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&id)
    try visitor.field(&left)
    try visitor.field(&vat)
    try visitor.field(&invoice)
  }
}

extension HalfMonth: StoredFields {
  public static var blank: HalfMonth { HalfMonth() }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&purchases)
    try visitor.field(&settlements)
  }
}

extension HalfMonth.Purchased: StoredFields {
  public static var blank: HalfMonth.Purchased { HalfMonth.Purchased(lead: "", position: 0) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&lead)
    try visitor.field(&position)
  }
}

extension HalfMonth.Settlement: StoredFields {
  public static var blank: HalfMonth.Settlement {
    HalfMonth.Settlement(claim: "", lead: "", amount: .zero, vat: .zero, position: 0)
  }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&claim)
    try visitor.field(&lead)
    try visitor.field(&amount)
    try visitor.field(&vat)
    try visitor.field(&position)
  }
}

extension Closure: StoredFields {
  public static var blank: Closure { Closure(received: .unset) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&received)
    try visitor.field(&effective)
    try visitor.field(&isSettled)
  }
}

extension LotPart: StoredRecord {}
extension Fingerprint: StoredRecord {}
extension DeadlineKind: StoredChoice {}
extension IdentityResult: StoredChoice {}
extension PaymentMode: StoredChoice {}
extension SellingMode: StoredChoice {}

extension MarketWork: Stored {
  public func write(to writer: inout StateWriter) {
    switch self {
    case .half(let party, let first): writer.case(0, party, first)
    case .deadline(let deadline): writer.case(1, deadline)
    case .insurance(let party, let ends): writer.case(2, party, ends)
    case .proposal(let version): writer.case(3, version)
    case .followUp(let lead, let party): writer.case(4, lead, party)
    }
  }

  public static func read(from reader: inout StateReader) throws(StateError) -> Self {
    switch try reader.integer() {
    case 0: .half(try reader.take(), try reader.take())
    case 1: .deadline(try reader.take())
    case 2: .insurance(try reader.take(), ends: try reader.take())
    case 3: .proposal(try reader.take())
    case 4: .followUp(try reader.take(), try reader.take())
    default: throw StateError()
    }
  }
}
