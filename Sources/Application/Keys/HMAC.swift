import CCrypto

/// HMAC-SHA-256 under one key, with the key's two blocks hashed once.
struct HMACKey {
  private var inner = SHA256_CTX()
  private var outer = SHA256_CTX()

  /// - Parameter key: at most 64 bytes, as all keys here are.
  init(_ key: UnsafeRawBufferPointer) {
    precondition(key.count <= 64, "a key of over 64 bytes")
    var block = [UInt8](repeating: 0, count: 64)
    for pass in 0..<2 {
      for index in 0..<64 {
        block[index] = (index < key.count ? key[index] : 0) ^ (pass == 0 ? 0x36 : 0x5C)
      }
      var state = SHA256_CTX()
      SHA256_Init(&state)
      SHA256_Update(&state, block, 64)
      if pass == 0 { inner = state } else { outer = state }
    }
  }

  /// The 32 bytes of the code of a message given in parts.
  func code(_ parts: UnsafeRawBufferPointer...) -> [UInt8] {
    var state = inner
    for part in parts { SHA256_Update(&state, part.baseAddress, part.count) }
    var digest = [UInt8](repeating: 0, count: 32)
    SHA256_Final(&digest, &state)
    state = outer
    SHA256_Update(&state, digest, 32)
    SHA256_Final(&digest, &state)
    return digest
  }

  func code(_ text: String) -> [UInt8] {
    var copy = text
    return copy.withUTF8 { code(UnsafeRawBufferPointer($0)) }
  }
}

func sha256(_ bytes: [UInt8]) -> [UInt8] { sha256(bytes[...]) }

func sha256(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 32)
  var state = SHA256_CTX()
  SHA256_Init(&state)
  bytes.withUnsafeBytes { _ = SHA256_Update(&state, $0.baseAddress, $0.count) }
  SHA256_Final(&digest, &state)
  return digest
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
