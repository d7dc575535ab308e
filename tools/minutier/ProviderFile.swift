import Glibc
import Ledger

/// The file of `init --provider`.
enum ProviderFile {
  static func read(_ path: String) throws -> Provider {
    guard let file = fopen(path, "r") else {
      throw InputError(path: path, cause: String(cString: strerror(errno)))
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    var tape = Tape()
    do {
      return try bytes[..<count].withUnsafeBytes { text in
        try tape.read(text)
        return try Provider.read(tape, 0)
      }
    } catch { throw InputError(path: path, cause: "\(error)") }
  }
}
