// Group commits of a simulated run: appends and submissions of one thread, without drivers.
import EventStore
import Synchronization

/// What the callbacks of submissions were told.
private final class Answers: Sendable {
  private let all = Mutex<[Int: Result<UInt64, LogError>]>([:])
  private let repeated = Mutex(false)

  var hasRepetition: Bool { repeated.withLock { $0 } }

  func take(_ number: Int, _ result: Result<UInt64, LogError>) {
    let before = all.withLock { $0.updateValue(result, forKey: number) }
    if before != nil { repeated.withLock { $0 = true } }
  }

  subscript(_ number: Int) -> Result<UInt64, LogError>? { all.withLock { $0[number] } }
}

extension Simulation {
  /// Events submitted, from the first to behind the last.
  private typealias Submission = (first: Int, end: Int)

  /// Appends and submissions through a group commit, which then closes the log.
  func appendInGroups() throws {
    guard let log, !disk.failedLogChange else { return }
    let group = GroupCommit(log, drivers: 0)
    let answers = Answers()
    var submissions: [Submission] = []
    for _ in 0...dice.below(6) {
      if disk.isDead || disk.failedLogChange { break }
      let start = history.count
      let isAppend = dice.flip()
      let number = submissions.count
      let error = try handing(to: group, isAppend) { answers.take(number, $0) }
      if error == nil, !isAppend { submissions.append((start, history.count)) }
      try settle(submissions, answers)
      if isAppend, error == nil { try acknowledge(history.count, false) }
    }
    if dice.strikes(800) {
      // What failed before is told again.
      let hadFailed = disk.failedLogChange
      let error = try attempt { () throws(LogError) in
        do throws(LogError) { try group.close() } catch { if !hadFailed { throw error } }
      }
      try settle(submissions, answers)
      if error == nil, !hadFailed, history.kept < history.count {
        throw Violation("a group commit closed with events that were not acknowledged")
      }
    }
    self.log = nil
  }

  /// Hands one batch to a group.
  private func handing(
    to group: GroupCommit, _ isAppend: Bool,
    _ whenDurable: @escaping @Sendable (Result<UInt64, LogError>) -> Void
  ) throws -> LogError? {
    let start = history.count
    let isWrong = dice.strikes(50)
    let names = streamNames()
    let notes = names.map { _ in note() }
    var wrongSlot: String?
    func line(_ index: Int, _ slot: EventSlot, _ bytes: inout [UInt8]) {
      let name = names[index]
      if slot.position != UInt64(history.count) || slot.version != history.nextVersion(of: name) {
        wrongSlot = "\(slot) for event \(history.count) of \(name)"
      }
      let line = history.line(name, note: notes[index])
      bytes += isWrong && index == names.count - 1 ? Array(line.dropLast()) : line
      history.hand(name, line)
    }
    var isTaken = false
    let error = try attempting(isWrong) { () throws(LogError) in
      if isAppend {
        let first = try group.append(to: names, line: line)
        isTaken = first == UInt64(start)
      } else {
        try group.submit(to: names, line: line, whenDurable: whenDurable)
        isTaken = true
      }
    }
    if let wrongSlot { throw Violation("a wrong slot: \(wrongSlot)") }
    if error == nil, isWrong || !isTaken { throw Violation("a wrong line or position was taken") }
    history.endBlock()
    // Refused before anything was taken on: its own line, or one before it that failed.
    let isInDoubt = isAppend && !isWrong && (disk.isDead || disk.failedLogChange)
    if error != nil, !isInDoubt || error?.isStop == true { history.truncate(to: start) }
    return error
  }

  private func attempting(
    _ mayBeWrong: Bool, _ body: () throws(LogError) -> Void
  ) throws -> LogError? {
    var refusal: LogError?
    let error = try attempt { () throws(LogError) in
      do throws(LogError) { try body() } catch {
        guard mayBeWrong, case .wrongLine = error else { throw error }
        refusal = error
      }
    }
    return refusal ?? error
  }

  /// Takes in what callbacks were told.
  private func settle(_ submissions: [Submission], _ answers: Answers) throws {
    if answers.hasRepetition { throw Violation("a submission was answered twice") }
    for (number, submission) in submissions.enumerated() where submission.end > history.kept {
      switch answers[number] {
      case .success(let first):
        if first != UInt64(submission.first) {
          throw Violation("a submission at \(submission.first) was told \(first)")
        }
        if disk.failedLogChange || disk.isDead {
          // It may have been acknowledged before another group failed; what counts is that it is kept.
          history.keep(submission.end)
        } else {
          try acknowledge(submission.end, false)
        }
      case .failure, nil: break
      }
    }
  }
}
