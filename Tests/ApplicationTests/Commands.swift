import Foundation

extension Folder {
  /// A file of commands: two clients, and appointments that are booked, held, contested or left.
  func commands(appointments: Int) throws -> String {
    var lines = [
      command(
        "PublishPriceList", day: 8, second: 0,
        #""list_id":"L-1","effective_from":"2026-04-08T00:00:00+02:00","entries":[{"code":"START","unit":"290.00","basis":"HT","vat_code":"exempt_261C"}]"#
      )
    ]
    for client in 1...2 {
      lines.append(
        command(
          "RegisterParty", day: 8, second: client * 10,
          #""party":"C-\#(client)","kind":"legal_person","profession":"agent_general","billing_country":"FR","territory":"FR","person":{"id":"PC-\#(client)","name":"Cabinet \#(client)"}"#
        ))
      lines.append(
        command(
          "AcceptTerms", day: 8, second: client * 10 + 1,
          #""party":"C-\#(client)","version":"CGPS20260208-2","checkbox_at":"2026-04-08T09:00:00+02:00""#
        ))
      lines.append(
        command(
          "Subscribe", day: 8, second: client * 10 + 2,
          #""contract":"CT-\#(client)","client":"C-\#(client)","plan":"START","start_on":"2026-04-08","price_seen":"290.00""#
        ))
    }
    lines += (1...appointments).flatMap { appointment($0) }.sorted { $0.order < $1.order }
    let path = path + "/commands-\(appointments).ndjson"
    try (lines.map { $0.line }.joined(separator: "\n") + "\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private struct Command {
    var line: String
    var order: Int
  }

  private func command(_ verb: String, day: Int, second: Int, _ data: String) -> Command {
    let number = day * 100_000 + second
    let clock = String(format: "%02d:%02d:%02d", 9 + second / 3600, second / 60 % 60, second % 60)
    let date = String(format: "2026-%02d-%02d", 4 + (day - 1) / 28, (day - 1) % 28 + 1)
    return Command(
      line: #"{"id":"c-\#(number)","command":"\#(verb)","at":"\#(date)T\#(clock)+02:00","#
        + #""actor":{"role":"staff","id":"S-1"},"channel":"form","data":{\#(data)}}"#,
      order: number)
  }

  /// A booking in the morning, for the same afternoon, and what became of it in the evening.
  private func appointment(_ number: Int) -> [Command] {
    let day = 9 + number / 5
    let second = number % 5 * 100
    let date = String(format: "2026-%02d-%02d", 4 + (day - 1) / 28, (day - 1) % 28 + 1)
    let booked = command(
      "BookAppointment", day: day, second: second,
      #""appointment":"RDV-\#(number)","contract":"CT-\#(number % 2 + 1)","prospect_ref":{"id":"P-\#(number)","name":"Prospect \#(number)"},"starts_at":"\#(date)T10:30:00+02:00","qualification":{"besoin":"auto"}"#
    )
    let later = 7200 + second
    let outcome =
      number % 7 == 0
      ? command(
        "ReportAnomaly", day: day, second: later,
        #""appointment":"RDV-\#(number)","anomaly":"AN-\#(number)","kind":"absent","text":"Personne","form_id":"F-\#(number)","submitted_at":"\#(date)T10:40:00+02:00""#
      )
      : command(
        "RecordOutcome", day: day, second: later,
        #""appointment":"RDV-\#(number)","honoured_by_client":true,"prospect_present":\#(number % 11 != 0)"#
      )
    return [booked, outcome]
  }
}
