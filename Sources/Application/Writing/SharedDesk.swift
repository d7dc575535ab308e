import Dispatch
import Synchronization

/// One desk for many threads: each hands a command in and gets its reply once that is on the disk.
///
/// The first thread to come leads a round: it decides what has come in, in the order of arrival, and makes it durable
/// with one sync, while the others' commands gather; then it hands the lead on. Two commands are never decided at once,
/// so that of all who ask for the same thing each meets the state that the ones before left (G-16).
public final class SharedDesk: @unchecked Sendable {
  /// A command on its way to its reply; its thread waits for that, or for the lead.
  private final class Ticket: @unchecked Sendable {
    let line: ParsedLine
    let called = DispatchSemaphore(value: 0)
    var reply: Result<String, LedgerError>?

    init(_ line: ParsedLine) { self.line = line }
  }

  private let desk: CommandDesk
  private let parser: CommandParser
  private let queue = Mutex<(waiting: [Ticket], isLed: Bool)>(([], false))
  /// What made the ledger unwritable: from then on, every answer. Only the leader touches it.
  private var failure: LedgerError?

  /// - Parameter writer: nobody else may use it from now on.
  public init(_ writer: LedgerWriter) {
    desk = CommandDesk(writer)
    parser = desk.parser
  }

  /// Takes one command, as a line of JSON, and returns its reply, as a line without its line feed.
  ///
  /// - Throws: `LedgerError` when the ledger cannot be written: nothing is acknowledged then.
  public func take(_ command: String) throws(LedgerError) -> String {
    let ticket = Ticket(parser.parse([InputLine(number: 1, bytes: Array(command.utf8))])[0])
    let leads = queue.withLock { queue in
      queue.waiting.append(ticket)
      defer { queue.isLed = true }
      return !queue.isLed
    }
    if !leads { ticket.called.wait() }
    if ticket.reply == nil { lead() }
    guard let reply = ticket.reply else { preconditionFailure("a round left its leader out") }
    return try reply.get()
  }

  /// Closes the ledger; nobody may be waiting.
  public func close() throws(LedgerError) { try desk.writer.close() }

  /// Answers all that waits, then gives the lead to the first who came meanwhile.
  private func lead() {
    let taken = queue.withLock { queue in
      defer { queue.waiting = [] }
      return queue.waiting
    }
    let replies = answers(to: taken.map(\.line))
    for (index, ticket) in taken.enumerated() {
      ticket.reply = replies.map { $0[index] }
      ticket.called.signal()
    }
    let next = queue.withLock { queue in
      queue.isLed = !queue.waiting.isEmpty
      return queue.waiting.first
    }
    next?.called.signal()
  }

  private func answers(to lines: [ParsedLine]) -> Result<[String], LedgerError> {
    if let failure { return .failure(failure) }
    var given: [UInt8] = []
    do throws(LedgerError) {
      try desk.openDay()
      for line in lines { try desk.take(line) }
      try desk.flush { given += $0 }
    } catch {
      failure = error
      return .failure(error)
    }
    let replies = given.split(separator: UInt8(ascii: "\n"))
    precondition(replies.count == lines.count, "\(lines.count) commands, \(replies.count) replies")
    return .success(replies.map { String(decoding: $0, as: UTF8.self) })
  }
}
