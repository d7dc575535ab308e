// Why a log could not be opened, read or written.

/// An operating error of the log.
public enum LogError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file system refused a call.
  case file(FileError)
  /// `create` where a log already is.
  case exists(directory: String)
  /// `open` where no log is.
  case absent(directory: String)
  /// Another process, or this one, writes this log.
  case writerLives(pid: String, directory: String)
  /// The log is damaged: never repaired.
  case damaged(Finding)
  /// A writer of a later version wrote this log.
  case newerFormat(Finding)
  /// `append` expected another end of the log.
  case wrongPosition(expected: UInt64, next: UInt64)
  /// A line does not continue its stream.
  case wrongVersion(stream: String, version: UInt64, next: UInt64, line: Int)
  /// A line cannot be stored: empty, too long, with an LF, or its keys say something else.
  case wrongLine(line: Int, position: UInt64, reason: String)
  /// More than a block holds.
  case batchTooLarge(bytes: Int, most: Int)
  /// An earlier write or sync failed; nothing more is written before the log is opened again.
  case stopped(cause: String)
  case closed
  /// A position at or after the end of the log was asked for.
  case beyondEnd(position: UInt64, end: UInt64)
  /// A writer lives but has published no durable end.
  case noTail(directory: String)
  /// A copy holds more events than the log that it is to follow.
  case behind(events: UInt64, copy: UInt64, directory: String)
  /// A table of the stream index is not as it was written; the index was dropped.
  case indexDamaged(TableError)

  public var description: String {
    switch self {
    case .file(let error): error.description
    case .exists(let directory): "couldn't create a log in \(directory): there is one already"
    case .absent(let directory):
      "couldn't open the log in \(directory): no segment there; create it, or restore a copy"
    case .writerLives(let pid, let directory):
      "couldn't open the log in \(directory) for writing: process \(pid) writes it; "
        + "stop that process, or read only"
    case .damaged(let finding):
      "couldn't trust the log: \(finding); nothing was changed, run verify and restore a copy"
    case .newerFormat(let finding):
      "couldn't read the log: \(finding); use the version that wrote it"
    case .wrongPosition(let expected, let next):
      "couldn't append at position \(expected): the log's next position is \(next); decide again"
    case .wrongVersion(let stream, let version, let next, let line):
      "couldn't append line \(line) of the batch as version \(version) of stream \(stream): "
        + "its next version is \(next); decide again"
    case .wrongLine(let line, let position, let reason):
      "couldn't append line \(line) of the batch at position \(position): \(reason)"
    case .batchTooLarge(let bytes, let most):
      "couldn't append \(bytes) bytes at once: a block holds at most \(most); append in parts"
    case .stopped(let cause):
      "couldn't append: the log stopped after a failure (\(cause)); open it again"
    case .closed: "couldn't append: the log is closed"
    case .beyondEnd(let position, let end):
      "couldn't read event \(position): the log ends before \(end)"
    case .noTail(let directory):
      "couldn't read the log in \(directory): a writer lives but published no durable end; try again"
    case .behind(let events, let copy, let directory):
      "couldn't copy \(events) events to \(directory): it holds \(copy); the log went back, or "
        + "this is the copy of another one: find out which before anything is overwritten"
    case .indexDamaged(let error):
      "\(error); the index was dropped: do it again, and it is made anew from the log"
    }
  }
}
