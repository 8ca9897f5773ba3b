"""What does it cost to cancel? ./generate && PYTHONPATH=gen .venv/bin/python example.py"""

import os

import grpc
from clausula.v1.evaluation_pb2 import EvaluateRequest
from clausula.v1.evaluator_service_pb2_grpc import EvaluatorServiceStub
from google.protobuf.json_format import ParseDict

request = {
    "policyId": "multidonnas",
    "agreement": {
        "customerType": "CUSTOMER_TYPE_CONSUMER",
        "productType": "PRODUCT_TYPE_EVENT",
        "price": {"currencyCode": "EUR", "minorUnits": 125000},
        "concludedAt": "2026-06-01T12:00:00+02:00",
        "startsAt": "2026-09-14T10:00:00+02:00",
    },
    "cancellation": {"receivedAt": "2026-07-31T17:31:00+02:00"},
}
with grpc.insecure_channel(os.environ.get("CLAUSULA_ADDRESS", "127.0.0.1:50051")) as channel:
    evaluator = EvaluatorServiceStub(channel)
    decision = evaluator.Evaluate(ParseDict(request, EvaluateRequest()), timeout=2).decision

print(f"{decision.settlement.charged.minor_units / 100:.2f} EUR")
for step in decision.explanation:
    print(f"{step.article:5} {step.calculation}")
