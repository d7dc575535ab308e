public import Ledger

/// What became of a claim for addresses, as it was decided (MC-B.9, MC-B.10, MC-L.7, MC-S.5).
public struct ClaimSheet: Sendable, Equatable {
  public var claim: String
  public var order: String
  public var campaign: String?
  /// What was ordered, by its code: it decides the article.
  public var offer: String
  /// The day on which the messages were sent, or the file delivered.
  public var rentedOn: Day?
  /// The postmark of the registered letter, and its receipt.
  public var sentOn: Day
  public var receivedOn: Day
  public var lastDay: Day?
  public var parts: [Part]
  public var invoice: String?
  public var creditNote: String?
  /// The rate of the credit note.
  public var rate: Rate?

  /// One category of addresses, on its own total.
  public struct Part: Sendable, Equatable {
    public var category: AddressCategory?
    public var rented: Int
    /// Nil where nothing reports it: letters.
    public var delivered: Int?
    public var undelivered: Int
    /// In whole percent.
    public var threshold: Int
    public var rate: Percentage
    public var indemnified: Int
    /// Why nothing is indemnified.
    public var code: String?
    public var unit: UnitPrice?
    public var net: Money

    public init(_ event: DeliveryClaimQualified, delivered: Int?) {
      category = event.category
      rented = event.rented
      self.delivered = delivered
      undelivered = event.undelivered
      threshold = event.threshold
      rate = event.rate
      indemnified = event.indemnified
      code = event.code
      unit = event.unit
      net = event.amountHt
    }

    /// The client's own addresses are never indemnified (MC-B.9).
    var isOwn: Bool { code == "MC_NOT_RENTED_ADDRESSES" }

    /// Decided by whole numbers (A-MC-10).
    var exceeds: Bool { undelivered * 100 > threshold * rented }
  }

  public init(_ event: DeliveryClaimFiled, offer: String) {
    claim = event.claim
    order = event.order
    campaign = event.campaign
    self.offer = offer
    sentOn = event.sentOn
    receivedOn = event.receivedOn
    parts = []
  }

  /// Mobiles of professionals have no threshold: nothing is indemnified for them (A-MC-26).
  func hasThreshold(_ part: Part) -> Bool {
    !part.isOwn && !(offer == "sms" && part.category == .professional)
  }

  /// The article and its rule, as the text has them.
  var article: (name: String, text: String) {
    switch offer {
    case "sms":
      (
        "I, C.4 (ContactConnect)",
        "Les SMS non Aboutis ne sont indemnisés au Client que s’ils dépassent cinq (5) pour cent du "
          + "total des numéros de mobiles de particuliers louées, sur la base d’une fois la valeur "
          + "facturée par numéros et pour autant que la réclamation intervienne dans le délai d’un "
          + "mois à compter de la location des numéros de mobiles."
      )
    case "list":
      (
        "I, C.6 (ListConnect)",
        "Pour que le Client puisse bénéficier de ce droit à avoir, il doit obligatoirement remettre "
          + "à SOMS, les NPAI dans les meilleurs délais, en tout état de cause, dans le délai de "
          + "trois (3) mois à compter de la date de livraison des adresses."
      )
    default:
      (
        "I, B.3",
        "Les emails non aboutis ne sont indemnisés au Client que s’ils dépassent : dix (10) pour "
          + "cent du total des adresses de particuliers louées, vingt (20) pour cent du total des "
          + "adresses de professionnels louées, sur la base d’une fois la valeur facturée par "
          + "adresse et pour autant que la réclamation intervienne dans le délai d’un mois à "
          + "compter de la location des adresses."
      )
    }
  }
}
