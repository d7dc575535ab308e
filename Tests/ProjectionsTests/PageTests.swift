// The pages that are laid out here are those of an SQLite file: SQLite's own check finds nothing.
import Ledger
import Testing

@testable import Projections

@Suite struct `Pages` {
  /// Writes a history; gives what SQLite says of the file.
  private static func check(_ history: History, _ query: String) throws -> (
    isSound: Bool, answer: Int
  ) {
    let file = TemporaryFile()
    try ProjectionFile.write(
      history.models(), to: file.path, position: 0, root: "00", codeVersion: "test", progress: nil)
    let database = try Database(file.path, .reading)
    let sound = try database.integer(
      "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'")
    return (sound == 1, try database.integer(query))
  }

  /// A history of appointments that have no deadline, in another order than their names.
  private static func booked(_ count: Int, name: (Int) -> String) -> History {
    var history = History.subscribed()
    for number in 0..<count {
      history.add(
        .appointmentBooked(
          AppointmentBooked.with {
            $0.appointment = name(number * 7919 % count)
            $0.bucket = .subscription
            $0.contract = "K-1"
            $0.prospectRef = "P-\(number)"
            $0.startsAt = instant("2026-04-14T08:00:00Z")
          }))
    }
    return history
  }

  /// None, one row, about a page, and pages under a page.
  @Test(arguments: [0, 1, 190, 230, 250, 270, 300, 5000])
  func `every row is found by its key`(count: Int) throws {
    let history = Self.booked(count) { "A-\($0)" }
    let (isSound, found) = try Self.check(
      history,
      """
      SELECT count(*) FROM appointment one
        WHERE (SELECT appointment FROM appointment WHERE appointment = one.appointment) IS NOT NULL
      """)
    #expect(isSound)
    #expect(found == count)
  }

  @Test func `names are as long and as foreign as they like`() throws {
    let names = [
      "a", "A", "é", "e\u{301}", "z", "ß", "名", "🙂", "a b", "A-1", "A-1~anomaly",
      String(repeating: "A", count: 16), String(repeating: "A", count: 17),
      String(repeating: "A", count: 24), String(repeating: "A", count: 25),
      String(repeating: "A", count: 60), String(repeating: "A", count: 20_000),
      String(repeating: "B", count: 70_000),
    ]
    let (isSound, found) = try Self.check(
      Self.booked(names.count) { names[$0] },
      """
      SELECT count(*) FROM appointment one
        WHERE (SELECT appointment FROM appointment WHERE appointment = one.appointment) IS NOT NULL
      """)
    #expect(isSound)
    #expect(found == names.count)
  }

  /// Records around what a page takes whole, then over one, two and many pages of their own.
  @Test(arguments: [1180, 1184, 1186, 1188, 1190, 1200, 4600, 4700, 9300, 9400, 40_000])
  func `a row longer than a page goes on elsewhere`(count: Int) throws {
    var history = History.subscribed()
    let sources = (0..<count).map { 100_000 + $0 }
    history.invoice("F2026-000001", [History.line(100_00, sources: sources), History.line(1_00)])
    let (isSound, length) = try Self.check(
      history, "SELECT length(source_positions) FROM invoice_line WHERE line = 1")
    #expect(isSound)
    #expect(length == 7 * count + 1)
  }

  @Test func `integers of every width come back`() throws {
    var history = History.subscribed()
    let cents = [0, 1, 2, 127, 128, 40_000, 9_000_000, 3_000_000_000, 1_000_000_000_000]
    for (index, amount) in cents.enumerated() {
      history.invoice("F2026-00000\(index + 1)", [History.line(amount), History.line(-amount - 1)])
    }
    #expect(
      try history.show("invoice_line", "net")
        == cents.flatMap { ["\(money($0))", "\(money(-$0 - 1))"] })
  }
}
