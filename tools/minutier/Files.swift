import Glibc

/// Small files at the rim.

/// A whole file, of 64 MiB at most.
func readFile(_ path: String) throws -> [UInt8] {
  guard let file = fopen(path, "r") else {
    throw InputError(path: path, cause: String(cString: strerror(errno)))
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&piece, 1, piece.count, file)
    if count == 0 { break }
    bytes += piece[..<count]
    if bytes.count > 64 << 20 { throw InputError(path: path, cause: "it is over 64 MiB long") }
  }
  if ferror(file) != 0 { throw InputError(path: path, cause: String(cString: strerror(errno))) }
  return bytes
}

/// Writes a file, in the place of what was there.
func writeFile(_ bytes: [UInt8], _ path: String) throws {
  guard let file = fopen(path, "w") else {
    throw OutputError(path: path, cause: String(cString: strerror(errno)))
  }
  let written = fwrite(bytes, 1, bytes.count, file)
  let isClosed = fclose(file) == 0
  guard written == bytes.count, isClosed else {
    throw OutputError(path: path, cause: String(cString: strerror(errno)))
  }
}

/// A file could not be written.
struct OutputError: Error, CustomStringConvertible {
  var path: String
  var cause: String
  var description: String { "couldn't write \(path): \(cause)" }
}
