import Ledger

/// `beneficiary`: the accounts of those who buy leads: how they pay, what they want to receive, whether they may still buy
/// (ACC, AP-4.1, AP-6).
struct BeneficiaryModel {
  struct Account {
    var party: String
    var mode: PaymentMode?
    /// Direct debits are refused (AP-4.9).
    var isDebitWithdrawn = false
    var mandate: String?
    var rejections = 0
    var users: [String] = []
    var sectors: [String]?
    var zones: [String]?
    var alerts = true
    var correspondence = true
    var insuredTo: Day?
    /// When the registered letter came that asks for closure (AP-6.8).
    var closureAsked: Instant?
    var closed: Instant?
    var position: Int
  }

  private(set) var accounts: [Account] = []
  private var named = Naming()

  func look(up party: String) -> Account? { named.look(up: party).map { accounts[$0] } }

  mutating func registered(_ party: String, _ position: Int) {
    if named.add(party, at: accounts.count) != nil { return }
    accounts.append(Account(party: party, position: position))
  }

  mutating func change(_ party: String, _ change: (inout Account) -> Void) {
    if let index = named.find(party) { change(&accounts[index]) }
  }

  mutating func preferred(_ event: PreferencesChanged) {
    change(event.party) { account in
      if let sectors = event.sectors { account.sectors = sectors }
      if let zones = event.zones { account.zones = zones }
      if let alerts = event.alerts { account.alerts = alerts }
      if let correspondence = event.correspondence { account.correspondence = correspondence }
    }
  }

  mutating func received(_ event: DocumentReceived) {
    guard event.docType == .insuranceCertificate, let end = event.validTo else { return }
    change(event.party) { $0.insuredTo = max($0.insuredTo ?? end, end) }
  }

  /// A writing: by registered letter, on paper or electronic, it asks for closure (A-AP-22).
  mutating func noticed(_ event: NoticeRecorded) {
    let letters: Set<String> = ["registered_letter", "lr", "lrar", "lre"]
    guard event.type == .closure, letters.contains(event.channel) else { return }
    change(event.contract) { $0.closureAsked = $0.closureAsked ?? event.receivedAt }
  }
}

enum BeneficiaryTable: ReadModel {
  static let table = Table(
    "beneficiary", "accounts of buyers of leads: payment, preferences, insurance, closure",
    key: ["client"], ofClient: "client = ?1",
    [
      .required("client"), .required("state"), .optional("payment_mode"),
      .required("debit_withdrawn", .flag), .optional("mandate"),
      .required("rejections", .integer), .required("alerts", .flag),
      .required("correspondence", .flag), .optional("sectors", .list), .optional("zones", .list),
      .optional("insured_to", .day), .required("users", .list),
      .optional("closure_asked_at", .instant), .optional("closed_at", .instant),
      .required("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.beneficiaries.accounts.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let accounts = models.beneficiaries.accounts
    try accounts.forEach(by: { $0.party }) { (_, account) throws(ProjectionError) in
      row.text(account.party)
      if account.closed != nil {
        row.choice("closed")
      } else {
        row.choice(account.closureAsked == nil ? "open" : "closing")
      }
      row.text(account.mode?.rawValue)
      row.flag(account.isDebitWithdrawn)
      row.text(account.mandate)
      row.integer(account.rejections)
      row.flag(account.alerts)
      row.flag(account.correspondence)
      if let sectors = account.sectors { row.list(sectors) } else { row.none() }
      if let zones = account.zones { row.list(zones) } else { row.none() }
      row.day(account.insuredTo)
      row.list(account.users)
      row.instant(account.closureAsked)
      row.instant(account.closed)
      row.integer(account.position)
      try row.endRow()
    }
  }
}
