import Ledger
import Projections

/// The words of a command line, sorted into options and the rest.
struct Arguments {
  private(set) var words: [String] = []
  private var options: [String: String] = [:]

  /// - Throws: `UsageError` for an option the verb does not know, a missing value, or a number of
  ///   words that does not fit.
  init(_ raw: [String], _ verb: any Verb.Type) throws(UsageError) {
    var index = 0
    while index < raw.count {
      let word = raw[index]
      index += 1
      guard word.hasPrefix("--") || verb.valued.contains(word) else {
        words.append(word)
        continue
      }
      if verb.flags.contains(word) {
        options[word] = ""
      } else if verb.valued.contains(word) {
        guard index < raw.count else { throw UsageError("\(word) needs a value") }
        options[word] = raw[index]
        index += 1
      } else {
        throw UsageError("\(word) is not an option here")
      }
    }
    guard verb.words.contains(words.count) else {
      throw UsageError("\(words.count) words are given besides options")
    }
  }

  subscript(_ option: String) -> String? { options[option] }

  func has(_ flag: String) -> Bool { options[flag] != nil }

  /// What `--format` says, one of all or of some.
  func format(of known: [Format] = Format.allCases) throws(UsageError) -> Format {
    guard let text = self["--format"] else { return .table }
    guard let format = Format(rawValue: text), known.contains(format) else {
      throw UsageError("--format is one of \(known.map(\.rawValue).joined(separator: ", "))")
    }
    return format
  }

  func language() throws(UsageError) -> Language {
    guard let text = self["--lang"] else { return .en }
    guard let language = Language(rawValue: text) else {
      throw UsageError(
        "--lang is one of \(Language.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return language
  }

  /// What `--as-of` and `--known-at` say. A day lasts to its end in Paris; an instant is included.
  func vantage() throws(UsageError) -> Vantage {
    var vantage = Vantage.now
    if let text = self["--as-of"] {
      vantage.asOf = Day(text).map { Paris.end(of: $0).justBefore } ?? Instant(text)
      if vantage.asOf == nil {
        throw UsageError(
          "--as-of \(text) is neither a day like 2026-04-30 nor an instant like "
            + "2026-04-30T12:00:00+02:00")
      }
    }
    if let text = self["--known-at"] {
      vantage.knownAt = Instant(text)
      if vantage.knownAt == nil {
        throw UsageError("--known-at \(text) is no instant like 2026-05-01T00:00:00+02:00")
      }
    }
    return vantage
  }
}

/// The command line does not fit the verb.
struct UsageError: Error {
  var problem: String
  init(_ problem: String) { self.problem = problem }
}
