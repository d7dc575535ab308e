import Commands
import EventStore
public import Ledger

/// Making a new ledger: its directory, its keys, and the first events.
public enum Founding {
  /// What a new ledger is told.
  public struct Wish: Sendable {
    public var name: String
    public var contract: System
    public var clock: Clock
    /// The first instant: of the clock, or of the simulation.
    public var start: Instant
    /// Who sells; nil for the provider of the contract's text.
    public var provider: Provider?

    public init(
      name: String, contract: System, clock: Clock, start: Instant, provider: Provider?
    ) {
      self.name = name
      self.contract = contract
      self.clock = clock
      self.start = start
      self.provider = provider
    }
  }

  /// Makes a ledger in a directory that holds none, and publishes its provider, terms, calendars and
  /// rates.
  ///
  /// - Throws: `LedgerError.home` when there is a ledger already.
  public static func create(_ home: LedgerHome, _ wish: Wish) throws(LedgerError) {
    guard let text = ContractText(wish.contract, from: Paris.day(of: wish.start)) else {
      throw .home(
        "contract \(wish.contract.rawValue) does not run in this version; active-prospects and "
          + "btbconnect do")
    }
    try home.makeDirectory(home.path)
    if try exists(home) { throw .home("couldn't make \(home.path): it holds a ledger") }
    let provider = wish.provider ?? text.provider
    let origin = "minutier.local/\(provider.siren)/\(wish.name)"
    let (keys, vkey) = try Keys.create(home, origin: origin, clock: wish.clock)
    let created = LedgerCreated.with {
      $0.clock = wish.clock
      $0.contract = wish.contract
      $0.format = LedgerCard.currentFormat
      $0.name = wish.name
      $0.origin = origin
      $0.provider = provider
      $0.vkey = vkey
    }
    let log: EventLog
    do { log = try EventLog.create(in: home.log, files: home.files) } catch { throw .log(error) }
    let writer = LedgerWriter(
      home, log, keys, Sealer(keys, origin: origin), clock: nil)
    try writer.found(drafts(created, text, at: wish.start), at: wish.start)
    try writer.close()
    try home.write(LedgerCard(created).bytes, to: home.path + "/ledger.json")
  }

  private static func exists(_ home: LedgerHome) throws(LedgerError) -> Bool {
    do {
      let names = try home.files.list(home.path)
      return names.contains("ledger.json") || names.contains("log")
    } catch { throw .file(error) }
  }

  private static func drafts(_ created: LedgerCreated, _ text: ContractText, at start: Instant)
    -> [Draft]
  {
    let year = Paris.day(of: start).year
    let calendars = [Region.france, .alsaceMoselle, .target].flatMap { region in
      (year - 2...year + 6).map { year in
        Event.holidayCalendarPublished(
          HolidayCalendarPublished(
            HolidayCalendar(
              id: "\(region.rawValue)-\(year)", region: region, year: year, version: 1,
              dates: region.holidays(in: year))))
      }
    }
    let rates = ReferenceRates.known.map { Event.referenceRatePublished($0) }
    let draft = { (event: Event, rule: String) in
      Draft("ledger", event, occurred: start, rule: rule, basis: .fact)
    }
    return [draft(.ledgerCreated(created), "G-9")] + rates.map { draft($0, "G-9") }
      + calendars.map { draft($0, "G-5") }
      + [draft(.termsVersionPublished(text.terms), text.article)]
  }
}

/// What a contract's text says of who sells and under which terms.
private struct ContractText {
  var provider: Provider
  var terms: TermsVersionPublished
  /// The article that the terms rest on.
  var article: String

  /// Nil for a contract that does not run yet.
  init?(_ system: System, from day: Day) {
    switch system {
    case .btbconnect:
      (provider, terms, article) = (BTBConnect.provider, BTBConnect.terms, "BC-0.1")
    case .activeProspects:
      (provider, terms, article) = (
        ActiveProspects.provider, ActiveProspects.terms(from: day), "AP-1.1"
      )
    case .marketingconnect:
      (provider, terms, article) = (
        MarketingConnect.provider, MarketingConnect.terms(from: day), "MC-D.1"
      )
    case .exanergy, .assoconnect: return nil
    }
  }
}
