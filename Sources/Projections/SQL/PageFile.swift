/// Adds pages to an SQLite file that nobody else has open, one after the other, and replaces its root
/// pages. Pages are numbered from one.
final class PageFile {
  static let pageSize = 32768
  /// SQLite keeps no data on the page of its locks, at the first gibibyte.
  private static let lockPage = 0x4000_0000 / pageSize + 1
  /// SQLite writes less than 128 KiB at once.
  private static let batch = 3

  private let database: Database
  private let buffer: UnsafeMutableRawPointer
  /// Pages in the buffer, and those of the file before them.
  private var waiting = 0
  private var written: Int

  /// - Parameter pages: how many pages the file has.
  init(_ path: String, pages: Int) throws(ProjectionError) {
    database = try Database(path, .creating)
    buffer = .allocate(byteCount: PageFile.batch * PageFile.pageSize, alignment: 4096)
    written = pages
  }

  deinit { buffer.deallocate() }

  /// Adds a page; gives its number.
  func append(_ page: UnsafeRawPointer) throws(ProjectionError) -> Int {
    if written + waiting + 1 == PageFile.lockPage { try place(nil) }
    try place(page)
    return written + waiting
  }

  func replace(_ number: Int, by page: UnsafeRawPointer) throws(ProjectionError) {
    try database.write(page, PageFile.pageSize, at: (number - 1) * PageFile.pageSize)
  }

  /// Writes what waits, and how many pages there are now.
  func end() throws(ProjectionError) {
    try flush()
    var count = UInt32(written).bigEndian
    try database.write(&count, 4, at: 28)
  }

  private func place(_ page: UnsafeRawPointer?) throws(ProjectionError) {
    if waiting == PageFile.batch { try flush() }
    let start = buffer + waiting * PageFile.pageSize
    if let page {
      start.copyMemory(from: page, byteCount: PageFile.pageSize)
    } else {
      start.initializeMemory(as: UInt8.self, repeating: 0, count: PageFile.pageSize)
    }
    waiting += 1
  }

  private func flush() throws(ProjectionError) {
    if waiting == 0 { return }
    try database.write(buffer, waiting * PageFile.pageSize, at: written * PageFile.pageSize)
    written += waiting
    waiting = 0
  }
}
