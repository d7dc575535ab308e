import EventStore
import Glibc

/// Events like those of a ledger: canonical lines of about 440 bytes, with a fingerprint that does not compress, over
/// streams of a dozen events each.
enum BenchEvent {
  private static func subject(_ number: Int) -> Int { number / 4096 * 341 + number % 341 }

  static func stream(_ number: Int) -> String { "appointment-\(subject(number))" }

  static func write(_ number: Int, _ slot: EventSlot, _ bytes: inout [UInt8]) {
    text(#"{"actor":{"id":"S-1","role":"staff"},"basis":"fact","command":"c-"#, &bytes)
    append(number, &bytes)
    text(#"","data":{"appointment":"RDV-"#, &bytes)
    append(subject(number), &bytes)
    text(#"","bucket":"subscription","contract":"K-"#, &bytes)
    append(number % 61, &bytes)
    text(
      #"","starts_at":"2026-04-14T08:00:00.000000Z"},"day":"2026-04-10","fingerprint":""#, &bytes)
    fingerprint(number, &bytes)
    text(#"","occurred":"2026-04-10T07:00:00.000000Z","position":"#, &bytes)
    append(Int(slot.position), &bytes)
    text(
      #","received":"2026-04-10T07:00:00.000000Z","recorded":"2026-04-10T07:00:00.000000Z""#,
      &bytes)
    text(#","rule":"BC-1.2","schema":1,"stream":"appointment-"#, &bytes)
    append(subject(number), &bytes)
    text(#"","type":"AppointmentBooked","version":"#, &bytes)
    append(Int(slot.version), &bytes)
    bytes.append(UInt8(ascii: "}"))
  }

  private static func text(_ text: StaticString, _ bytes: inout [UInt8]) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  static func line(_ number: Int, _ slot: EventSlot) -> [UInt8] {
    var bytes: [UInt8] = []
    write(number, slot, &bytes)
    return bytes
  }

  private static func append(_ number: Int, _ bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = number
      var start = 20
      repeat {
        start -= 1
        digits[start] = 0x30 + UInt8(rest % 10)
        rest /= 10
      } while rest > 0
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }

  /// 32 hexadecimal digits that look like chance.
  private static func fingerprint(_ number: Int, _ bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digits in
      for half in 0..<2 {
        var word = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(half)
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        for place in 0..<16 {
          let digit = UInt8(truncatingIfNeeded: word >> UInt64(4 * place)) & 15
          digits[16 * half + place] = digit < 10 ? 0x30 + digit : 0x57 + digit
        }
      }
      bytes.append(contentsOf: digits)
    }
  }
}
