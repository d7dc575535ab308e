import EventStore
import Glibc

/// Events like those of a ledger: canonical lines of about 440 bytes, with a fingerprint that does not compress, over
/// streams of a dozen events each.
enum BenchEvent {
  private static func subject(_ number: Int) -> Int { number / 4096 * 341 + number % 341 }

  /// A caller has its streams' names at hand: none is made while time is taken, up to eight million events.
  private static let names = (0..<700_000).map { "appointment-\($0)" }

  static func stream(_ number: Int) -> String { names[subject(number) % names.count] }

  /// Makes what is made once only.
  static func prepare() { _ = names.count }

  /// Writes an event's canonical line into the slot that it gets.
  static func write(_ number: Int, _ slot: EventSlot, _ bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(byteCount: 640, alignment: 1) { room in
      var line = BenchLine(room)
      write(number, slot, to: &line)
      bytes.append(contentsOf: line.written)
    }
  }

  private static func write(_ number: Int, _ slot: EventSlot, to line: inout BenchLine) {
    let subject = subject(number) % names.count
    line.add(#"{"actor":{"id":"S-1","role":"staff"},"basis":"fact","command":"c-"#)
    line.add(number)
    line.add(#"","data":{"appointment":"RDV-"#)
    line.add(subject)
    line.add(#"","bucket":"subscription","contract":"K-"#)
    line.add(number % 61)
    line.add(
      #"","starts_at":"2026-04-14T08:00:00.000000Z"},"day":"2026-04-10","fingerprint":""#)
    line.addFingerprint(of: number)
    line.add(#"","occurred":"2026-04-10T07:00:00.000000Z","position":"#)
    line.add(Int(slot.position))
    line.add(
      #","received":"2026-04-10T07:00:00.000000Z","recorded":"2026-04-10T07:00:00.000000Z""#)
    line.add(#","rule":"BC-1.2","schema":1,"stream":"appointment-"#)
    line.add(subject)
    line.add(#"","type":"AppointmentBooked","version":"#)
    line.add(Int(slot.version))
    line.add("}")
  }

  static func line(_ number: Int, _ slot: EventSlot) -> [UInt8] {
    var bytes: [UInt8] = []
    write(number, slot, &bytes)
    return bytes
  }
}

/// A line as it is written, field after field.
private struct BenchLine {
  private let room: UnsafeMutableRawBufferPointer
  private var count = 0

  init(_ room: UnsafeMutableRawBufferPointer) { self.room = room }

  var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: room[..<count]) }

  mutating func add(_ text: StaticString) {
    let size = text.utf8CodeUnitCount
    precondition(count + size <= room.count, "a line of the benchmark fits its room")
    memcpy(room.baseAddress! + count, text.utf8Start, size)
    count += size
  }

  mutating func add(_ number: Int) {
    var size = 1
    var limit = 10
    while number >= limit {
      size += 1
      limit *= 10
    }
    var rest = number
    for place in stride(from: count + size - 1, through: count, by: -1) {
      room[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += size
  }

  /// 32 hexadecimal digits that look like chance.
  mutating func addFingerprint(of number: Int) {
    for half in 0..<2 {
      var word = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(half)
      word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
      for place in 0..<16 {
        let digit = UInt8(truncatingIfNeeded: word >> UInt64(4 * place)) & 15
        room[count + place] = digit < 10 ? 0x30 + digit : 0x57 + digit
      }
      count += 16
    }
  }
}
