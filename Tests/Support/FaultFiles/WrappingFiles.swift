// A file layer over another one, which it follows in all that it does not replace.
public import EventStore

public protocol WrappingFiles: FileLayer {
  var base: any FileLayer { get }
}

extension WrappingFiles {
  public func open(_ path: String, _ mode: OpenMode) throws(FileError) -> OpenFile {
    try base.open(path, mode)
  }

  public func close(_ file: OpenFile) { base.close(file) }

  public func size(_ file: OpenFile) throws(FileError) -> Int { try base.size(file) }

  public func read(
    _ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileError) -> Int {
    try base.read(file, at: offset, into: buffer)
  }

  public func write(
    _ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer
  ) throws(FileError) {
    try base.write(file, at: offset, bytes)
  }

  public func truncate(_ file: OpenFile, to size: Int) throws(FileError) {
    try base.truncate(file, to: size)
  }

  public func sync(_ file: OpenFile) throws(FileError) { try base.sync(file) }

  public func makeDirectory(_ path: String) throws(FileError) { try base.makeDirectory(path) }

  public func syncDirectory(_ path: String) throws(FileError) { try base.syncDirectory(path) }

  public func list(_ path: String) throws(FileError) -> [String] { try base.list(path) }

  public func rename(_ path: String, to other: String) throws(FileError) {
    try base.rename(path, to: other)
  }

  public func remove(_ path: String) throws(FileError) { try base.remove(path) }

  public func lock(_ file: OpenFile) throws(FileError) -> Bool { try base.lock(file) }

  public func isLocked(_ file: OpenFile) throws(FileError) -> Bool { try base.isLocked(file) }
}
