"""Calls a service from several threads until its standard input ends: load.py TARGET CALLERS SERVICE_CONFIG

Prints `ready` after the first call, and at the end one line with the number of calls and the seconds of the slowest, and a
line for each call that failed.
"""

import sys
import threading
import time
from pathlib import Path

import grpc
from clausula.v1.evaluation_pb2 import EvaluateRequest
from clausula.v1.evaluator_service_pb2_grpc import EvaluatorServiceStub
from google.protobuf.json_format import ParseDict

REQUEST = {
    "policyId": "multidonnas",
    "detail": "DETAIL_AMOUNTS",
    "agreement": {
        "customerType": "CUSTOMER_TYPE_CONSUMER",
        "productType": "PRODUCT_TYPE_EVENT",
        "price": {"currencyCode": "EUR", "minorUnits": 125000},
        "concludedAt": "2026-06-01T10:00:00Z",
        "startsAt": "2026-09-14T08:00:00Z",
    },
    "cancellation": {"receivedAt": "2026-07-31T15:31:00Z"},
}


def main():
    target, callers, service_config = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]).read_text()
    # A list of addresses is no authority.
    options = [("grpc.service_config", service_config), ("grpc.default_authority", "clausula")]
    with grpc.insecure_channel(target, options=options) as channel:
        evaluate = EvaluatorServiceStub(channel).Evaluate
        evaluate(ParseDict(REQUEST, EvaluateRequest()), wait_for_ready=True)
        print("ready", flush=True)
        done = threading.Event()
        tallies = [Tally(evaluate, number, done) for number in range(callers)]
        for tally in tallies:
            tally.start()
        sys.stdin.read()
        done.set()
        for tally in tallies:
            tally.join()
    print(sum(tally.calls for tally in tallies), max(tally.slowest for tally in tallies))
    for tally in tallies:
        for failure in tally.failures:
            print(failure)


class Tally(threading.Thread):
    """One caller, and what came of its calls."""

    def __init__(self, evaluate, number, done):
        super().__init__()
        self.evaluate, self.number, self.done = evaluate, number, done
        self.calls, self.slowest, self.failures = 0, 0.0, []

    def run(self):
        request = ParseDict(REQUEST, EvaluateRequest())
        while not self.done.is_set():
            request.request_id = f"{self.number}-{self.calls}"
            began = time.monotonic()
            try:
                answer = self.evaluate(request)
                charged = answer.decision.settlement.charged.minor_units
                if (answer.request_id, charged) != (request.request_id, 93_750):
                    self.failures.append(f"{request.request_id}: answered {answer.request_id} with {charged}")
            except grpc.RpcError as error:
                self.failures.append(f"{request.request_id}: {error.code().name}: {' '.join(error.details().split())}")
            self.calls += 1
            self.slowest = max(self.slowest, time.monotonic() - began)


main()
