// What `--known-at` and `--as-of` show of the sample ledger, against ledgers that end there and against
// a filter of the stored lines.
import Application
import Foundation
import Ledger
import Projections
import Testing

@Suite(.serialized) struct `Questions about the past` {
  static let sample = "eventlogs/sample/first-appointments"
  static let root = String(
    #filePath.dropLast("/Tests/ApplicationTests/VantageTests.swift".count))
  static let questions = ReadSide.questions.map(\.name)

  /// What they show depends on the instant itself too, not only on the events before it.
  static let counted = ["dunning", "deferred_revenue"]

  /// The instants that a test asks about: some at which something was recorded, some just before, others
  /// anywhere in the ledger's life.
  static func instants(_ count: Int, of events: [StoredEvent]) -> [Instant] {
    var chance = SeededChance(seed: 20_260_408)
    let first = events[0].recorded.microseconds
    let last = events[events.count - 1].recorded.microseconds
    return (0..<count).map { index in
      if index % 3 == 2 { return Instant(microseconds: chance.number(in: first...last)) }
      let event = events[chance.number(in: 0...events.count - 1)]
      return index % 3 == 0 ? event.recorded : event.recorded.justBefore
    }.sorted()
  }

  @Test func `known at an instant, all answers are those of a ledger that ends there`() throws {
    let folder = try Folder()
    // Both live the commands of the sample anew, one to its end.
    let lived = try Life(folder, in: "whole")
    _ = try lived.reach(try #require(Instant("2027-01-31T22:59:59Z")))
    let whole = ReadSide(LedgerHome(lived.ledger))
    let events = try folder.run("minutier", ["history", lived.ledger]).output
      .split(separator: "\n").map { try StoredEvent(String($0)) }
    let life = try Life(folder, in: "cut")
    for instant in Self.instants(50, of: events) {
      let known = events.count { $0.recorded <= instant }
      // Before its first event there is no ledger to compare with.
      if known == 0 { continue }
      #expect(try life.reach(instant) == known, "\(instant)")
      let cut = ReadSide(LedgerHome(life.ledger))
      for question in Self.questions {
        let past = try whole.answer(
          question, client: nil, from: Vantage(knownAt: instant))
        let isCounted = Self.counted.contains(question)
        var expected = try cut.answer(
          question, client: nil, from: isCounted ? Vantage(knownAt: instant) : .now)
        if question == "task" { expected.age(to: instant) }
        #expect(past == expected, "\(question) known at \(instant)")
      }
      if known % 5 > 0 { continue }
      let earlier = Vantage(asOf: instant + -20 * 86_400, knownAt: instant)
      for question in Self.questions {
        let cut = try cut.answer(question, client: nil, from: Vantage(asOf: earlier.asOf))
        #expect(
          try whole.answer(question, client: nil, from: earlier) == cut,
          "\(question) as of \(instant), twenty days before")
      }
    }
  }

  @Test func `as of an instant, all answers are those of the events that had occurred`() throws {
    let folder = try Folder()
    let side = ReadSide(LedgerHome(try folder.copy(Self.sample)))
    let events = try folder.stored(Self.sample)
    for (index, instant) in Self.instants(50, of: events).enumerated() {
      // Every other one is asked about as a day, and then lasts to its end.
      let day = index % 2 == 0 ? CivilDay(instant) : nil
      let end = day?.lastInstant ?? instant
      let occurred = events.filter { event in
        if let day { CivilDay(event.occurred) <= day } else { event.occurred <= instant }
      }
      let file = try folder.projection(of: occurred.map(\.line), .now)
      let counted = try folder.projection(of: occurred.map(\.line), Vantage(asOf: end))
      for question in Self.questions where question != "timeline" {
        var past = try side.answer(question, client: nil, from: Vantage(asOf: end))
        var expected = try (Self.counted.contains(question) ? counted : file).answer(question)
        if question == "task" { expected.age(to: end) }
        // Names stand sealed in the lines.
        if question == "party" { past.erase("name") }
        if question == "party" { expected.erase("name") }
        #expect(past == expected, "\(question) as of \(end)")
      }
      let timeline = try side.answer("timeline", client: nil, from: Vantage(asOf: end))
      #expect(timeline.rows.map { $0[0] } == occurred.map { .integer($0.position) })
    }
  }

  @Test func `a day lasts to its end in Paris, and what stands at both ends is seen`() throws {
    let folder = try Folder()
    let side = ReadSide(LedgerHome(try folder.copy(Self.sample)))
    func count(_ vantage: Vantage) throws -> Int {
      try side.answer("timeline", client: nil, from: vantage).rows.count
    }
    let events = try folder.stored(Self.sample)
    let founding = events.count { $0.recorded == events[0].recorded }
    #expect(try count(Vantage(knownAt: events[0].recorded)) == founding)
    #expect(try count(Vantage(knownAt: events[0].recorded.justBefore)) == 0)
    #expect(try count(Vantage(asOf: events[0].occurred)) == founding)
    #expect(try count(Vantage(asOf: events[0].occurred.justBefore)) == 0)
    for question in Self.questions {
      let nothing = try side.answer(
        question, client: nil, from: Vantage(knownAt: events[0].recorded.justBefore))
      #expect(nothing.rows.isEmpty, "\(question)")
    }
  }

  @Test func `terms, calendars and rates of the founding are seen as of its day`() throws {
    let folder = try Folder()
    let side = ReadSide(LedgerHome(try folder.copy(Self.sample)))
    let types = try side.answer(
      "timeline", client: nil, from: Vantage(asOf: CivilDay("2026-04-08").lastInstant)
    ).rows.map { $0[4] }
    for type in [
      "LedgerCreated", "TermsVersionPublished", "HolidayCalendarPublished",
      "ReferenceRatePublished",
    ] {
      #expect(types.contains(.text(type)), "\(type)")
    }
  }
}
