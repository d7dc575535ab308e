/// Base64 (RFC 4648): the usual alphabet with padding, or the one for URLs without.
public enum Base64 {
  private static let usual = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let forURLs = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  public static func encode(_ bytes: [UInt8]) -> String {
    var text = encode(bytes, usual)
    while text.utf8.count % 4 != 0 { text += "=" }
    return text
  }

  public static func encodeForURL(_ bytes: [UInt8]) -> String { encode(bytes, forURLs) }

  private static func encode(_ bytes: [UInt8], _ alphabet: [UInt8]) -> String {
    let length = (bytes.count * 4 + 2) / 3
    return String(unsafeUninitializedCapacity: length) { out in
      var held = 0
      var bits = 0
      var at = 0
      for byte in bytes {
        held = (held << 8 | Int(byte)) & 0xFFFF
        bits += 8
        while bits >= 6 {
          bits -= 6
          out[at] = alphabet[held >> bits & 63]
          at += 1
        }
      }
      if bits > 0 {
        out[at] = alphabet[held << (6 - bits) & 63]
        at += 1
      }
      return at
    }
  }

  /// The bytes of a text of the usual alphabet; nil unless `encode` gives that very text again.
  public static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    let text = Array(text)
    let digits = text.suffix(2).count { $0 == UInt8(ascii: "=") }
    let bytes = decode(text.dropLast(digits)) { code in usual.firstIndex(of: code) }
    guard let bytes, encode(bytes).utf8.elementsEqual(text) else { return nil }
    return bytes
  }

  public static func decodeURL(_ text: String) -> [UInt8]? {
    decode(Array(text.utf8)[...], value)
  }

  private static func decode(_ text: ArraySlice<UInt8>, _ value: (UInt8) -> Int?) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count * 3 / 4)
    var held = 0
    var bits = 0
    for code in text {
      guard let value = value(code) else { return nil }
      held = (held << 6 | value) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: held >> bits))
      }
    }
    return bytes
  }

  private static func value(of code: UInt8) -> Int? {
    switch code {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(code) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(code) - 97 + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(code) - 48 + 52
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
