/// One page of an index b-tree of SQLite (file format, § 1.6): the places of its cells from the start,
/// the cells from the end.
struct TreePage {
  let start: UnsafeMutablePointer<UInt8>
  /// Whether cells bear the number of the page of lesser keys.
  private let isInterior: Bool
  private let header: Int
  private var cells = 0
  /// Where the last cell stands, and the one before.
  private var content = PageFile.pageSize
  private var before = PageFile.pageSize

  init(isInterior: Bool) {
    start = .allocate(capacity: PageFile.pageSize)
    start.initialize(repeating: 0, count: PageFile.pageSize)
    self.isInterior = isInterior
    header = isInterior ? 12 : 8
    start[0] = isInterior ? 2 : 10
  }

  /// Adds a cell, unless there is no room for it.
  mutating func add(_ cell: UnsafeRawBufferPointer, child: Int) -> Bool {
    let length = isInterior ? cell.count + 4 : cell.count
    let place = header + 2 * cells
    if place + 2 + length > content { return false }
    before = content
    content -= length
    cells += 1
    put(content, 2, at: place)
    if isInterior { put(child, 4, at: content) }
    if let bytes = cell.baseAddress {
      UnsafeMutableRawPointer(start + content + length - cell.count)
        .copyMemory(from: bytes, byteCount: cell.count)
    }
    return true
  }

  /// Takes the last cell out; its bytes stand until the next cell is added.
  mutating func removeLast() -> (cell: UnsafeRawBufferPointer, child: Int) {
    let from = isInterior ? content + 4 : content
    let cell = UnsafeRawBufferPointer(start: start + from, count: before - from)
    let child = isInterior ? get(at: content) : 0
    cells -= 1
    content = before
    return (cell, child)
  }

  /// Fills in the header; `last` is the page of the keys above all cells.
  func complete(last: Int) {
    put(cells, 2, at: 3)
    put(content, 2, at: 5)
    if isInterior { put(last, 4, at: 8) }
  }

  mutating func clear() {
    cells = 0
    content = PageFile.pageSize
    (start + header).update(repeating: 0, count: PageFile.pageSize - header)
  }

  private func put(_ value: Int, _ count: Int, at place: Int) {
    for index in 0..<count {
      start[place + index] = UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - index)))
    }
  }

  private func get(at place: Int) -> Int {
    (0..<4).reduce(0) { $0 << 8 | Int(start[place + $1]) }
  }
}
