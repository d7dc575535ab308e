import Ledger

/// JSON arrays as the file holds them: of numbers, and of identifiers that need no escape.
enum JSONList {
  static func of(_ numbers: [Int]) -> String {
    "[" + numbers.map(String.init).joined(separator: ",") + "]"
  }

  static func of(_ identifiers: [String]) -> String {
    "[" + identifiers.map { "\"\($0)\"" }.joined(separator: ",") + "]"
  }
}
