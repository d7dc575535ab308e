import Commands
import Ledger

/// The instants of a command, once checked (G-2; design § Clock).
struct Times {
  /// When the ledger records.
  var now: Instant
  /// When it reached us: deadlines are tested on it.
  var received: Instant

  /// A claim about the future is taken this far, for clocks that differ.
  private static let tolerance = 2
  /// Who may say that a fact reached us before it was handed in.
  private static let mayBackdate: [Role] = [.staff, .bank, .system, .provider]

  init(_ command: Command, _ writer: LedgerWriter) throws(Refusal) {
    now = writer.now(command)
    try Times.requireTime(of: command, writer)
    received = command.receivedAt ?? now
    if let claimed = command.receivedAt {
      guard Times.mayBackdate.contains(command.actor.role) else {
        throw Refusal(
          .actorNotAuthorised, "G-2", "\(command.actor.role.rawValue) gives received_at",
          try: "let staff, bank or system record when it reached us, with a proof")
      }
      if command.proofs.isEmpty {
        throw Refusal(
          .timeRefused, "G-2", "received_at \(claimed) has no proof",
          try: "name the proof by its hash in proofs")
      }
      if claimed > now { throw Times.order("received_at", claimed, "at", now) }
    }
    if let occurred = command.occurredAt, occurred > received {
      throw Times.order("occurred_at", occurred, "received_at", received)
    }
  }

  private static func requireTime(of command: Command, _ writer: LedgerWriter) throws(Refusal) {
    if let clock = writer.clock {
      guard let at = command.at, at > clock() + tolerance else { return }
      throw Refusal(
        .timeRefused, "G-2", "at \(at) is later than now", try: "send it when its time has come")
    }
    guard let at = command.at else {
      throw Refusal(
        .timeRefused, "G-2", "the command has no at, and the clock is simulated",
        try: "give the instant at which it is handed in")
    }
    if let last = writer.lastRecorded, at < last {
      throw Refusal(
        .timeRefused, "G-2", "at \(at), the ledger's clock is at \(last)",
        try: "send commands in the order of their time")
    }
  }

  private static func order(
    _ name: String, _ instant: Instant, _ limit: String, _ latest: Instant
  ) -> Refusal {
    Refusal(
      .timeRefused, "G-2", "\(name) \(instant) is after \(limit) \(latest)",
      try: "give the instants in their order")
  }
}
