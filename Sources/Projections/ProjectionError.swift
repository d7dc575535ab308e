/// Why a projection file could not be written, or a question not be answered.

public enum ProjectionError: Error, Equatable, CustomStringConvertible {
  /// A projection file is only ever new.
  case exists(path: String)
  case sqlite(doing: String, path: String, code: Int, message: String)
  case notAProjection(path: String)
  case unknownQuestion(name: String)
  /// The answer has nothing that belongs to one client.
  case notByClient(name: String)
  /// Nothing of this name is known.
  case unknownSubject(kind: String, id: String)

  public var description: String {
    switch self {
    case .exists(let path):
      "couldn't write \(path): it exists; give another name, or remove it"
    case .sqlite(let action, let path, let code, let message):
      "couldn't \(action) \(path): \(message) (SQLite \(code))"
    case .notAProjection(let path):
      "couldn't read \(path): it is no finished projection; rebuild it"
    case .unknownQuestion(let name):
      "couldn't show \(name): known are \(Questions.names.joined(separator: ", "))"
    case .notByClient(let name):
      "couldn't show \(name) of one client: it belongs to none; leave --client out"
    case .unknownSubject(let kind, let id):
      "couldn't explain \(kind) \(id): there is none"
    }
  }
}
