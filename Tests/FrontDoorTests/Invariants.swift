import FrontDoor

/// What holds in every history, whatever the row is about (table G, G-11, G-13, BC-4.1).
enum Invariants {
  static func findings(in history: [JSON]) -> [String] {
    var book = Documents()
    for line in history { book.take(line) }
    return book.findings + times(history)
  }

  private static func times(_ history: [JSON]) -> [String] {
    var findings: [String] = []
    for (earlier, later) in zip(history, history.dropFirst()) {
      let (one, other) = (earlier["position"]?.number ?? 0, later["position"]?.number ?? 0)
      if other != one + 1 { findings.append("position \(other) follows \(one)") }
      if (later["recorded"]?.text ?? "") < (earlier["recorded"]?.text ?? "") {
        findings.append("position \(other) is recorded before \(one)")
      }
    }
    for line in history where (line["occurred"]?.text ?? "") > (line["recorded"]?.text ?? "") {
      findings.append("position \(line["position"] ?? .null) occurred after it was recorded")
    }
    return findings
  }
}

/// The documents of a history, as an accountant would check them.
private struct Documents {
  private(set) var findings: [String] = []
  private var numbers: [String: Int] = [:]
  private var lastIssue = ""
  private var validated: Set<String> = []
  private var billed: Set<String> = []
  private var listed: [JSON] = []
  private var open: [String: Int] = [:]
  private var received: [String: Int] = [:]
  private var settled: [String: [(document: String, amount: Int)]] = [:]

  mutating func take(_ line: JSON) {
    guard let type = line["type"]?.text, let data = line["data"] else { return }
    switch type {
    case "AppointmentDeemedValidated": validated.insert(appointment(data))
    case "AppointmentValidationReversed": validated.remove(appointment(data))
    case "InvoiceLinesListed": listed += data["lines"]?.elements ?? []
    case "InvoiceIssued": invoice(data)
    case "CreditNoteIssued":
      document(data)
      for line in data["lines"]?.elements ?? [] { billed.remove(appointment(line)) }
    case "RecoveryIndemnityCharged", "LateInterestAssessed":
      open[data["charge"]?.text ?? ""] = cents(data["amount"])
    case "PaymentReceived":
      open[data["payment"]?.text ?? ""] = cents(data["amount"])
      received[data["payment"]?.text ?? ""] = cents(data["amount"])
    case "PaymentAllocated": allocation(data)
    case "EventCorrected" where data["target_type"]?.text == "PaymentReceived":
      undo(data["subject"]?.text ?? "")
    case "EventCorrected" where data["target_type"]?.text == "PaymentRejected":
      open[data["subject"]?.text ?? ""] = received[data["subject"]?.text ?? ""]
    case "PaymentRejected": undo(data["payment"]?.text ?? "")
    default: break
    }
  }

  private func appointment(_ data: JSON) -> String { data["appointment"]?.text ?? "" }

  private func cents(_ amount: JSON?) -> Int {
    Int((amount?.text ?? "x").replacing(".", with: "")) ?? .min / 2
  }

  private mutating func invoice(_ data: JSON) {
    let lines = listed + (data["lines"]?.elements ?? [])
    document(data)
    for line in lines where line["appointment"] != nil {
      let id = appointment(line)
      if !validated.contains(id) { findings.append("\(id) is invoiced and not validated (BC-6.2)") }
      if !billed.insert(id).inserted { findings.append("\(id) is invoiced twice (BC-6.2)") }
    }
  }

  private mutating func document(_ data: JSON) {
    let number = data["number"]?.text ?? ""
    let issued = data["issue_date"]?.text ?? ""
    let rank = Int(number.split(separator: "-").last ?? "") ?? 0
    let year = String(issued.prefix(4))
    numbers[year, default: 0] += 1
    if rank != numbers[year] {
      findings.append("\(number) is document \(numbers[year] ?? 0) (G-13)")
    }
    if !number.contains(year) { findings.append("\(number) is issued on \(issued) (G-13)") }
    if issued < lastIssue { findings.append("\(number) of \(issued) follows \(lastIssue) (G-13)") }
    lastIssue = max(lastIssue, issued)
    open[number] = cents(data["ttc"])
    sums(data, number)
  }

  private mutating func sums(_ data: JSON, _ number: String) {
    let lines = listed + (data["lines"]?.elements ?? [])
    listed = []
    let groups = data["vat_by_rate"]?.elements ?? []
    let vat = groups.map { cents($0["vat"]) }.reduce(0, +)
    if let count = data["line_count"]?.number, count != lines.count {
      findings.append("\(number): \(lines.count) lines, said to be \(count)")
    }
    if lines.map({ cents($0["ht"]) }).reduce(0, +) != cents(data["ht"]) {
      findings.append("\(number): its lines do not add up to \(data["ht"] ?? .null)")
    }
    if cents(data["ht"]) + vat != cents(data["ttc"]) {
      findings.append("\(number): net and VAT are not \(data["ttc"] ?? .null)")
    }
    let exempt = groups.filter { $0["vat_code"]?.text == "exempt_261C" }
    if exempt.contains(where: { cents($0["vat"]) != 0 }) {
      findings.append("\(number): BC_VAT_ON_EXEMPT_LINE (BC-4.1)")
    }
    if !exempt.isEmpty != (data["mentions"]?.elements ?? []).contains(.string("261C")) {
      findings.append("\(number): BC_VAT_MENTION_MISSING (BC-4.1)")
    }
  }

  /// A payment that was wrong or came back: what it had settled is open again.
  private mutating func undo(_ payment: String) {
    for (document, amount) in settled.removeValue(forKey: payment) ?? [] {
      open[document, default: 0] += amount
    }
    open[payment] = 0
  }

  private mutating func allocation(_ data: JSON) {
    let payment = data["payment"]?.text ?? ""
    for part in data["to"]?.elements ?? [] {
      settled[payment, default: []].append((part["document"]?.text ?? "", cents(part["amount"])))
      for name in [payment, part["document"]?.text ?? ""] {
        open[name, default: 0] -= cents(part["amount"])
        if open[name, default: 0] < 0 {
          findings.append("\(name) is used beyond its amount (G-14)")
        }
      }
    }
  }
}
