// What the log asks of a file system, so that tests can put a failing one in its place.

/// An open file of a layer.
public struct OpenFile: Hashable, Sendable {
  public var descriptor: Int32
  public init(descriptor: Int32) { self.descriptor = descriptor }
}

/// How a file is opened.
public enum OpenMode: Sendable {
  /// It exists; for reading only.
  case read
  /// It exists or is created; for reading and writing.
  case write
  /// It must not exist; for reading and writing.
  case create
}

/// Files and directories, by the calls the log needs.
///
/// Paths are plain strings. Every call may be made from any thread; one file is used by one thread.
public protocol FileLayer: Sendable {
  func open(_ path: String, _ mode: OpenMode) throws(FileError) -> OpenFile
  /// Closes; what was not synced may be lost.
  func close(_ file: OpenFile)
  func size(_ file: OpenFile) throws(FileError) -> Int
  /// Reads until the buffer is full or the file ends, and gives the bytes read.
  func read(_ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer)
    throws(FileError) -> Int
  /// Writes all the bytes, extending the file where needed.
  func write(_ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer) throws(FileError)
  func truncate(_ file: OpenFile, to size: Int) throws(FileError)
  /// Returns once content and size are on the disk.
  func sync(_ file: OpenFile) throws(FileError)
  func makeDirectory(_ path: String) throws(FileError)
  /// Returns once the directory's entries are on the disk.
  func syncDirectory(_ path: String) throws(FileError)
  /// The names in a directory, in order, without `.` and `..`.
  func list(_ path: String) throws(FileError) -> [String]
  func rename(_ path: String, to other: String) throws(FileError)
  func remove(_ path: String) throws(FileError)
  /// Takes the exclusive lock of a file, held until it is closed; false when another holds it.
  func lock(_ file: OpenFile) throws(FileError) -> Bool
  /// Whether another holds that lock.
  func isLocked(_ file: OpenFile) throws(FileError) -> Bool
}

/// A call to the file system that failed.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried: `open`, `write`, `sync` …
  public var call: String
  public var path: String
  /// The system's error number.
  public var code: Int32

  public init(call: String, path: String, code: Int32) {
    self.call = call
    self.path = path
    self.code = code
  }

  public var description: String {
    "couldn't \(call) \(path): \(SystemFiles.message(code))"
  }

  /// Whether the file or directory is not there.
  public var isAbsence: Bool { code == SystemFiles.absent }
}

extension FileLayer {
  func write(_ file: OpenFile, at offset: Int, array bytes: [UInt8]) throws(FileError) {
    try bytes.withUnsafeBytes { bytes in
      Result { () throws(FileError) in try write(file, at: offset, bytes) }
    }.get()
  }

  /// At most `count` bytes from the start of a file.
  func start(of file: OpenFile, _ count: Int) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = try bytes.withUnsafeMutableBytes { bytes in
      Result { () throws(FileError) in try self.read(file, at: 0, into: bytes) }
    }.get()
    return Array(bytes[..<read])
  }
}
