"""Calls methods with the generated client; the last line counts."""

import os
import sys
from datetime import datetime

from clausula_client import AuthenticatedClient, Client, models
from clausula_client.api.evaluator_service import (
    evaluator_service_compare_options,
    evaluator_service_evaluate,
    evaluator_service_evaluate_batch,
    evaluator_service_quote_cancellation,
    evaluator_service_write_letter,
)
from clausula_client.api.policy_service import policy_service_list_policies

BASE = f"http://{os.environ.get('CLAUSULA_ADDRESS', '127.0.0.1:50051')}"
client = Client(base_url=BASE)
results = []


def check(what, so):
    results.append(bool(so))
    if not so:
        print(f"failed: {what}")


def at(text):
    return datetime.fromisoformat(text)


def agreement():
    return models.ClausulaV1Agreement(
        customer_type=models.ClausulaV1CustomerType.CUSTOMER_TYPE_CONSUMER,
        product_type=models.ClausulaV1ProductType.PRODUCT_TYPE_EVENT,
        price=models.ClausulaV1Money(currency_code="EUR", minor_units="125000"),
        concluded_at=at("2026-06-01T12:00:00+02:00"),
        starts_at=at("2026-09-14T10:00:00+02:00"),
    )


def request(policy="multidonnas", id="one"):
    event = models.ClausulaV1Cancellation(received_at=at("2026-07-31T17:31:00+02:00"))
    return models.ClausulaV1EvaluateRequest(
        request_id=id, policy_id=policy, agreement=agreement(), cancellation=event
    )


answer = evaluator_service_evaluate.sync(client=client, body=request())
check("the fee", answer.decision.settlement.charged.minor_units == "93750" and answer.request_id == "one")
check("the verdict", answer.decision.verdict == models.ClausulaV1Verdict.VERDICT_PERMITTED)

refused = evaluator_service_evaluate.sync(client=client, body=request("nobody"))
check("an error has its code", refused.code == models.ConnectErrorCode.NOT_FOUND)
check("and its reason", refused.details[0].debug["reason"] == "POLICY_NOT_FOUND")

batch = models.ClausulaV1EvaluateBatchRequest(requests=[request(), request("nobody", "two")])
items = evaluator_service_evaluate_batch.sync(client=client, body=batch).results
check("a batch", items[0].decision.settlement.charged.minor_units == "93750")
check("an item that failed", items[1].request_id == "two" and items[1].error.reason == "POLICY_NOT_FOUND")

quote = models.ClausulaV1QuoteCancellationRequest(policy_id="multidonnas", agreement=agreement())
check("a quote", len(evaluator_service_quote_cancellation.sync(client=client, body=quote).windows) > 1)

options = models.ClausulaV1CompareOptionsRequest(
    policy_id="multidonnas", agreement=agreement(), at=at("2026-07-31T17:31:00+02:00")
)
check("options", len(evaluator_service_compare_options.sync(client=client, body=options).options) == 5)

letter = models.ClausulaV1WriteLetterRequest(request=request())
check("a letter", "937.50" in evaluator_service_write_letter.sync(client=client, body=letter).text)

# A token that nobody asks for does no harm: the header is that of the security scheme.
known = AuthenticatedClient(base_url=BASE, token="secret")
listed = policy_service_list_policies.sync(client=known, body=models.ClausulaV1ListPoliciesRequest())
check("policies", any(policy.policy_id == "multidonnas" for policy in listed.policies))

print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(not all(results))
