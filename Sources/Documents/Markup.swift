/// HTML being written. What is markup is in the source; every other text is escaped on its way in.
///
/// Elements are closed and attributes quoted, so that it is well-formed XML too.
struct Markup {
  private(set) var html = ""

  /// Markup that stands in the source.
  mutating func raw(_ markup: StaticString) { html += "\(markup)" }

  /// A text, whatever it holds.
  mutating func text(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      case "\n", "\t": html.unicodeScalars.append(scalar)
      // Neither HTML nor XML has room for these.
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || scalar.value & 0xFFFE == 0xFFFE:
        html += "\u{FFFD}"
      default: html.unicodeScalars.append(scalar)
      }
    }
  }

  /// An element around a text: `<td class="amount">…</td>`.
  mutating func element(_ tag: StaticString, _ kind: StaticString? = nil, _ text: String) {
    element(tag, kind) { $0.text(text) }
  }

  mutating func element<E: Error>(
    _ tag: StaticString, _ kind: StaticString? = nil, _ inside: (inout Markup) throws(E) -> Void
  ) throws(E) {
    open(tag, kind)
    try inside(&self)
    html += "</\(tag)>"
  }

  /// An element that holds elements, on lines of its own.
  mutating func block<E: Error>(
    _ tag: StaticString, _ kind: StaticString? = nil, _ inside: (inout Markup) throws(E) -> Void
  ) throws(E) {
    open(tag, kind)
    html += "\n"
    try inside(&self)
    html += "</\(tag)>\n"
  }

  mutating func line(_ tag: StaticString, _ kind: StaticString? = nil, _ text: String) {
    element(tag, kind, text)
    html += "\n"
  }

  /// An element of a picture, with its measures.
  mutating func shape(
    _ tag: StaticString, _ attributes: [(StaticString, String)],
    _ inside: (inout Markup) -> Void = { _ in }
  ) {
    html += "<\(tag)"
    for (name, value) in attributes {
      html += " \(name)=\""
      text(value)
      html += "\""
    }
    html += ">"
    inside(&self)
    html += "</\(tag)>"
  }

  private mutating func open(_ tag: StaticString, _ kind: StaticString?) {
    html += "<\(tag)"
    if let kind { html += " class=\"\(kind)\"" }
    html += ">"
  }
}
