/// Rows in the order in which they came, each found by its name.
struct NamedRows<Row> {
  private(set) var all: [Row] = []
  private var named = Naming()

  /// Adds a row; one whose name is taken is passed over.
  mutating func add(_ name: String, _ row: Row) {
    if named.add(name, at: all.count) == nil { all.append(row) }
  }

  func look(up name: String) -> Row? { named.look(up: name).map { all[$0] } }

  mutating func change(_ name: String, _ change: (inout Row) -> Void) {
    if let index = named.find(name) { change(&all[index]) }
  }
}

extension NamedRows: Sendable where Row: Sendable {}
