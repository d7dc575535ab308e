/// What is wrong with a text that should be a command or a stored event, and where.
///
/// `path` names the field (`data.amount`); `expected` and `found` say why it was not taken.
public struct FormatError: Error, Equatable, CustomStringConvertible {
  public var path: String
  public var problem: String

  public init(_ problem: String, at path: String = "") {
    self.problem = problem
    self.path = path
  }

  public var description: String { path.isEmpty ? problem : "\(path): \(problem)" }

  /// The same error, one level further out.
  func inside(_ key: String) -> FormatError {
    let joined = path.isEmpty ? key : path.hasPrefix("[") ? key + path : key + "." + path
    return FormatError(problem, at: joined)
  }
}
