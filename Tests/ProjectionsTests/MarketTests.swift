// Active Prospects: leads and who owns them, what is billed of them, claims.
import Ledger
import Testing

@testable import Projections

@Suite struct `The lead market` {
  @Test func `AP-H1 owes 90.00 as of 18 April, 54.00 after the claim, and 14.99 more on 1 May`()
    throws
  {
    for (last, receivable) in [
      ("2026-04-18", "90.00"), ("2026-04-20", "54.00"), ("2026-05-01", "68.99"),
    ] {
      let history = History.goldenMarket(until: last)
      #expect(history.violations == [])
      #expect(
        try history.show("balance", "client", "receivable", "wallet", "credit")
          == ["B-1 \(receivable) 0.00 0.00"])
    }
    let history = History.goldenMarket(until: "2026-05-01")
    #expect(
      try history.show("invoice", "number", "kind", "net", "vat", "gross", "due_on", "open") == [
        "F2026-000001 purchases 75.00 15.00 90.00 2026-04-26 54.00",
        "F2026-000003 purchases 12.49 2.50 14.99 2026-05-11 14.99",
      ])
    #expect(
      try history.show(
        "lead_purchase", "lead", "client", "mode", "price", "day", "invoice", "settled")
        == [
          "L-1 B-1 exclusive 30.00 2026-04-10 F2026-000001 30.00",
          "L-2 B-1 exclusive 45.00 2026-04-15 F2026-000001 0.00",
          "L-3 B-1 shared 12.49 2026-04-16 F2026-000003 0.00",
        ])
    #expect(
      try history.show("claim", "claim", "lead", "claim_kind", "state", "price", "amount", "form")
        == ["R-1 L-1 wrong_details settled 30.00 30.00 credit_note"])
    #expect(
      try history.show("lead", "lead", "owners", "modes_left", "sold", client: "B-1") == [
        #"L-1 ["B-1"] [] 1"#, #"L-2 ["B-1"] [] 1"#, #"L-3 ["B-1"] ["shared"] 1"#,
      ])
  }

  @Test
  func `AP-1.4 after a shared sale only the shared mode is left; AP-3.2 prices are those of now`()
    throws
  {
    var history = History.market()
    history.register("B-2")
    history.offer("L-1", exclusive: 30_00, shared: 12_00)
    #expect(
      try history.show("lead", "modes", "modes_left", "price_exclusive", "price_shared") == [
        #"["exclusive","shared"] ["exclusive","shared"] 30.00 12.00"#
      ])
    history.buy("L-1", .shared, 12_00, at: "2026-04-02T09:00:00Z")
    history.add(
      .leadPriceChanged(
        LeadPriceChanged.with {
          $0.effectiveAt = instant("2026-04-03T09:00:00Z")
          $0.mode = .shared
          $0.price = money(15_00)
          $0.range = "roofing"
        }))
    #expect(try history.show("lead", "price_shared") == ["12.00"])
    history.now = "2026-04-03T09:00:00Z"
    history.register("B-3")
    #expect(
      try history.show("lead", "modes_left", "price_shared", "owners") == [
        #"["shared"] 15.00 ["B-1"]"#
      ])
    #expect(history.violations == [])
    history.buy("L-1", .exclusive, 30_00, at: "2026-04-04T09:00:00Z", by: "B-2")
    #expect(
      history.violations == [
        "LEAD L-1, B-2: found bought in exclusive mode, by B-1 in shared mode before, expected one "
          + "owner of a lead that is exclusive, one purchase by each (position 9)"
      ])
  }

  @Test
  func `AP-3.1 a purchase is at the price that was seen; AP-6.5 none through a closed account`() {
    var history = History.market()
    history.offer("L-1", exclusive: 30_00)
    history.offer("L-2", exclusive: 30_00)
    history.buy("L-1", .exclusive, 30_00, at: "2026-04-02T09:00:00Z", seen: 29_00)
    history.add(
      .accountClosed(
        AccountClosed.with {
          $0.cause = "requested"
          $0.effectiveAt = instant("2026-04-03T00:00:00Z")
          $0.party = "B-1"
        }), at: "2026-04-03T00:00:00Z")
    history.buy("L-2", .exclusive, 30_00, at: "2026-04-03T00:00:00Z")
    #expect(
      history.violations == [
        "LEAD L-1, B-1: found bought for 30.00, expected 29.00, as it was seen (position 7)",
        "ACC L-2, B-1: found bought at 2026-04-03T00:00:00.000000Z, expected nothing from "
          + "2026-04-03T00:00:00.000000Z on: the account is closed (position 9)",
      ])
  }

  @Test func `AP-4.3 an invoice bears the leads of its half-month, each once`() {
    var history = History.market()
    history.offer("L-1", exclusive: 30_00)
    let bought = history.buy("L-1", .exclusive, 30_00, at: "2026-04-15T23:59:59+02:00")
    let line = History.line(ofLead: "L-1", 30_00, bought)
    history.bill("F2026-000001", [line], from: "2026-04-01", to: "2026-04-15")
    #expect(history.violations == [])
    history.bill("F2026-000002", [line], from: "2026-04-16", to: "2026-04-30")
    #expect(
      history.violations == [
        "LEAD L-1, F2026-000002: found billed on F2026-000001 too, expected billed once (position 7)",
        "LEAD L-1, F2026-000002: found bought on 2026-04-15 by B-1 for 30.00, paid by direct_debit, "
          + "expected bought by B-1 from 2026-04-16 to 2026-04-30 for 30.00, paid by direct_debit "
          + "(position 7)",
      ])
  }

  @Test func `AP-3.3 a claim is settled once, for the price at most unless a person agreed`() {
    var history = History.market()
    history.offer("L-1", exclusive: 30_00)
    history.buy("L-1", .exclusive, 30_00, at: "2026-04-02T09:00:00Z")
    history.claim("R-1", "L-1", at: "2026-04-03T09:00:00Z")
    history.claim("R-2", "L-1", at: "2026-04-03T09:00:00Z")
    history.settle("R-1", "L-1", 20_00, .creditNote, at: "2026-04-04T09:00:00Z")
    history.settle("R-1", "L-1", 5_00, .creditNote, at: "2026-04-04T09:00:00Z")
    history.settle("R-2", "L-1", 6_00, .creditNote, at: "2026-04-04T09:00:00Z")
    #expect(
      history.violations == [
        "CLM R-1: found closed, expected closed once (position 9)",
        "CLM R-2, L-1: found settled for 6.00, after 25.00, expected 30.00 at most, the price "
          + "(position 10)",
      ])
    var agreed = History.market()
    agreed.offer("L-1", exclusive: 30_00)
    agreed.buy("L-1", .exclusive, 30_00, at: "2026-04-02T09:00:00Z")
    agreed.claim("R-1", "L-1", at: "2026-04-03T09:00:00Z")
    agreed.decide(.approveSettlement, "R-1", exercised: true)
    agreed.settle("R-1", "L-1", 31_00, .creditNote, at: "2026-04-04T09:00:00Z")
    #expect(agreed.violations == [])
  }

  @Test
  func `a contact is erased with its key, and is found by its keyed code while that is there`()
    throws
  {
    var history = History.market()
    let code = Fingerprint.with {
      $0.kind = .phone
      $0.mac = "00ff"
    }
    let box = SealedBox.with {
      $0.box = "AA"
      $0.key = 1
    }
    history.offer(
      "L-1", exclusive: 30_00, contact: .box(box), dedupe: .box(box))
    let known = history.models {
      $0.key == 1
        ? Personal.with {
          $0.fingerprints = [code]
          $0.name = "Marie"
          $0.phone = "06"
        } : nil
    }
    #expect(
      try history.show(known, "lead", ["contact_name", "contact_phone", "contact_email"])
        == ["Marie 06 -"])
    #expect(
      try history.show(
        known, "fingerprint", ["fingerprint_kind", "mac", "person", "about", "subject"])
        == ["phone 00ff P-L-1 lead L-1"])
    #expect(
      try history.show("lead", "contact_name", "contact_phone", "contact_email")
        == ["[erased] [erased] [erased]"])
    #expect(try history.show("fingerprint", "mac") == [])
  }
}
