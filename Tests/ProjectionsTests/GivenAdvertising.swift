import Ledger

/// Orders, campaigns and claims in histories made by hand, with the figures of MARKETINGCONNECT.
extension History {
  /// A ledger of MARKETINGCONNECT with terms CGV-1 and client C-1, in April 2026.
  static func advertising(_ change: (inout MarketingConnectReadings) -> Void = { _ in }) -> History
  {
    var history = History()
    history.now = "2026-04-15T10:00:00+02:00"
    history.add(
      .ledgerCreated(
        LedgerCreated.with {
          $0.clock = .simulated
          $0.contract = .marketingconnect
          $0.name = "test"
          $0.provider.accounts = .usual
          $0.provider.numberPrefix = "MC"
        }))
    history.add(
      .termsVersionPublished(
        TermsVersionPublished.with {
          $0.config = TermsConfig(of: .marketingconnect)
          var readings = MarketingConnectReadings()
          change(&readings)
          $0.config.mc = readings
          $0.effectiveFrom = day("2026-04-01")
          $0.issuer = .provider
          $0.publishedOn = day("2026-04-01")
          $0.version = "T1"
        }))
    history.register("C-1")
    return history
  }

  mutating func order(
    _ order: String, _ offer: String, _ items: [(code: String, qty: Int, unit: Int)],
    clicks: Int? = nil, agent: String? = nil
  ) {
    let basket = items.map { item in
      BasketItem.with {
        $0.code = item.code
        $0.qty = item.qty
        $0.unit = UnitPrice(tenThousandths: item.unit)
      }
    }
    add(
      .orderPlaced(
        OrderPlaced.with {
          $0.agent = agent
          $0.basket = basket
          $0.client = "C-1"
          $0.clicksGuaranteed = clicks
          $0.order = order
          $0.paidBy = "cheque"
          $0.product = offer
          $0.sale = .offline
          $0.totalHt = basket.map { $0.unit.times($0.qty) }.sum()
        }), stream: "order-\(order)", rule: "MC-D.1")
  }

  mutating func confirm(_ order: String, payment: String, at: String) {
    add(
      .paymentValidated(
        PaymentValidated.with {
          $0.at = instant(at)
          $0.order = order
          $0.party = "C-1"
          $0.payment = payment
          $0.validatedBy = "S-1"
        }), stream: "payment-\(payment)", at: at, rule: "MC-II.2")
    add(
      .orderConfirmed(
        OrderConfirmed.with {
          $0.client = "C-1"
          $0.irrevocableAt = instant(at)
          $0.order = order
        }), stream: "order-\(order)", rule: "MC-II.2")
  }

  /// Bills an order by one line.
  mutating func bill(
    order: String, _ number: String, _ quantity: Int, unit: Int, kind: InvoiceKind = .order
  ) {
    let price = UnitPrice(tenThousandths: unit)
    var line = History.line(price.times(quantity).cents, .standard)
    line.qty = quantity
    line.unit = price
    invoice(number, [line], on: Paris.day(of: instant(now)).description, kind: kind) {
      $0.contract = order
    }
  }

  mutating func target(
    _ campaign: String, _ order: String, individuals: Int, professionals: Int = 0,
    _ source: AddressSource = .soms
  ) {
    add(
      .targetingSelected(
        TargetingSelected.with {
          $0.campaign = campaign
          $0.countIndividuals = individuals
          $0.countProfessionals = professionals
          $0.order = order
          $0.source = source
        }), stream: "campaign-\(campaign)", rule: "MC-B.3")
  }

  /// Sends a campaign; a month to claim begins.
  mutating func send(
    _ campaign: String, _ order: String, _ count: Int, at: String, claimUntil: String
  ) {
    add(
      .messagesSent(
        MessagesSent.with {
          $0.at = instant(at)
          $0.campaign = campaign
          $0.count = count
          $0.order = order
        }), stream: "campaign-\(campaign)", at: at, rule: "MC-B.5")
    add(
      .deadlineSet(
        DeadlineSet.with {
          $0.deadline = "\(campaign)~delivery_claim"
          $0.direction = .forward
          $0.from = Paris.day(of: instant(at))
          $0.kind = .deliveryClaim
          $0.lastInstant = Instant(
            microseconds: Paris.end(of: day(claimUntil)).microseconds - 1)
          $0.n = 1
          $0.subject = campaign
          $0.unit = .month
        }), stream: "campaign-\(campaign)", rule: "MC-B.10")
  }

  mutating func report(
    _ campaign: String, _ order: String, _ category: AddressCategory = .individual, rented: Int,
    sent: Int? = nil, delivered: Int, undelivered: Int, source: ReportSource = .clientArea
  ) {
    add(
      .deliveryReportRecorded(
        DeliveryReportRecorded.with {
          $0.campaign = campaign
          $0.category = category
          $0.delivered = delivered
          $0.order = order
          $0.rented = rented
          $0.sent = sent ?? rented
          $0.source = source
          $0.undelivered = undelivered
        }), stream: "campaign-\(campaign)", rule: "MC-B.6")
  }

  @discardableResult
  mutating func claim(
    _ claim: String, _ order: String, _ campaign: String?, sentOn: String, receivedOn: String,
    _ channel: String = "lrar", _ ground: ClaimGround = .undelivered
  ) -> Int {
    add(
      .deliveryClaimFiled(
        DeliveryClaimFiled.with {
          $0.campaign = campaign
          $0.channel = channel
          $0.claim = claim
          $0.client = "C-1"
          $0.ground = ground
          $0.order = order
          $0.receivedOn = day(receivedOn)
          $0.sentOn = day(sentOn)
        }), stream: "claim-\(claim)", at: "\(receivedOn)T10:00:00+02:00", rule: "MC-B.9")
  }

  mutating func qualify(
    _ claim: String, _ order: String, _ category: AddressCategory = .individual, rented: Int,
    undelivered: Int, threshold: Int, indemnified: Int, unit: Int, amount: Int? = nil
  ) {
    let price = UnitPrice(tenThousandths: unit)
    add(
      .deliveryClaimQualified(
        DeliveryClaimQualified.with {
          $0.amountHt = amount.map { money($0) } ?? price.times(indemnified)
          $0.category = category
          $0.claim = claim
          $0.client = "C-1"
          $0.code = indemnified == 0 ? "MC_BELOW_THRESHOLD" : nil
          $0.indemnified = indemnified
          $0.order = order
          $0.rate = Percentage(undelivered, of: rented)
          $0.rented = rented
          $0.result = indemnified == 0 ? .denied : .indemnified
          $0.threshold = threshold
          $0.undelivered = undelivered
          $0.unit = price
        }), stream: "claim-\(claim)", rule: "MC-B.9")
  }

  /// The credit note of a claim that was filed at a position.
  mutating func credit(claim position: Int, _ number: String, on invoice: String, _ cents: Int) {
    let line = History.line(cents, .standard, sources: [position])
    credit(
      number, on: invoice, [line], issued: Paris.day(of: instant(now)).description)
  }

  /// MC-H1, of the rules: 10 000 e-mails, 1 010 undelivered, claimed on the last day.
  static func goldenAdvertising() -> History {
    var history = History.advertising()
    history.order("O-1", "email", [("EMAIL-IND", 10_000, 800)])
    history.target("K-1", "O-1", individuals: 10_000)
    history.confirm("O-1", payment: "P-1", at: "2026-04-30T10:00:00+02:00")
    history.pay("P-1", 960_00, on: "2026-04-30")
    history.bill(order: "O-1", "MC2026-000001", 10_000, unit: 800)
    history.allocate("P-1", [Allocation("MC2026-000001", money(960_00))])
    history.send(
      "K-1", "O-1", 10_000, at: "2026-05-05T10:00:00+02:00", claimUntil: "2026-06-05")
    history.report("K-1", "O-1", rented: 10_000, delivered: 8_990, undelivered: 1_010)
    let filed = history.claim(
      "R-1", "O-1", "K-1", sentOn: "2026-06-05", receivedOn: "2026-06-08")
    history.qualify(
      "R-1", "O-1", rented: 10_000, undelivered: 1_010, threshold: 10, indemnified: 1_010,
      unit: 800)
    history.credit(claim: filed, "MC2026-000002", on: "MC2026-000001", 80_80)
    return history
  }
}
