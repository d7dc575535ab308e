import Glibc

/// Adds pages to an SQLite file that nobody else has open, one after the other, and replaces its root
/// pages. Pages are numbered from one.
final class PageFile {
  static let pageSize = 32768
  /// SQLite keeps no data on the page of its locks, at the first gibibyte.
  private static let lockPage = 0x4000_0000 / pageSize + 1
  private static let batch = 64

  let path: String
  private let descriptor: Int32
  private let buffer: UnsafeMutableRawPointer
  /// Pages in the buffer, and those of the file before them.
  private var waiting = 0
  private var written: Int

  /// - Parameter pages: how many pages the file has.
  init(_ path: String, pages: Int) throws(ProjectionError) {
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    buffer = .allocate(byteCount: PageFile.batch * PageFile.pageSize, alignment: 4096)
    self.path = path
    written = pages
    if descriptor < 0 { throw failure("open") }
  }

  deinit {
    buffer.deallocate()
    if descriptor >= 0 { close(descriptor) }
  }

  /// Adds a page; gives its number.
  func append(_ page: UnsafeRawPointer) throws(ProjectionError) -> Int {
    if written + waiting + 1 == PageFile.lockPage { try place(nil) }
    try place(page)
    return written + waiting
  }

  func replace(_ number: Int, by page: UnsafeRawPointer) throws(ProjectionError) {
    try write(page, PageFile.pageSize, at: (number - 1) * PageFile.pageSize)
  }

  /// Writes what waits, and how many pages there are now.
  func end() throws(ProjectionError) {
    try flush()
    var count = UInt32(written).bigEndian
    try write(&count, 4, at: 28)
  }

  private func place(_ page: UnsafeRawPointer?) throws(ProjectionError) {
    if waiting == PageFile.batch { try flush() }
    let start = buffer + waiting * PageFile.pageSize
    if let page {
      start.copyMemory(from: page, byteCount: PageFile.pageSize)
    } else {
      memset(start, 0, PageFile.pageSize)
    }
    waiting += 1
  }

  private func flush() throws(ProjectionError) {
    try write(buffer, waiting * PageFile.pageSize, at: written * PageFile.pageSize)
    written += waiting
    waiting = 0
  }

  private func write(_ bytes: UnsafeRawPointer, _ count: Int, at offset: Int)
    throws(ProjectionError)
  {
    var done = 0
    while done < count {
      let step = pwrite(descriptor, bytes + done, count - done, off_t(offset + done))
      if step < 0 && errno == EINTR { continue }
      if step <= 0 { throw failure("write") }
      done += step
    }
  }

  private func failure(_ action: String) -> ProjectionError {
    .file(doing: action, path: path, problem: String(cString: strerror(errno)))
  }
}
