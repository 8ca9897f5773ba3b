"""What does it cost to cancel? JSON over HTTP, with a client from the service's own description. ./generate && python example.py"""

import os
from datetime import datetime

from clausula_client import Client
from clausula_client.api.evaluator_service import evaluator_service_evaluate as evaluate
from clausula_client.models import (
    ClausulaV1Agreement,
    ClausulaV1Cancellation,
    ClausulaV1CustomerType,
    ClausulaV1EvaluateRequest,
    ClausulaV1Money,
    ClausulaV1ProductType,
)

client = Client(base_url=f"http://{os.environ.get('CLAUSULA_ADDRESS', '127.0.0.1:50051')}")
request = ClausulaV1EvaluateRequest(
    policy_id="multidonnas",
    agreement=ClausulaV1Agreement(
        customer_type=ClausulaV1CustomerType.CUSTOMER_TYPE_CONSUMER,
        product_type=ClausulaV1ProductType.PRODUCT_TYPE_EVENT,
        price=ClausulaV1Money(currency_code="EUR", minor_units="125000"),
        concluded_at=datetime.fromisoformat("2026-06-01T12:00:00+02:00"),
        starts_at=datetime.fromisoformat("2026-09-14T10:00:00+02:00"),
    ),
    cancellation=ClausulaV1Cancellation(received_at=datetime.fromisoformat("2026-07-31T17:31:00+02:00")),
)
decision = evaluate.sync(client=client, body=request).decision
print(f"{int(decision.settlement.charged.minor_units) / 100:.2f} EUR")
for step in decision.explanation:
    print(f"{step.article or '':5}", step.calculation or step.summary)
