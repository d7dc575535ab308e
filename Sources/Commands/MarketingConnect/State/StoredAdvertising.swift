import Ledger

// What MARKETINGCONNECT knows, field by field.

extension Advertising: StoredFields {
  static public var blank: Advertising { Advertising() }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&orders)
    try visitor.field(&campaigns)
    try visitor.field(&files)
    try visitor.field(&claims)
    try visitor.field(&changes)
    try visitor.field(&requests)
    try visitor.field(&redirections)
    try visitor.field(&signed)
    try visitor.field(&objections)
    try visitor.field(&fileCredits)
    try visitor.field(&breaches)
    try visitor.field(&incidents)
  }
}

extension AdvertisingOrder: StoredFields {
  static public var blank: AdvertisingOrder {
    AdvertisingOrder(
      offer: .email, client: "", billed: "", items: [], total: .zero, sale: .online, placed: 0,
      placedAt: .unset)
  }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&offer)
    try visitor.field(&client)
    try visitor.field(&billed)
    try visitor.field(&items)
    try visitor.field(&total)
    try visitor.field(&sale)
    try visitor.field(&placed)
    try visitor.field(&placedAt)
    try visitor.field(&clicks)
    try visitor.field(&uses)
    try visitor.field(&announced)
    try visitor.field(&method)
    try visitor.field(&validated)
    try visitor.field(&confirmed)
    try visitor.field(&hasForm)
    try visitor.field(&isCancelled)
    try visitor.field(&isCardRefused)
    try visitor.field(&needsTransfer)
    try visitor.field(&isUnlawful)
    try visitor.field(&stopsAfterCommitment)
    try visitor.field(&invoice)
    try visitor.field(&guaranteeUntil)
    try visitor.field(&isInsufficient)
    try visitor.field(&answer)
    try visitor.field(&delivered)
    try visitor.field(&deliveredOn)
    try visitor.field(&returned)
  }
}

extension AdvertisingCampaign: StoredFields {
  static public var blank: AdvertisingCampaign { AdvertisingCampaign(order: "") }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&order)
    try visitor.field(&approved)
    try visitor.field(&approvedAt)
    try visitor.field(&source)
    try visitor.field(&individuals)
    try visitor.field(&professionals)
    try visitor.field(&file)
    try visitor.field(&scheduled)
    try visitor.field(&kind)
    try visitor.field(&sent)
    try visitor.field(&started)
    try visitor.field(&stopped)
    try visitor.field(&until)
    try visitor.field(&clicks)
    try visitor.field(&isSiteWarranted)
    try visitor.field(&reports)
  }
}

extension Reported: StoredFields {
  static public var blank: Reported { Reported(rented: 0, undelivered: 0) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&rented)
    try visitor.field(&undelivered)
  }
}

extension AddressFile: StoredFields {
  static public var blank: AddressFile { AddressFile(client: "", source: .soms) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&client)
    try visitor.field(&order)
    try visitor.field(&source)
    try visitor.field(&category)
    try visitor.field(&useBy)
    try visitor.field(&isOptInWarranted)
    try visitor.field(&isDestroyed)
  }
}

extension DeliveryClaim: StoredFields {
  static public var blank: DeliveryClaim {
    DeliveryClaim(
      order: "", ground: .undelivered, channel: "", sentOn: .unset, receivedOn: .unset, position: 0)
  }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&order)
    try visitor.field(&campaign)
    try visitor.field(&ground)
    try visitor.field(&channel)
    try visitor.field(&sentOn)
    try visitor.field(&receivedOn)
    try visitor.field(&position)
    try visitor.field(&isClosed)
    try visitor.field(&isIndemnified)
  }
}

extension NotifiedChange: StoredFields {
  static public var blank: NotifiedChange {
    NotifiedChange(contract: "", isOfTerms: false, answerUntil: .unset)
  }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&contract)
    try visitor.field(&version)
    try visitor.field(&isOfTerms)
    try visitor.field(&answerUntil)
    try visitor.field(&isSettled)
  }
}

extension SubjectRequest: StoredFields {
  static public var blank: SubjectRequest { SubjectRequest(subject: "", kind: .access) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&subject)
    try visitor.field(&kind)
    try visitor.field(&isAnswered)
  }
}

extension BasketItem: StoredRecord {}
extension UndeliverableReturned: StoredRecord {}
extension AddressCategory: StoredChoice {}
extension AddressSource: StoredChoice {}
extension ClaimGround: StoredChoice {}
extension GuaranteeAnswer: StoredChoice {}
extension LicenceUse: StoredChoice {}
extension MessageKind: StoredChoice {}
extension Offer: StoredChoice {}
extension PaymentMethod: StoredChoice {}
extension SaleChannel: StoredChoice {}
extension SubjectRight: StoredChoice {}
