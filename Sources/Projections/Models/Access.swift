import Ledger

/// `access`: whether the service of each contract runs, and what would restore it (BC-9.1).
enum Access {
  struct State {
    var suspended: Instant?
    var reason: String?
    var notice: String?
    var ended: Day?
    var cause: String?
    var position: Int?
  }
}

/// The formal notices, and the contracts that they are about.
struct AccessModel {
  struct Notice {
    var contract: String
    var opens: Instant?
    var isCured = false
  }

  private var notices: [String: Notice] = [:]

  mutating func notified(_ event: FormalNoticeSent) {
    notices[event.notice] = Notice(
      contract: event.contract, opens: event.cureUntil.map { Paris.end(of: $0) })
  }

  mutating func cured(_ event: FormalNoticeCured) { notices[event.notice]?.isCured = true }
  mutating func undone(_ notice: String) { notices[notice] = nil }

  /// When the right of a formal notice on a contract opens; nil when there is none that is not cured.
  func opening(of contract: String?) -> Instant? {
    notices.values.filter { $0.contract == contract && !$0.isCured }.compactMap(\.opens).min()
  }

  func contract(ofNotice notice: String) -> String? { notices[notice]?.contract }
}

extension ReadModels {
  mutating func campaignStarted(_ event: CampaignStarted) {
    contracts.change(event.contract) { contract in
      // The months of a pack count from its first action.
      if contract.isPack && contract.anchor == nil { contract.anchor = Paris.day(of: event.at) }
    }
  }

  mutating func accessChanged(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .accessSuspended(let event):
      contracts.change(event.contract) {
        $0.access.suspended = event.effectiveAt
        $0.access.reason = event.reason.rawValue
        $0.access.notice = event.notice
        $0.access.position = recorded.position
      }
    case .accessRestored(let event):
      contracts.change(event.contract) {
        $0.access = Access.State()
        $0.access.position = recorded.position
      }
    case .contractEnded(let event):
      contracts.change(event.contract) {
        $0.access = Access.State()
        $0.access.ended = event.effectiveOn
        $0.access.cause = event.cause.rawValue
        $0.access.position = recorded.position
        $0.endsOn = event.effectiveOn
      }
    default: break
    }
  }
}

enum AccessTable: ReadModel {
  static let table = Table(
    "access", "whether the service of each contract runs, since when and why",
    key: ["contract"], ofClient: "client = ?1",
    [
      .required("contract"), .required("client"), .required("state"), .optional("reason"),
      .optional("since", .instant), .optional("restored_by"), .optional("notice"),
      .optional("position", .integer),
    ])

  static func count(_ models: borrowing ReadModels) -> Int { models.contracts.contracts.count }

  static func write(_ models: borrowing ReadModels, _ derived: Derived, to row: inout RowWriter)
    throws(ProjectionError)
  {
    let contracts = models.contracts.contracts
    try contracts.forEach(by: { $0.event.contract }) { (_, contract) throws(ProjectionError) in
      let access = contract.access
      row.text(contract.event.contract)
      row.text(contract.event.party)
      if access.ended != nil {
        row.choice("ended")
      } else {
        row.choice(access.suspended == nil ? "open" : "suspended")
      }
      row.text(access.cause ?? access.reason)
      row.instant(access.ended.map { Paris.start(of: $0) } ?? access.suspended)
      row.text(access.suspended == nil ? nil : "RecordCure, RestoreAccess")
      row.text(access.notice)
      row.integer(access.position)
      try row.endRow()
    }
  }
}
