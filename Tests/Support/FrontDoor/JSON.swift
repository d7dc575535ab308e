/// A JSON value as the tests read it: a reader of its own, so that the program's is checked against
/// another. Members keep the order in which they stand.
public enum JSON: Sendable, Equatable {
  case object([Member])
  case array([JSON])
  case string(String)
  case integer(Int)
  case bool(Bool)
  case null

  public struct Member: Sendable {
    public var key: String
    public var value: JSON

    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  public static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.object(let one), .object(let other)):
      one.count == other.count && one.allSatisfy { right[$0.key] == $0.value }
    case (.array(let one), .array(let other)): one == other
    case (.string(let one), .string(let other)): one == other
    case (.integer(let one), .integer(let other)): one == other
    case (.bool(let one), .bool(let other)): one == other
    case (.null, .null): true
    default: false
    }
  }

  public subscript(_ key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The value at a path: `data.lines.0.ht`.
  public func at(_ path: String) -> JSON? {
    var found: JSON? = self
    for part in path.split(separator: ".") {
      if case .array(let elements)? = found {
        guard let index = Int(part), elements.indices.contains(index) else { return nil }
        found = elements[index]
      } else {
        found = found?[String(part)]
      }
    }
    return found
  }

  public var text: String? { if case .string(let text) = self { text } else { nil } }
  public var number: Int? { if case .integer(let number) = self { number } else { nil } }
  public var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
  public var members: [Member]? { if case .object(let members) = self { members } else { nil } }

  /// The same object with a member set, or left out for `.null`.
  public func setting(_ key: String, _ value: JSON) -> JSON {
    var members = self.members ?? []
    let index = members.firstIndex { $0.key == key }
    switch (index, value) {
    case (let index?, .null): members.remove(at: index)
    case (let index?, _): members[index].value = value
    case (nil, .null): break
    case (nil, _): members.append(Member(key, value))
    }
    return .object(members)
  }

  /// This object with the members of another laid over it, level by level; `null` leaves one out.
  public func overlaid(_ other: JSON) -> JSON {
    guard let members, let over = other.members else { return other }
    return over.reduce(.object(members)) { object, member in
      let value =
        object[member.key]?.overlaid(member.value) ?? JSON.object([]).overlaid(member.value)
      return object.setting(member.key, member.value.members == nil ? member.value : value)
    }
  }
}

extension JSON: CustomStringConvertible {
  public var description: String {
    switch self {
    case .object(let members):
      "{" + members.map { "\(JSON.quoted($0.key)):\($0.value)" }.joined(separator: ",") + "}"
    case .array(let elements): "[" + elements.map(\.description).joined(separator: ",") + "]"
    case .string(let text): JSON.quoted(text)
    case .integer(let number): "\(number)"
    case .bool(let value): "\(value)"
    case .null: "null"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
