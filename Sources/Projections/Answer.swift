/// What a question gives back: named, typed columns, and rows of values.

/// What the values of a column are, and how SQLite holds them.
///
/// | kind | in SQLite | shown |
/// |---|---|---|
/// | `text` | TEXT | as it is |
/// | `integer` | INTEGER | as it is |
/// | `money` | INTEGER `…_cents` | `169.00` |
/// | `unitPrice` | INTEGER `…_ten_thousandths` | `0.0800`, `169.00` |
/// | `rate` | INTEGER `…_hundredths` | `20.00`, percent |
/// | `day` | TEXT | `2026-04-08` |
/// | `instant` | TEXT | `2026-04-08T14:20:00.000000Z` |
/// | `list` | TEXT, a JSON array | a JSON array |
/// | `flag` | INTEGER 0 or 1 | `true`, `false` |
public enum ColumnKind: Sendable, Equatable {
  case text, integer, money, unitPrice, rate, day, instant, list, flag
}

public struct Answer: Sendable, Equatable {
  public struct Column: Sendable, Equatable {
    public var name: String
    public var kind: ColumnKind

    public init(_ name: String, _ kind: ColumnKind) {
      self.name = name
      self.kind = kind
    }
  }

  public var columns: [Column]
  public var rows: [[Value]]

  public init(columns: [Column], rows: [[Value]]) {
    self.columns = columns
    self.rows = rows
  }
}
