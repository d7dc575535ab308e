import Glibc
import Ledger

/// Commands of many clients over a year, made from a seed: what the benchmarks feed to the program.
///
/// Each appointment is booked, held and left to its period: five events for two commands; some are
/// contested. 2,000 clients on SCALE; about 5.1 events an appointment with invoices and renewals.
struct Workload {
  static let clients = 2000
  static let perDay = 800

  private var random: UInt64 = 0x9E37_79B9_7F4A_7C15
  private let file: UnsafeMutablePointer<FILE>
  private var number = 0
  private(set) var commands = 0

  /// Writes the commands of `events` events, more or less, to a file.
  ///
  /// - Returns: how many commands there are, and the instant after the last.
  static func write(events: Int, to path: String) -> (commands: Int, end: Instant) {
    guard let file = fopen(path, "w") else { fatal("couldn't write \(path)") }
    defer { fclose(file) }
    var workload = Workload(file: file)
    let end = workload.write(appointments: events * 10 / 51)
    return (workload.commands, end)
  }

  private init(file: UnsafeMutablePointer<FILE>) { self.file = file }

  private mutating func draw(_ limit: Int) -> Int {
    random ^= random << 13
    random ^= random >> 7
    random ^= random << 17
    return Int(random % UInt64(limit))
  }

  private mutating func put(_ verb: String, _ at: Instant, _ actor: String, _ data: String) {
    number += 1
    commands += 1
    fputs(
      "{\"id\":\"c-\(number)\",\"command\":\"\(verb)\",\"at\":\"\(at)\",\(actor),"
        + "\"data\":{\(data)}}\n", file)
  }

  private static let staff = "\"actor\":{\"role\":\"staff\",\"id\":\"S-1\"}"

  private mutating func write(appointments: Int) -> Instant {
    guard let first = Day(year: 2026, month: 4, day: 8) else { fatal("no such day") }
    openContracts(on: first)
    var held: [[Int]] = []
    var booked = 0
    var day = 1
    while booked < appointments || held.contains(where: { !$0.isEmpty }) {
      let noon = Paris.start(of: first + day) + 9 * 3600
      var second = 0
      if held.count <= day + 12 { held += [[Int]](repeating: [], count: 13) }
      for _ in 0..<min(Workload.perDay, appointments - booked) {
        let ahead = 2 + draw(10)
        book(booked, noon + second, Paris.start(of: first + day + ahead) + 8 * 3600)
        held[day + ahead].append(booked)
        booked += 1
        second += 7
      }
      for (index, id) in held[day].enumerated() { outcome(id, noon + 36_000 + index * 7) }
      held[day] = []
      day += 1
    }
    return Paris.start(of: first + day + 40)
  }

  private mutating func openContracts(on day: Day) {
    var at = Paris.start(of: day) + 3600
    put(
      "PublishPriceList", at, Workload.staff,
      "\"list_id\":\"L-1\",\"effective_from\":\"\(at)\",\"entries\":[{\"code\":\"SCALE\","
        + "\"unit\":\"590.00\",\"basis\":\"HT\",\"vat_code\":\"exempt_261C\"}]")
    for client in 0..<Workload.clients {
      at = at + 1
      put(
        "RegisterParty", at, Workload.staff,
        "\"party\":\"C-\(client)\",\"kind\":\"legal_person\",\"profession\":\"agent_general\","
          + "\"registration_no\":\"\(100_000_000 + client)\",\"billing_country\":\"FR\","
          + "\"territory\":\"FR\",\"person\":{\"id\":\"PC-\(client)\",\"name\":\"Agence \(client)\","
          + "\"email\":\"agence\(client)@example.org\"}")
      put(
        "AcceptTerms", at, "\"actor\":{\"role\":\"client\",\"id\":\"C-\(client)\"}",
        "\"party\":\"C-\(client)\",\"version\":\"CGPS20260208-2\",\"checkbox_at\":\"\(at)\"")
      put(
        "Subscribe", at, "\"actor\":{\"role\":\"client\",\"id\":\"C-\(client)\"}",
        "\"contract\":\"CT-\(client)\",\"client\":\"C-\(client)\",\"plan\":\"SCALE\","
          + "\"start_on\":\"\(day + client % 28)\",\"price_seen\":\"590.00\"")
    }
  }

  private mutating func book(_ id: Int, _ at: Instant, _ start: Instant) {
    // The contract started at the latest 28 days after the first day.
    let client = draw(Workload.clients)
    let contract = start < Instant("2026-05-08T00:00:00Z")! ? client / 28 * 28 : client
    put(
      "BookAppointment", at, Workload.staff,
      "\"appointment\":\"RDV-\(id)\",\"contract\":\"CT-\(contract)\",\"prospect_ref\":{\"id\":"
        + "\"P-\(id)\",\"name\":\"Prospect \(draw(100_000))\",\"phone\":\"+336\(10_000_000 + id)\"},"
        + "\"starts_at\":\"\(start + draw(10) * 3600)\",\"channel\":\"phone\","
        + "\"qualification\":{\"besoin\":\"auto\",\"budget\":true,\"decideur\":true}")
  }

  private mutating func outcome(_ id: Int, _ at: Instant) {
    let lot = draw(100)
    if lot < 3 {
      put(
        "ReportAnomaly", at, Workload.staff + ",\"channel\":\"form\"",
        "\"appointment\":\"RDV-\(id)\",\"anomaly\":\"AN-\(id)\",\"kind\":\"prospect_absent\","
          + "\"text\":\"Personne au rendez-vous\",\"form_id\":\"F-\(id)\","
          + "\"submitted_at\":\"\(at)\"")
    } else {
      put(
        "RecordOutcome", at, Workload.staff,
        "\"appointment\":\"RDV-\(id)\",\"honoured_by_client\":true,"
          + "\"prospect_present\":\(lot < 97)")
    }
  }
}
