/// JSON Schema (draft 2020-12) of records, written from the same list of fields that reads them.
public struct SchemaVisitor: FieldVisitor, ~Copyable {
  private var properties: [(name: String, schema: String)] = []
  private var required: [String] = []
  /// The names of the personal fields, which stand under `sealed`.
  public private(set) var sealedFields: [String] = []

  public init() {}

  public mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value, _ coding: C.Type
  ) throws(FormatError) {
    add("\(key)", coding)
    required.append("\(key)")
  }

  public mutating func field<C: FieldCoding>(
    _ key: StaticString, _ value: inout C.Value?, _ coding: C.Type
  ) throws(FormatError) { add("\(key)", coding) }

  public mutating func sealed(_ key: StaticString, _ value: inout Sealed) throws(FormatError) {
    sealedFields.append("\(key)")
  }

  private mutating func add<C: FieldCoding>(_ key: String, _ coding: C.Type) {
    var writer = CanonicalWriter(capacity: 256)
    C.describe(into: &writer)
    properties.append((key, writer.string))
  }

  public func write(into writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.key("additionalProperties")
    writer.bool(false)
    writer.key("properties")
    writer.beginObject()
    for property in properties.sorted(by: { $0.name < $1.name }) {
      writer.key(named: property.name)
      writer.json(property.schema)
    }
    writer.endObject()
    writer.key("required")
    writer.beginArray()
    for name in required.sorted() { writer.string(name) }
    writer.endArray()
    writer.key("type")
    writer.string("object")
    writer.endObject()
  }
}

extension Record {
  public static func describe(into writer: inout CanonicalWriter) {
    var visitor = SchemaVisitor()
    var record = Self()
    do { try record.visit(&visitor) } catch { preconditionFailure("\(Self.self): \(error)") }
    visitor.write(into: &writer)
  }

  /// The names of the fields that stand sealed on the line, beside the data.
  public static var sealedFields: [String] {
    var visitor = SchemaVisitor()
    var record = Self()
    do { try record.visit(&visitor) } catch { preconditionFailure("\(Self.self): \(error)") }
    return visitor.sealedFields
  }
}

extension CanonicalWriter {
  /// A value that is canonical JSON already.
  public mutating func json(_ text: String) {
    var copy = text
    copy.withUTF8 { number(UnsafeRawBufferPointer($0)) }
  }

  /// The schema of a text with a pattern and a word of explanation.
  public mutating func describeText(pattern: String? = nil, _ description: String) {
    beginObject()
    key("description")
    string(description)
    if let pattern {
      key("pattern")
      string(pattern)
    }
    key("type")
    string("string")
    endObject()
  }
}
