@testable import Ledger
import Testing

/// Amounts, rates and VAT (G-11, BC-4.6).
@Suite struct MoneyTests {
  @Test(arguments: [
    (1, 2, 1), (-1, 2, -1), (49, 100, 0), (50, 100, 1), (-49, 100, 0), (-50, 100, -1),
    (149, 100, 1), (150, 100, 2), (7, 1, 7), (0, 3, 0), (10, 3, 3), (11, 3, 4),
  ]) func `G-11 half a cent is rounded up, on the absolute value`(
    _ dividend: Int, _ divisor: Int, _ rounded: Int
  ) { #expect(roundedHalfUp(dividend, over: divisor) == rounded) }

  @Test(arguments: [
    // BC-4.6: 10 % of three months.
    (1_197_00, 119_70), (1_049_97, 105_00), (999_99, 100_00), (0, 0), (-999_99, -100_00),
  ]) func `BC-4.6 the discount is rounded once on the total`(_ total: Int, _ discount: Int) {
    #expect(Rate(hundredths: 10_00).of(Money(cents: total)) == Money(cents: discount))
  }

  @Test func `BC-5.1 VAT of 20 percent on the option`() {
    for (net, vat) in [(190_00, 38_00), (149_90, 29_98), (99_99, 20_00)] {
      #expect(Rate(hundredths: 20_00).of(Money(cents: net)) == Money(cents: vat))
    }
  }

  @Test func `G-11 three lines of 12.49 bear 7.49 of VAT by group, 7.50 line by line`() {
    let lines = (1...3).map { _ in Self.line(12_49, .standard) }
    let rate = { (_: VATCode) in Rate(hundredths: 20_00) }
    let grouped = VAT.groups(of: lines, rounding: .perGroup, rate: rate)
    #expect(grouped.map(\.base) == [Money(cents: 37_47)])
    #expect(grouped.map(\.vat) == [Money(cents: 7_49)])
    let lineByLine = VAT.groups(of: lines, rounding: .perLine, rate: rate)
    #expect(lineByLine.map(\.vat) == [Money(cents: 7_50)])
  }

  @Test
  func `BC-4.1 exempt and taxable lines form groups of their own, the exempt with its mention`() {
    let groups = VAT.groups(
      of: [
        Self.line(590_00, .exempt261C), Self.line(190_00, .standard),
        Self.line(387_00, .exempt261C),
      ],
      rounding: .perGroup, rate: { $0 == .standard ? Rate(hundredths: 20_00) : .zero })
    #expect(groups.map(\.base) == [Money(cents: 977_00), Money(cents: 190_00)])
    #expect(groups.map(\.vat) == [.zero, Money(cents: 38_00)])
    #expect(VAT.mentions(of: groups) == [.exempt261C])
    #expect(
      Mention.exempt261C.text == "TVA non applicable – article 261 C du Code général des impôts")
  }

  @Test(arguments: [
    (800, 3, 24), (800, 10_000, 800_00), (1, 49, 0), (1, 50, 1), (290_0000, 1, 290_00),
  ]) func `G-11 a unit price of four decimals is rounded once, for all its pieces`(
    _ price: Int, _ pieces: Int, _ cents: Int
  ) { #expect(UnitPrice(tenThousandths: price).times(pieces) == Money(cents: cents)) }

  @Test(arguments: [
    (0, "0.00"), (5, "0.05"), (-5, "-0.05"), (169_00, "169.00"), (-120_030, "-1200.30"),
  ])
  func `G-11 an amount is written with two digits`(_ cents: Int, _ text: String) {
    #expect(Money(cents: cents).description == text)
  }

  @Test(arguments: [
    (800, "0.08"), (825, "0.0825"), (290_0000, "290.00"), (12_3456, "12.3456"), (1, "0.0001"),
  ])
  func `G-11 a unit price is written with two or four digits`(_ price: Int, _ text: String) {
    #expect(UnitPrice(tenThousandths: price).description == text)
  }

  private static func line(_ cents: Int, _ code: VATCode) -> InvoiceLine {
    InvoiceLine.with {
      $0.ht = Money(cents: cents)
      $0.label = "ligne"
      $0.qty = 1
      $0.sourceEvents = [1]
      $0.unit = UnitPrice(Money(cents: cents))
      $0.vatCode = code
    }
  }
}

/// Ranks of appointments in a month (BC-6.3).
@Suite struct MonthRankingTests {
  @Test func `BC-6.3 the first of the quota are included, the later ones extra`() {
    let ranks = MonthRanking.rank([Self.at(14), Self.at(16), Self.at(20)], quota: 2)
    #expect(ranks.map(\.rank) == [1, 2, 3])
    #expect(ranks.map(\.isExtra) == [false, false, true])
  }

  @Test func `BC-6.3 at one instant the booking sequence decides`() {
    let ranks = MonthRanking.rank(
      [Self.at(14, booked: 9), Self.at(14, booked: 3)], quota: 1)
    #expect(ranks.map(\.appointment.booked) == [3, 9])
    #expect(ranks.map(\.isExtra) == [false, true])
  }

  @Test func `A-BC-32 a rank that was invoiced stays, and the next is counted after it`() {
    var invoiced = Self.at(23)
    invoiced.invoicedRank = 3
    let ranks = MonthRanking.rank(
      [Self.at(16), Self.at(20), invoiced, Self.at(14, validated: 30)], quota: 2)
    #expect(ranks.map(\.rank) == [1, 2, 3, 4])
    #expect(ranks.map(\.isExtra) == [false, false, true, true])
  }

  /// An appointment on a day of April 2026, validated six days later.
  private static func at(_ day: Int, validated: Int? = nil, booked: Int? = nil)
    -> ValidatedAppointment
  {
    let start = Paris.start(of: DayTests.day("2026-04-01"))
    let effective = start + (validated ?? day + 6) * 86_400
    return ValidatedAppointment(
      appointment: "RDV-\(day)", effectiveAt: effective, recorded: effective,
      startsAt: start + day * 86_400, booked: booked ?? day, validated: 100 + day,
      invoicedRank: nil)
  }
}
