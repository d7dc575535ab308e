import FrontDoor
import Testing

/// Names that mean harm: they are printed as they are, and nothing else happens.
@Suite struct HostileTests {
  static let names = [
    "<script>alert('1')</script>", "</style></body>", "A & B \"C\" 'D' <b>", "]]><!-- x -->",
    "&lt;déjà&gt; &nbsp;", "Agence 🦔 du Hérisson",
    String(repeating: "Aaaaaaaaa ", count: 29) + "Fin",
    String(repeating: "x", count: 300), "\u{202E}daor", "{{name}} ${name} \\0022",
  ]

  @Test(arguments: names) func `a client's name stands as it was given`(_ name: String) throws {
    let pages = try Pages(tour: 0..<4) {
      $0.replacing("\"Agence Martin\"", with: "\(JSON.string(name))")
    }
    let page = try pages.page("BC2026-000001")
    #expect(try page.texts("//div[@class='client']/p[@class='name']") == [name])
    #expect(try page.texts("//script").isEmpty)
    #expect(try page.texts("//style").count == 1)
  }

  @Test(arguments: names) func `a provider's name stands as it was given`(_ name: String) throws {
    let text = "\(JSON.string(name))".dropFirst().dropLast()
    let pages = try Pages(tour: 0..<4, provider: Provider.plain("debits", name: String(text))) {
      $0
    }
    let page = try pages.page("X2026-000001")
    #expect(try page.texts("//div[@class='seller']/p[@class='name']") == [name])
  }

  @Test func `control characters, for which a page has no room, are shown as replaced`() throws {
    let pages = try Pages(tour: 0..<4) {
      $0.replacing("\"Agence Martin\"", with: #""Agence\u0001Martin\u001b[2J""#)
    }
    let page = try pages.page("BC2026-000001")
    #expect(
      try page.texts("//div[@class='client']/p[@class='name']") == [
        "Agence\u{FFFD}Martin\u{FFFD}[2J"
      ])
  }
}
