/// What a version of the terms fixes: its figures, and the reading chosen where its text is ambiguous
/// (table H). A contract reads the version that it is pinned to (G-10).

/// The readings common to all contracts, and those of the contract that the ledger runs.
public struct TermsConfig: Record {
  /// Active Prospects.
  public var ap: ActiveProspectsReadings?
  /// BTBCONNECT.
  public var bc: BTBConnectReadings?
  /// All systems.
  public var common: CommonReadings = CommonReadings()
  /// MARKETINGCONNECT.
  public var mc: MarketingConnectReadings?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("ap", &ap, DefaultingCoding<ActiveProspectsReadings>.self)
    try visitor.field("bc", &bc, DefaultingCoding<BTBConnectReadings>.self)
    try visitor.field("common", &common, DefaultingCoding<CommonReadings>.self)
    try visitor.field("mc", &mc, DefaultingCoding<MarketingConnectReadings>.self)
  }
}

extension TermsConfig {
  /// The readings of a contract as its text has them.
  public init(of system: System) {
    switch system {
    case .activeProspects: ap = ActiveProspectsReadings()
    case .btbconnect: bc = BTBConnectReadings()
    case .marketingconnect: mc = MarketingConnectReadings()
    case .exanergy, .assoconnect: break
    }
  }

  /// Whether it has readings of no contract.
  public var isCommonAlone: Bool { ap == nil && bc == nil && mc == nil }

  /// The contract whose readings these are; nil when they are of several, or of none.
  public var system: System? {
    switch (ap, bc, mc) {
    case (.some, nil, nil): .activeProspects
    case (nil, .some, nil): .btbconnect
    case (nil, nil, .some): .marketingconnect
    default: nil
    }
  }

  /// The readings of Active Prospects; those of its text under another contract.
  public var activeProspects: ActiveProspectsReadings { ap ?? ActiveProspectsReadings() }
  /// The readings of BTBCONNECT; those of its text under another contract.
  public var btbconnect: BTBConnectReadings { bc ?? BTBConnectReadings() }
  /// The readings of MARKETINGCONNECT; those of its text under another contract.
  public var marketingconnect: MarketingConnectReadings { mc ?? MarketingConnectReadings() }
}

extension TermsConfig {
  /// Calendar days to cure a breach (BC-9.1, MC-III.9).
  public var cureDays: Int { mc?.cureDays ?? btbconnect.cureDays }
  /// Whose public holidays count (G-5).
  public var region: FrenchRegion { bc?.holidayRegion ?? common.holidayRegion }
}

/// Readings of the general rules G.
public struct CommonReadings: Record {
  /// Which debt a payment settles, in order of rule (G-14).
  public var allocation: [AllocationRule] = [.debtorChoice, .oldestDue]
  /// Hours to report a data breach inside the firm.
  public var breachInternalHours: Int = 48
  /// Whose public holidays count (G-5).
  public var holidayRegion: FrenchRegion = .france
  /// Points above the rate of the European Central Bank (C. com. L441-10, G-19).
  public var lateMargin: Rate = Rate(hundredths: 10_00)
  /// Statutory interest and indemnity where the text is silent (G-19).
  public var lateOverlay: Switch = .on
  /// The indemnity for recovery, for each invoice (C. com. D441-5, G-19).
  public var recoveryIndemnity: Money = Money(cents: 40_00)
  /// Whether a last day that is not worked rolls on (G-4).
  public var rollNonWorking: RollRule = .none
  /// The law on calls to individuals.
  public var telemarketing: TelemarketingLaw = .bloctelThenOptIn
  /// Civil time (G-3).
  public var tz: Zone = .paris
  /// Where VAT is rounded (G-11).
  public var vatRounding: VATRounding = .perGroup

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("allocation", &allocation)
    try visitor.field("breach_internal_hours", &breachInternalHours)
    try visitor.field("holiday_region", &holidayRegion)
    try visitor.field("late_margin", &lateMargin)
    try visitor.field("late_overlay", &lateOverlay)
    try visitor.field("recovery_indemnity", &recoveryIndemnity)
    try visitor.field("roll_non_working", &rollNonWorking)
    try visitor.field("telemarketing", &telemarketing)
    try visitor.field("tz", &tz)
    try visitor.field("vat_rounding", &vatRounding)
  }
}

/// Yes or no, as table H writes it.
public enum Switch: String, Choice { case on, off }

/// G-4: `cpc642` rolls a deadline ending on a Saturday, Sunday or holiday on; a rule of procedure.
public enum RollRule: String, Choice { case none, cpc642 }

/// The law on calls to individuals: Bloctel until 2026-08-10, prior consent after.
public enum TelemarketingLaw: String, Choice {
  case bloctelThenOptIn = "bloctel_until_2026-08-10_then_opt_in"
}

/// The one civil time of these contracts (G-3).
public enum Zone: String, Choice { case paris = "Europe/Paris" }

/// G-11: VAT once on the sum of a group, or line by line.
public enum VATRounding: String, Choice {
  case perGroup = "per_group"
  case perLine = "per_line"
}
