public import EventStore

/// What kept the program from doing its work: exit code 2.
public enum LedgerError: Error, CustomStringConvertible {
  /// Something about the ledger's directory, as a sentence.
  case home(String)
  case log(LogError)
  case file(FileError)
  /// A stored event that this program cannot read.
  case event(position: UInt64, problem: String)
  /// The read models could not be written or read.
  case projection(String)

  public var description: String {
    switch self {
    case .home(let problem): problem
    case .log(let error): error.description
    case .file(let error): error.description
    case .event(let position, let problem): "couldn't read event \(position): \(problem)"
    case .projection(let problem): problem
    }
  }
}
