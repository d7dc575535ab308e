public import Ledger

/// A person as a command names one: `{"id":…,"name":…}`, or just the id of one already known.
public enum PersonCoding: FieldCoding {
  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> Person {
    do { return try Person.read(tape, index) } catch {
      let id: String
      do { id = try IDCoding.read(tape, index) } catch let notAnID {
        throw error.problem.hasPrefix("an object is expected") ? notAnID : error
      }
      return Person.with { $0.id = id }
    }
  }

  public static func isUnset(_ value: Person) -> Bool { value.id.isEmpty }

  public static func write(_ value: Person, into writer: inout CanonicalWriter) {
    Person.write(value, into: &writer)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.key("anyOf")
    writer.beginArray()
    Person.describe(into: &writer)
    IDCoding.describe(into: &writer)
    writer.endArray()
    writer.endObject()
  }
}

/// The qualification checklist of an appointment (A-BC-2): an object of answers by criterion, kept as
/// a list in the order of the criteria.
public enum QualificationCoding: FieldCoding {
  public static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> [Criterion] {
    try tape.entries(index).map { (name, answer) in Criterion(name, answer) }
      .sorted { $0.criterion < $1.criterion }
  }

  public static func isUnset(_ value: [Criterion]) -> Bool { false }

  public static func write(_ value: [Criterion], into writer: inout CanonicalWriter) {
    [Criterion].write(value, into: &writer)
  }

  public static func describe(into writer: inout CanonicalWriter) {
    writer.json(
      #"{"additionalProperties":{"type":["string","integer","boolean"]},"maxProperties":50,"type":"object"}"#
    )
  }
}
