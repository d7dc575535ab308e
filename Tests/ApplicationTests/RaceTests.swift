// Many threads after the same lead and the same money, on the durable path (G-16).
import Application
import Foundation
import Testing

@Suite struct `Races` {
  private static let rounds = 1000
  private static let buyers = 50
  private static let purchases = 20

  @Test func `of fifty buyers of one exclusive lead, one buys it, a thousand times`() throws {
    let market = try Market(buyers: Self.buyers, leads: Self.rounds, mode: "exclusive")
    let answers = try market.race(threads: Self.buyers, rounds: Self.rounds) { thread, round in
      Market.purchase("L-\(round)", by: "B-\(thread)", "direct_debit")
    }
    for (round, replies) in answers.enumerated() {
      let sold = replies.filter { $0.contains(#""outcome":"accepted""#) }
      let late = replies.filter { $0.contains("AP_LEAD_SOLD_EXCLUSIVELY") }
      #expect(sold.count == 1 && late.count == Self.buyers - 1, "round \(round): \(replies)")
    }
    try market.close()
    #expect(try market.count("LeadPurchased") == Self.rounds)
  }

  @Test func `of twenty purchases from a Tirelire for three, three succeed, a thousand times`()
    throws
  {
    let market = try Market(
      buyers: Self.rounds, leads: Self.purchases, mode: "shared", wallet: "120.00")
    let answers = try market.race(threads: Self.purchases, rounds: Self.rounds) { thread, round in
      Market.purchase("L-\(thread)", by: "B-\(round)", "wallet")
    }
    for (round, replies) in answers.enumerated() {
      let bought = replies.filter { $0.contains(#""outcome":"accepted""#) }
      let poor = replies.filter { $0.contains("AP_WALLET_INSUFFICIENT") }
      #expect(bought.count == 3 && poor.count == Self.purchases - 3, "round \(round): \(replies)")
    }
    try market.close()
    #expect(try market.count("WalletDebited") == 3 * Self.rounds)
  }
}

/// A ledger of leads at 30.00, of buyers, and of threads that all come at once.
private final class Market {
  private let folder: Folder
  private let ledger: String
  private let desk: SharedDesk

  init(buyers: Int, leads: Int, mode: String, wallet: String? = nil) throws {
    folder = try Folder()
    ledger = "\(folder.path)/races"
    try folder.run(
      "minutier",
      [
        "init", ledger, "--contract", "active-prospects", "--clock", "simulated", "--start",
        "2026-04-01T08:00:00+02:00",
      ])
    var lines = [Self.line("RegisterCaptureSite", #""site":"S-1","range":"roofing""#)]
    for lead in 0..<leads {
      lines.append(
        Self.line(
          "CaptureLead",
          #""lead":"L-\#(lead)","site":"S-1","range":"roofing","contact_ref":{"id":"D-\#(lead)","phone":"+336\#(10_000_000 + lead)"},"consent_ref":"\#(String(repeating: "0", count: 64))""#
        ))
      lines.append(
        Self.line(
          "OfferLead", #""lead":"L-\#(lead)","modes":["\#(mode)"],"price_\#(mode)_ht":"30.00""#))
    }
    for buyer in 0..<buyers {
      let party = #""party":"B-\#(buyer)""#
      lines += [
        Self.line(
          "RegisterParty",
          #"\#(party),"kind":"legal_person","billing_country":"FR","territory":"FR","person":{"id":"P-\#(buyer)"}"#
        ),
        Self.line(
          "AcceptTerms",
          #"\#(party),"version":"CGU-1","checkbox_at":"2026-04-01T08:00:00+02:00""#),
        Self.line("IssueCredentials", #"\#(party),"user":"U-\#(buyer)","login":"b\#(buyer)""#),
        Self.line(
          "ChoosePaymentMode", #"\#(party),"mode":"\#(wallet == nil ? "direct_debit" : "wallet")""#),
        Self.line(
          "RegisterMandate", #"\#(party),"mandate_ref":"M-\#(buyer)","signed_on":"2026-04-01""#),
      ]
      guard let wallet else { continue }
      lines += [
        Self.line(
          "RecordPayment",
          #""payment":"PAY-\#(buyer)","client":"B-\#(buyer)","method":"card","amount":"\#(wallet)","value_date":"2026-04-01","purpose":"wallet""#
        ),
        Self.line("ValidatePayment", #""payment":"PAY-\#(buyer)""#),
        Self.line("CreditWallet", #""payment":"PAY-\#(buyer)""#),
      ]
    }
    let commands = "\(folder.path)/commands"
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: commands, atomically: true, encoding: .utf8)
    try folder.run("minutier", ["execute", ledger, commands])
    desk = SharedDesk(
      try LedgerWriter.open(LedgerHome(ledger)) { preconditionFailure("a simulated clock") })
  }

  private static func line(_ verb: String, _ data: String) -> String {
    #"{"id":"\#(UUID().uuidString)","command":"\#(verb)","at":"2026-04-01T08:00:00+02:00","#
      + #""actor":{"role":"staff","id":"S-1"},"data":{\#(data)}}"#
  }

  static func purchase(_ lead: String, by buyer: String, _ payment: String) -> String {
    let mode = payment == "wallet" ? "shared" : "exclusive"
    return #"{"id":"\#(lead)-\#(buyer)","command":"PurchaseLead","at":"2026-04-02T09:00:00+02:00","#
      + #""actor":{"role":"client","id":"\#(buyer)"},"data":{"lead":"\#(lead)","party":"\#(buyer)","mode":"\#(mode)","payment_mode":"\#(payment)","channel":"web","session":"s","price_seen_ht":"30.00"}}"#
  }

  /// Lets threads come together in each round; gives the replies of each.
  func race(threads: Int, rounds: Int, _ command: @escaping @Sendable (Int, Int) -> String) throws
    -> [[String]]
  {
    let replies = Replies(threads: threads, rounds: rounds)
    let start = Gate(threads)
    let ended = DispatchGroup()
    for thread in 0..<threads {
      ended.enter()
      Thread.detachNewThread { [desk] in
        for round in 0..<rounds {
          start.wait()
          do { replies.put(try desk.take(command(thread, round)), thread, round) } catch {
            replies.put("\(error)", thread, round)
          }
        }
        ended.leave()
      }
    }
    ended.wait()
    return replies.all
  }

  func close() throws { try desk.close() }

  /// How many events of a type the log holds.
  func count(_ type: String) throws -> Int {
    try folder.run("minutier", ["history", ledger, "--type", type]).output
      .split(separator: "\n").count
  }
}

/// Where threads wait for each other.
private final class Gate: @unchecked Sendable {
  private let condition = NSCondition()
  private let size: Int
  private var waiting = 0
  private var round = 0

  init(_ size: Int) { self.size = size }

  func wait() {
    condition.lock()
    let mine = round
    waiting += 1
    if waiting == size {
      waiting = 0
      round += 1
      condition.broadcast()
    } else {
      while round == mine { condition.wait() }
    }
    condition.unlock()
  }
}

private final class Replies: @unchecked Sendable {
  private let lock = NSLock()
  private(set) var all: [[String]]

  init(threads: Int, rounds: Int) {
    all = Array(repeating: Array(repeating: "", count: threads), count: rounds)
  }

  func put(_ reply: String, _ thread: Int, _ round: Int) {
    lock.lock()
    all[round][thread] = reply
    lock.unlock()
  }
}
